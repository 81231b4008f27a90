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


PLAYING = (
    "media_type",
    "device_state",
    "title",
    "artist",
    "album",
    "genre",
    "total_time",
    "position",
    "shuffle",
    "repeat",
    "series_name",
    "season_number",
    "episode_number",
    "content_identifier",
)
DEVICE_INFO = (
    "operating_system",
    "version",
    "build_number",
    "model",
    "raw_model",
    "mac",
    "output_device_id",
)


def plain(value):
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, (interface.App, interface.UserAccount)):
        return {"name": value.name, "id": value.identifier}
    if isinstance(value, interface.Playing):
        fields = {name: plain(getattr(value, name)) for name in PLAYING}
        return {name: field for name, field in fields.items() if field is not None}
    if isinstance(value, interface.DeviceInfo):
        return {name: plain(getattr(value, name)) for name in DEVICE_INFO}
    if isinstance(value, interface.OutputDevice):
        return {
            "name": value.name,
            "id": value.identifier,
            "volume": value.volume,
        }
    if isinstance(value, interface.ArtworkInfo):
        return {
            "bytes": list(value.bytes),
            "type": value.mimetype,
            "width": value.width,
            "height": value.height,
        }
    if isinstance(value, interface.FeatureInfo):
        return plain(value.state)
    if isinstance(value, dict):
        return {plain(name): plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    return value


def argument(value):
    """{"enum": "InputAction", "name": "Hold"} stands for that member, {"output": id} for a speaker."""
    if isinstance(value, dict) and "output" in value:
        return interface.OutputDevice(value["output"])
    if isinstance(value, dict):
        return getattr(const, value["enum"])[value["name"]]
    return value


class Events(
    interface.PowerListener,
    interface.KeyboardListener,
    interface.AudioListener,
    interface.DeviceListener,
    interface.PushListener,
):
    def powerstate_update(self, old_state, new_state):
        say(event="power", value=plain(new_state))

    def focusstate_update(self, old_state, new_state):
        say(event="focus", value=plain(new_state))

    def volume_update(self, old_level, new_level):
        say(event="volume", value=new_level)

    def outputdevices_update(self, old_devices, new_devices):
        say(event="outputs", value=plain(new_devices))

    def playstatus_update(self, updater, playstatus):
        say(event="playing", value=plain(playstatus))

    def playstatus_error(self, updater, exception):
        say(event="playing error", value=str(exception))

    def volume_device_update(self, output_device, old_level, new_level):
        say(event="output volume", value=f"{output_device.identifier} {new_level}")

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
        self.playing = None
        # By protocol, such as "Companion".
        self.credentials = {}

    async def scan(self, name, timeout=3, hosts=None):
        found = await pyatv.scan(self.loop, timeout=timeout, hosts=hosts)
        chosen = [device for device in found if device.name == name]
        if chosen:
            self.device = chosen[0]
            for name, credentials in self.credentials.items():
                self.device.set_credentials(const.Protocol[name], credentials)
        return [describe(device) for device in chosen]

    async def pair(self, protocol="Companion", name=None):
        # With credentials of a former pairing it would verify before it pairs.
        self.device.get_service(const.Protocol[protocol]).credentials = None
        options = {} if name is None else {"name": name}
        self.pairing = await pyatv.pair(
            self.device, const.Protocol[protocol], self.loop, **options
        )
        await self.pairing.begin()
        return self.pairing.device_provides_pin

    async def show(self, pin, guid, name):
        """Pairing turned round: publishes itself with a code, and waits for the device to call."""
        self.pairing = await pyatv.pair(
            self.device, const.Protocol.DMAP, self.loop, name=name, pairing_guid=guid
        )
        self.pairing.pin(int(pin))
        await self.pairing.begin()
        return self.pairing.device_provides_pin

    async def shown(self):
        """Ends that; whether the device called with the right code."""
        try:
            await self.pairing.finish()
            service = self.pairing.service
            if self.pairing.has_paired:
                self.credentials["DMAP"] = service.credentials
            return self.pairing.has_paired
        finally:
            await self.pairing.close()

    async def finish(self, pin):
        self.pairing.pin(pin)
        try:
            await self.pairing.finish()
            service = self.pairing.service
            self.credentials[service.protocol.name] = service.credentials
            return self.pairing.has_paired
        finally:
            await self.pairing.close()

    async def connect(self, only=None):
        """`only`: protocols that are used, by name; by default all there are."""
        for service in self.device.services:
            service.enabled = only is None or service.protocol.name in only
        self.remote = await pyatv.connect(self.device, self.loop)
        self.remote.power.listener = self.events
        self.remote.keyboard.listener = self.events
        self.remote.audio.listener = self.events
        self.remote.listener = self.events

    async def play(self, url, position=0):
        """Returns at once; what came of it arrives as an event."""

        async def finish():
            try:
                await self.remote.stream.play_url(url, position=position)
                say(event="played", value=None)
            except asyncio.CancelledError:
                say(event="played", value=None)
            except Exception as error:  # reported as what came of it
                say(event="played", value=f"{type(error).__name__}: {error}")

        self.playing = asyncio.create_task(finish())

    async def stream(self, path, tags=None, artwork=None):
        """Sends sound; returns at once, and what came of it arrives as an event."""
        metadata = None
        if tags is not None:
            picture = bytes(artwork) if artwork is not None else None
            metadata = interface.MediaMetadata(**tags, artwork=picture)

        async def finish():
            try:
                await self.remote.stream.stream_file(path, metadata=metadata)
                say(event="streamed", value=None)
            except Exception as error:  # reported as what came of it
                say(event="streamed", value=f"{type(error).__name__}: {error}")

        self.playing = asyncio.create_task(finish())

    async def password(self, protocol, text):
        """What is shown when the device asks; before connecting."""
        self.device.get_service(const.Protocol[protocol]).password = text

    async def push(self):
        """From now on, what plays arrives as an event."""
        self.remote.push_updater.listener = self.events
        self.remote.push_updater.start()

    async def features(self):
        return plain(self.remote.features.all_features(include_unsupported=True))

    async def info(self):
        return plain(self.remote.device_info)

    async def call(self, what, arguments=()):
        part, method = what.split(".")
        target = getattr(getattr(self.remote, part), method)
        return plain(await target(*[argument(value) for value in arguments]))

    async def get(self, what):
        part, name = what.split(".")
        return plain(getattr(getattr(self.remote, part), name))

    async def close(self):
        if self.remote:
            # After a loss some of its tasks are cancelled already.
            await asyncio.gather(*self.remote.close(), return_exceptions=True)
            self.remote = None

    async def secret(self, protocol="Companion"):
        return self.credentials.get(protocol)

    async def trust(self, protocol, credentials):
        """Takes over what another pairing gave."""
        self.credentials[protocol] = credentials
        self.device.set_credentials(const.Protocol[protocol], credentials)


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
