"""Runs pyatv's fake Companion device and obeys lines of JSON.

Prints {"port": n} when it listens. Each line on stdin is {"id": n, "do": name, ...}; the
answer is {"id": n, "value": ...} or {"id": n, "error": text}. Ends with stdin. With an address
as argument the fake is also announced there, by pyatv's own publish over python-zeroconf.
"""

import asyncio
import ipaddress
import json
import socket
import struct
import sys

from pyatv.const import KeyboardFocusState, Protocol
from pyatv.core import mdns
from pyatv.protocols.companion.api import SystemStatus
from tests.fake_device import FakeAppleTV
from tests.fake_device.companion import CompanionServiceFlags
from zeroconf import Zeroconf


class Driver:
    def __init__(self, state, usecase):
        self.state = state
        self.usecase = usecase

    def apps(self, value):
        self.usecase.set_installed_apps(value)

    def accounts(self, value):
        self.usecase.set_available_accounts(value)

    def status(self, value):
        self.usecase.set_system_status(SystemStatus[value])

    def focus(self, value):
        self.usecase.set_rti_focus_state(KeyboardFocusState[value])

    def text(self, value):
        self.usecase.set_rti_text(value)

    def flags(self, value):
        self.usecase.set_control_flags(value)
        self.push("_iMC", {"_mcF": value})

    def attention(self, value):
        self.state.set_flag_state(CompanionServiceFlags.SYSTEM_STATUS_SUPPORTED, value)

    def session(self, value):
        self.state.sid = value

    def event(self, value):
        self.push(value["id"], value["content"])

    def drop(self, value):
        # A device ends a text session with its connection. The fake keeps it, and leaves the "_tiStart"
        # of whoever comes back without an answer, which costs him a second.
        self.state.rti_session_uuid = None
        self.state.rti_clients.clear()
        for client in list(self.state.clients):
            if value == "reset":
                linger = struct.pack("ii", 1, 0)
                sock = client.transport.get_extra_info("socket")
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            client.transport.close()

    def read(self, _value):
        state = self.state
        touch = getattr(state, "action", None)
        return {
            "button": state.latest_button,
            "app": state.active_app,
            "url": state.open_url,
            "account": state.active_account,
            "paired": state.has_paired,
            "powered": state.powered_on,
            "sid": state.sid,
            "serviceType": state.service_type,
            "systemInfo": {
                key: value.decode() if isinstance(value, bytes) else value
                for key, value in (state.system_info or {}).items()
            },
            "tvRemoteVersion": state.tv_rc_protocol_version,
            "interests": sorted(state.interests),
            "volume": state.volume,
            "duration": state.duration,
            "text": state.rti_text,
            "textSession": state.rti_session_uuid is not None,
            "touchSize": [state.touch_width, state.touch_height],
            "touch": touch and [touch.press_mode.name, touch.x, touch.y, touch.ns],
            "clients": len(state.clients),
        }

    def push(self, identifier, content):
        for client in self.state.clients:
            client.send_event(identifier, 4_000_000_000, content)


async def announce(loop, address, port):
    service = mdns.Service(
        "_companion-link._tcp.local",
        "Fake Apple TV",
        ipaddress.IPv4Address(address),
        port,
        {
            "rpMRtID": "CCBB258E-978C-4AD3-A223-6A554370C237",
            "rpFl": "0x36782",
            "rpMd": "AppleTV6,2",
        },
    )
    await mdns.publish(loop, service, Zeroconf(interfaces=[address]))


async def main():
    loop = asyncio.get_running_loop()
    fake = FakeAppleTV(loop, test_mode=False)
    state, usecase = fake.add_service(Protocol.Companion)
    await fake.start()
    driver = Driver(state, usecase)
    port = fake.get_port(Protocol.Companion)
    for address in sys.argv[1:]:
        await announce(loop, address, port)
    print(json.dumps({"port": port}), flush=True)

    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        request = json.loads(line)
        answer = {"id": request["id"]}
        try:
            answer["value"] = getattr(driver, request["do"])(request.get("value"))
        except Exception as error:  # reported to whoever asked
            answer["error"] = repr(error)
        print(json.dumps(answer), flush=True)
    await fake.stop()


if __name__ == "__main__":
    asyncio.run(main())
