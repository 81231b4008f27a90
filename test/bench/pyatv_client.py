"""pyatv as a client, for the same work as client.ts: one JSON request and answer a line."""

import asyncio
import json
import logging
import sys
import time
from ipaddress import IPv4Address

import pyatv
from pyatv import conf, interface
from pyatv.const import PairingRequirement, Protocol

SPACING_S = 0.01
# It warns of each empty answer on the data channel.
logging.disable(logging.WARNING)


class Heard(interface.PushListener):
    def __init__(self, loop):
        self.loop = loop
        self.title = loop.create_future()
        self.moments = {}
        self.awaited = {}

    def at(self, title):
        """When that title was first told of, in nanoseconds of the monotonic clock, once it is."""
        awaited = self.loop.create_future()
        if title in self.moments:
            awaited.set_result(self.moments[title])
        else:
            self.awaited[title] = awaited
        return awaited

    def playstatus_update(self, updater, playstatus):
        if playstatus.title and playstatus.title not in self.moments:
            self.moments[playstatus.title] = str(time.monotonic_ns())
            if playstatus.title in self.awaited:
                self.awaited.pop(playstatus.title).set_result(
                    self.moments[playstatus.title]
                )
        if playstatus.title and not self.title.done():
            self.title.set_result(playstatus.title)

    def playstatus_error(self, updater, exception):
        if not self.title.done():
            self.title.set_exception(exception)


class Client:
    def __init__(self, loop):
        self.loop = loop
        self.config = None
        self.remote = None
        # Of push updates, which holds it weakly.
        self.listener = None
        self.play_task = None

    async def version(self, _):
        return pyatv.const.__version__

    async def target(self, services):
        self.config = conf.AppleTV(IPv4Address("127.0.0.1"), "Bench TV")
        self.config.add_service(
            conf.ManualService(
                "bench-tv",
                Protocol.Companion,
                services["companion"],
                {},
                pairing_requirement=PairingRequirement.Mandatory,
            )
        )
        if "airplay" in services:
            self.config.add_service(
                conf.ManualService(
                    "bench-tv",
                    Protocol.AirPlay,
                    services["airplay"],
                    services["txt"],
                    pairing_requirement=PairingRequirement.Mandatory,
                )
            )

    async def old_target(self, services):
        self.config = conf.AppleTV(IPv4Address("127.0.0.1"), "Bench TV")
        self.config.add_service(
            conf.ManualService(
                "bench-tv",
                Protocol.DMAP,
                services["dmap"],
                {},
                credentials=services["homeSharing"],
            )
        )

    async def airplay_target(self, services):
        self.config = conf.AppleTV(IPv4Address("127.0.0.1"), "Bench TV")
        self.config.add_service(
            conf.ManualService(
                "bench-tv", Protocol.AirPlay, services["airplay"], services["txt"]
            )
        )

    async def pair_airplay(self, pin):
        service = self.config.get_service(Protocol.AirPlay)
        handler = await pyatv.pair(self.config, Protocol.AirPlay, self.loop)
        await handler.begin()
        handler.pin(pin)
        await handler.finish()
        await handler.close()
        service.credentials = handler.service.credentials

    async def play(self, url):
        called = str(time.monotonic_ns())
        self.play_task = self.loop.create_task(self.remote.stream.play_url(url))
        return called

    async def stop(self, _):
        self.play_task.cancel()
        await asyncio.gather(self.play_task, return_exceptions=True)

    async def heard(self, title):
        return await self.listener.at(title)

    async def pair(self, pin):
        service = self.config.get_service(Protocol.Companion)
        service.credentials = None
        cpu, start = time.process_time(), time.monotonic()
        handler = await pyatv.pair(self.config, Protocol.Companion, self.loop)
        await handler.begin()
        handler.pin(pin)
        await handler.finish()
        taken = {
            "ms": (time.monotonic() - start) * 1000,
            "cpuMs": (time.process_time() - cpu) * 1000,
        }
        await handler.close()
        service.credentials = handler.service.credentials
        airplay = self.config.get_service(Protocol.AirPlay)
        if airplay:
            # A device has one list of remotes.
            airplay.credentials = service.credentials
        return taken

    async def connect(self, _):
        if self.remote:
            await asyncio.gather(*self.remote.close())
        start = time.monotonic()
        self.remote = await pyatv.connect(self.config, self.loop)
        return (time.monotonic() - start) * 1000

    async def playing(self, _):
        """Until it has pushed what plays."""
        if self.remote:
            await asyncio.gather(*self.remote.close())
        cpu, start = time.process_time(), time.monotonic()
        self.remote = await pyatv.connect(self.config, self.loop)
        heard = self.listener = Heard(self.loop)
        self.remote.push_updater.listener = heard
        self.remote.push_updater.start()
        await heard.title
        return {
            "ms": (time.monotonic() - start) * 1000,
            "cpuMs": (time.process_time() - cpu) * 1000,
        }

    async def settle(self, _):
        """It is connected only when all is."""

    async def press(self, count):
        called = []
        control = self.remote.remote_control
        for at in range(count):
            await asyncio.sleep(SPACING_S)
            called.append(str(time.monotonic_ns()))
            await (control.up() if at % 2 == 0 else control.down())
        return called


async def main():
    loop = asyncio.get_running_loop()
    client = Client(loop)
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    while line := await reader.readline():
        request = json.loads(line)
        try:
            reply = {"value": await getattr(client, request["do"].replace("-", "_"))(request["with"])}
        except Exception as error:  # reported to whoever asked
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)
    if client.remote:
        await asyncio.gather(*client.remote.close())


asyncio.run(main())
