"""pyatv as a client, driven over standard input and output by one JSON object a line.

In:  {"id": 1, "do": "scan" | "pair" | "finish" | "connect" | "call" | "get" | "close", ...}
Out: {"id": 1, "value": ...} or {"id": 1, "error": "..."}; and {"event": name, "value": ...}.
"""

import asyncio
import enum
import json
import sys

import pyatv
from pyatv import const, interface


def say(**message):
    print(json.dumps(message), flush=True)


def plain(value):
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, (interface.App, interface.UserAccount)):
        return {"name": value.name, "id": value.identifier}
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    return value


def argument(value):
    """{"enum": "InputAction", "name": "Hold"} stands for that member."""
    if isinstance(value, dict):
        return getattr(const, value["enum"])[value["name"]]
    return value


class Events(
    interface.PowerListener,
    interface.KeyboardListener,
    interface.AudioListener,
    interface.DeviceListener,
):
    def powerstate_update(self, old_state, new_state):
        say(event="power", value=plain(new_state))

    def focusstate_update(self, old_state, new_state):
        say(event="focus", value=plain(new_state))

    def volume_update(self, old_level, new_level):
        say(event="volume", value=new_level)

    def outputdevices_update(self, old_devices, new_devices):
        pass

    def volume_device_update(self, output_device, old_level, new_level):
        pass

    def connection_lost(self, exception):
        say(event="lost", value=str(exception))

    def connection_closed(self):
        say(event="closed", value=None)


def describe(device):
    info = device.device_info
    return {
        "name": device.name,
        "address": str(device.address),
        "identifiers": device.all_identifiers,
        "deepSleep": device.deep_sleep,
        "model": plain(info.model),
        "rawModel": info.raw_model,
        "os": plain(info.operating_system),
        "version": info.version,
        "mac": info.mac,
        "services": {
            service.protocol.name: {
                "port": service.port,
                "pairing": plain(service.pairing),
                "password": service.requires_password,
            }
            for service in device.services
        },
    }


class Client:
    def __init__(self, loop):
        self.loop = loop
        self.events = Events()
        self.device = None
        self.pairing = None
        self.remote = None
        self.credentials = None

    async def scan(self, name, timeout=3, hosts=None):
        found = await pyatv.scan(self.loop, timeout=timeout, hosts=hosts)
        chosen = [device for device in found if device.name == name]
        if chosen:
            self.device = chosen[0]
            if self.credentials:
                self.device.set_credentials(
                    const.Protocol.Companion, self.credentials
                )
        return [describe(device) for device in chosen]

    async def pair(self):
        # With credentials of a former pairing it would verify before it pairs.
        self.device.get_service(const.Protocol.Companion).credentials = None
        self.pairing = await pyatv.pair(
            self.device, const.Protocol.Companion, self.loop
        )
        await self.pairing.begin()
        return self.pairing.device_provides_pin

    async def finish(self, pin):
        self.pairing.pin(pin)
        try:
            await self.pairing.finish()
            self.credentials = self.pairing.service.credentials
            return self.pairing.has_paired
        finally:
            await self.pairing.close()

    async def connect(self):
        self.remote = await pyatv.connect(self.device, self.loop)
        self.remote.power.listener = self.events
        self.remote.keyboard.listener = self.events
        self.remote.audio.listener = self.events
        self.remote.listener = self.events

    async def call(self, what, arguments=()):
        part, method = what.split(".")
        target = getattr(getattr(self.remote, part), method)
        return plain(await target(*[argument(value) for value in arguments]))

    async def get(self, what):
        part, name = what.split(".")
        return plain(getattr(getattr(self.remote, part), name))

    async def close(self):
        if self.remote:
            await asyncio.gather(*self.remote.close())
            self.remote = None

    async def secret(self):
        return self.credentials


async def main():
    loop = asyncio.get_running_loop()
    client = Client(loop)
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    say(event="ready", value=pyatv.const.__version__)
    while line := await reader.readline():
        message = json.loads(line)
        number = message.pop("id")
        action = getattr(client, message.pop("do"))
        try:
            say(id=number, value=await action(**message))
        except Exception as error:  # reported to whoever asked
            say(id=number, error=f"{type(error).__name__}: {error}")
    await client.close()


asyncio.run(main())
