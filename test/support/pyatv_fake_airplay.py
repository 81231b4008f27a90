"""Runs pyatv's fake AirPlay receiver and obeys lines of JSON.

Prints {"port": n} when it listens. Each line on stdin is {"id": n, "do": name, ...}; the
answer is {"id": n, "value": ...} or {"id": n, "error": text}. Ends with stdin. The fake stops
at the keys: from there on pyatv's own HAP session encrypts, as its client does.
"""

import asyncio
import json
import sys

from pyatv.auth.hap_session import HAPSession
from pyatv.const import Protocol
from tests.fake_device import FakeAppleTV
from tests.fake_device import airplay as fake_airplay


plain_server = fake_airplay.BasicHttpServer


class EncryptingServer(plain_server):
    """Encrypts from the answer on that follows the one which agreed on keys."""

    current = None

    def __init__(self, handler):
        super().__init__(handler)
        self.session = HAPSession()
        self.keys = None

    def process_received(self, data):
        EncryptingServer.current = self
        plain = self.session.decrypt(data)
        driver.heads.append(plain.split(b"\r\n\r\n")[0].decode())
        return plain

    def process_sent(self, data):
        sealed = self.session.encrypt(data)
        if self.keys:
            self.session.enable(*self.keys)
            self.keys = None
        return sealed


def enable_encryption(_service, output_key, input_key):
    EncryptingServer.current.keys = (output_key, input_key)


fake_airplay.BasicHttpServer = EncryptingServer
fake_airplay.FakeAirPlayService.enable_encryption = enable_encryption


class Driver:
    def __init__(self):
        self.heads = []
        self.fake = None

    def _cases(self):
        return self.fake.get_usecase(Protocol.AirPlay)

    def _state(self):
        return self.fake.get_state(Protocol.AirPlay)

    def idle(self, _value):
        self._cases().airplay_playback_idle()

    def playing(self, _value):
        self._cases().airplay_playback_playing()

    def no_permission(self, _value):
        self._cases().airplay_playback_playing_no_permission()

    def play_fails(self, count):
        self._cases().airplay_play_failure(count)

    def never_authenticates(self, yes):
        self._state().always_auth_fail = yes

    def played(self, _value):
        state = self._state()
        content = state.last_airplay_content
        return {
            "url": state.last_airplay_url,
            "start": state.last_airplay_start,
            "session": state.last_airplay_uuid,
            "content": content.decode() if isinstance(content, bytes) else content,
            "plays": state.play_count,
        }

    def read(self, _value):
        current = EncryptingServer.current
        return {
            "heads": self.heads,
            "encrypted": bool(current and current.session.chacha20),
        }


driver = Driver()


async def main():
    loop = asyncio.get_running_loop()
    fake = FakeAppleTV(loop, test_mode=False)
    fake.add_service(Protocol.AirPlay)
    driver.fake = fake
    await fake.start()
    print(json.dumps({"port": fake.get_port(Protocol.AirPlay)}), flush=True)

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


asyncio.run(main())
