"""Runs pyatv's fake RAOP receiver and obeys lines of JSON.

Prints {"port": n} when it listens. Each line on stdin is {"id": n, "do": name, ...}; the
answer is {"id": n, "value": ...} or {"id": n, "error": text}. Ends with stdin.
"""

import asyncio
import base64
import json
import sys

from pyatv.const import Protocol
from tests.fake_device import FakeAppleTV


class Driver:
    def __init__(self, state, usecase):
        self.state = state
        self.usecase = usecase

    def password(self, value):
        self.usecase.password(value)

    def require_auth(self, yes):
        self.state.auth_setup_performed = False
        self.usecase.require_auth(yes)

    def drop(self, packets):
        self.usecase.drop_n_packets(packets)

    def resends(self, yes):
        self.usecase.retransmissions_enabled(yes)

    def feedback(self, yes):
        self.state.feedback_packets_received = 0
        self.usecase.feedback_enabled(yes)

    def info(self, yes):
        self.usecase.supports_info(yes)

    def initial_level(self, decibels):
        self.usecase.initial_audio_level_supported(decibels is not None)
        if decibels is not None:
            self.state.volume = decibels

    def late_volume(self, yes):
        self.usecase.delayed_set_volume(yes)

    def forget(self, _value):
        self.state.teardown_called = False
        self.state.sync_packets_received = 0
        self.state.reset_streaming()

    def read(self, _value):
        state = self.state
        metadata = state.metadata
        return {
            "title": metadata.title,
            "artist": metadata.artist,
            "album": metadata.album,
            "artwork": metadata.artwork,
            "volume": state.volume,
            "packets": len(state.audio_packets),
            "audio": base64.b64encode(state.raw_audio).decode(),
            "feedbacks": state.feedback_packets_received,
            "syncs": state.sync_packets_received,
            "authSetup": state.auth_setup_performed,
            "teardown": state.teardown_called,
        }


async def main():
    loop = asyncio.get_running_loop()
    fake = FakeAppleTV(loop, test_mode=False)
    driver = Driver(*fake.add_service(Protocol.RAOP))
    await fake.start()
    print(json.dumps({"port": fake.get_port(Protocol.RAOP)}), flush=True)

    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    while line := await reader.readline():
        request = json.loads(line)
        answer = {"id": request["id"]}
        try:
            answer["value"] = getattr(driver, request["do"])(request.get("value"))
        except Exception as error:  # reported to whoever asked
            answer["error"] = repr(error)
        print(json.dumps(answer), flush=True)
    await fake.stop()


asyncio.run(main())
