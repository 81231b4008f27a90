"""pyatv as a sender: a WAV file and a port on this machine."""

import asyncio
import logging
import sys
from ipaddress import IPv4Address

import pyatv
from pyatv import conf
from pyatv.const import Protocol

logging.disable(logging.WARNING)


async def main(path, port):
    config = conf.AppleTV(IPv4Address("127.0.0.1"), "speaker")
    properties = {"et": "0", "cn": "0,1", "sr": "44100", "ss": "16", "ch": "2"}
    config.add_service(
        conf.ManualService("speaker", Protocol.RAOP, port, properties)
    )
    remote = await pyatv.connect(config, asyncio.get_running_loop())
    try:
        await remote.stream.stream_file(path)
    finally:
        await asyncio.gather(*remote.close())


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
