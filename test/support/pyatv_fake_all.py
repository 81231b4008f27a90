"""Runs pyatv's fake Companion and MRP as one device, announced at the address in argv.

Lines of JSON as in pyatv_fake_companion.py. Names begin with the service they are for:
"mrp.video", "companion.drop". "read" gives both states.
"""

import asyncio
import ipaddress
import json
import sys

import pyatv_fake_companion
import pyatv_fake_mrp
from pyatv.auth.hap_tlv8 import ErrorCode, TlvValue
from pyatv.const import Protocol
from pyatv.core import mdns
from pyatv.protocols.mrp import messages
from pyatv.protocols.mrp.server_auth import MrpServerAuth
from tests.fake_device import FakeAppleTV
from zeroconf import Zeroconf

NAME = "Fake Apple TV"
MEDIA_REMOTE_ID = "CCBB258E-978C-4AD3-A223-6A554370C237"


class OwnKeys:
    """Makes the fake refuse every key until somebody has paired over MRP itself."""

    wanted = False
    check_proof = MrpServerAuth._m3_verify
    end_setup = MrpServerAuth._m5_setup

    def on_proof(self, pairing_data):
        if not OwnKeys.wanted:
            return OwnKeys.check_proof(self, pairing_data)
        refusal = {
            TlvValue.SeqNo: b"\x04",
            TlvValue.Error: bytes([ErrorCode.Authentication]),
        }
        self.send_to_client(messages.crypto_pairing(refusal))

    def on_setup(self, pairing_data):
        OwnKeys.wanted = False
        OwnKeys.end_setup(self, pairing_data)


MrpServerAuth._m3_verify = OwnKeys.on_proof
MrpServerAuth._m5_setup = OwnKeys.on_setup


class Mrp(pyatv_fake_mrp.Driver):
    def __init__(self, state, usecase, service):
        super().__init__(state, usecase)
        self.service = service
        self.port = service.port

    def own_keys(self, value):
        OwnKeys.wanted = value

    def silence(self, _value):
        """Nobody listens any more, and whoever was connected is not."""
        self.service.server.close()
        self.drop(None)

    async def listen(self, _value):
        """As at the start, on the same port."""
        loop = self.service.loop
        make = lambda: pyatv_fake_mrp.fake_mrp.FakeMrpService(
            self.state, self.service.app, loop
        )
        self.service.server = await loop.create_server(make, "0.0.0.0", self.port)


async def announce(loop, address, companion_port, mrp_port):
    services = [
        (
            "_companion-link._tcp",
            companion_port,
            {"rpMRtID": MEDIA_REMOTE_ID, "rpFl": "0x36782", "rpMd": "AppleTV6,2"},
        ),
        (
            "_mediaremotetv._tcp",
            mrp_port,
            {
                "UniqueIdentifier": MEDIA_REMOTE_ID,
                "Name": NAME,
                "AllowPairing": "YES",
                "SystemBuildVersion": "18M60",
                "ModelName": "Apple TV",
            },
        ),
    ]
    zeroconf = Zeroconf(interfaces=[address])
    for kind, port, txt in services:
        where = ipaddress.IPv4Address(address)
        await mdns.publish(
            loop, mdns.Service(f"{kind}.local", NAME, where, port, txt), zeroconf
        )


async def main():
    loop = asyncio.get_running_loop()
    fake = FakeAppleTV(loop, test_mode=False)
    companion = pyatv_fake_companion.Driver(*fake.add_service(Protocol.Companion))
    state, usecase = fake.add_service(Protocol.MRP)
    await fake.start()
    mrp = Mrp(state, usecase, fake.services[Protocol.MRP].service)
    port = fake.get_port(Protocol.Companion)
    for address in sys.argv[1:]:
        await announce(loop, address, port, mrp.port)
    print(json.dumps({"port": port}), flush=True)

    drivers = {"companion": companion, "mrp": mrp}
    reader = asyncio.StreamReader(limit=2**24)
    await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    while line := await reader.readline():
        request = json.loads(line)
        answer = {"id": request["id"]}
        # Positions hold at the moment at which they are told, not in 1970.
        pyatv_fake_mrp.fake_mrp._COCOA_BASE = (
            pyatv_fake_mrp.time.time() - pyatv_fake_mrp.COCOA_EPOCH
        )
        try:
            if request["do"] == "read":
                answer["value"] = {
                    name: driver.read(None) for name, driver in drivers.items()
                }
            else:
                name, method = request["do"].split(".")
                value = getattr(drivers[name], method)(request.get("value"))
                answer["value"] = await value if asyncio.iscoroutine(value) else value
        except Exception as error:  # reported to whoever asked
            answer["error"] = repr(error)
        print(json.dumps(answer), flush=True)
    await fake.stop()


if __name__ == "__main__":
    asyncio.run(main())
