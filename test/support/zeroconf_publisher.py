"""Publishes services through python-zeroconf with pyatv's own publish, until stdin ends.

The first line on stdin is a JSON list of {"type", "name", "port", "txt"}; TXT values that begin
with "hex:" are bytes. pyatv's fake Companion device really listens, and its service gets its port.
Prints {"ready": port of the fake} when everything is published.
"""

import asyncio
import ipaddress
import json
import sys

from pyatv.const import Protocol
from pyatv.core import mdns
from tests.fake_device import FakeAppleTV
from zeroconf import Zeroconf


def value(text):
    return bytes.fromhex(text[4:]) if text.startswith("hex:") else text


async def main(address):
    loop = asyncio.get_running_loop()
    fake = FakeAppleTV(loop, test_mode=False)
    fake.add_service(Protocol.Companion)
    await fake.start()
    companion_port = fake.get_port(Protocol.Companion)
    wanted = json.loads(await loop.run_in_executor(None, sys.stdin.readline))
    zeroconf = Zeroconf(interfaces=[address])
    withdraw = []
    for service in wanted:
        is_companion = service["type"] == "_companion-link._tcp"
        txt = {key: value(text) for key, text in service["txt"].items()}
        published = mdns.Service(
            f"{service['type']}.local",
            service["name"],
            ipaddress.IPv4Address(address),
            companion_port if is_companion else service["port"],
            txt,
        )
        withdraw.append(await mdns.publish(loop, published, zeroconf))
    print(json.dumps({"ready": companion_port}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    for each in withdraw:
        await each()
    zeroconf.close()
    await fake.stop()


asyncio.run(main(sys.argv[1]))
