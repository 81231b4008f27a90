"""Runs pyatv's fake MRP device and obeys lines of JSON.

Prints {"port": n} when it listens. Each line on stdin is {"id": n, "do": name, ...}; the
answer is {"id": n, "value": ...} or {"id": n, "error": text}. Ends with stdin. Values of
metadata are pyatv's own names; enumerations go by name, pictures as base64.
"""

import asyncio
import base64
import json
import socket
import struct
import sys
import time

from pyatv.const import Protocol, RepeatState, ShuffleState
from pyatv.protocols.mrp import protobuf
from tests.fake_device import FakeAppleTV
from tests.fake_device import mrp as fake_mrp


read_data = fake_mrp.FakeMrpService.data_received
asking = None


def note_who_asks(self, data):
    global asking
    asking = self.transport.get_extra_info("socket")
    read_data(self, data)


def arrival():
    """When the last bytes came in (tcpi_last_data_recv), however late they are read: a machine that
    stands still between the two ends of a key would make a hold of a tap, or a tap of a hold."""
    info = asking.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 56)
    (ago_ms,) = struct.unpack_from("I", info, 52)
    return time.monotonic() - ago_ms / 1000


fake_mrp.FakeMrpService.data_received = note_who_asks
# In pyatv's own tests sleeping is an entry in a book; here time is real.
fake_mrp.stub_sleep = arrival
# A key that pyatv has no name for.
fake_mrp._KEY_LOOKUP[(12, 0xE2)] = "mute"
COCOA_EPOCH = 978307200
answer_artwork_request = fake_mrp.FakeMrpService.handle_playback_queue_request
asked_sizes = []


def note_artwork_request(self, message, inner):
    asked_sizes.append([inner.artworkWidth, inner.artworkHeight])
    answer_artwork_request(self, message, inner)


fake_mrp.FakeMrpService.handle_playback_queue_request = note_artwork_request


def fields(value):
    """Keyword arguments of a preset."""
    converters = {
        "repeat": lambda name: RepeatState[name],
        "shuffle": lambda name: ShuffleState[name],
        "supported_commands": lambda names: [
            protobuf.CommandInfo_pb2.Command.Value(name) for name in names
        ],
        "playback_state": protobuf.PlaybackState.Enum.Value,
    }
    return {
        key: converters[key](item) if key in converters else item
        for key, item in (value or {}).items()
    }


class Driver:
    def __init__(self, state, usecase):
        self.state = state
        self.usecase = usecase

    def idle(self, _value):
        self.usecase.nothing_playing()

    def video(self, value):
        self.usecase.example_video(**fields(value))

    def music(self, value):
        self.usecase.example_music(**fields(value))

    def tv(self, value):
        self.usecase.example_tv(**fields(value))

    def live(self, value):
        """Television without an end, which JSON has no number for."""
        self.usecase.example_video(total_time=float("nan"), **fields(value))

    def loading(self, _value):
        self.usecase.media_is_loading()

    def metadata(self, value):
        self.usecase.change_metadata(**fields(value))

    def playing(self, value):
        self.usecase.change_state(**fields(value))

    def client(self, value):
        self.usecase.update_client(value)

    def commands(self, value):
        self.usecase.default_supported_commands(
            fields({"supported_commands": value})["supported_commands"]
        )

    def artwork(self, value):
        picture = value.pop("artwork", None)
        self.usecase.change_artwork(
            picture and base64.b64decode(picture), value.pop("mimetype", None), **value
        )

    def volume_control(self, value):
        self.usecase.change_volume_control(**value)

    def volume(self, value):
        self.usecase.set_volume(value["volume"], value.get("id", fake_mrp.DEVICE_UID))

    def cluster(self, value):
        self.usecase.set_cluster_id(value)

    def outputs(self, value):
        self.state.set_output_devices(value)

    def power(self, value):
        self.state.powered_on = value
        for client in self.state.clients:
            client._send_device_info(update=True)

    def raw(self, value):
        """Bytes in hex to every client, as one message, encrypted where that is on."""
        for client in self.state.clients:
            data = bytes.fromhex(value)
            if client.chacha:
                data = client.chacha.encrypt(data)
            client.transport.write(fake_mrp.variant.write_variant(len(data)) + data)

    def drop(self, value):
        for client in list(self.state.clients):
            if value == "reset":
                linger = struct.pack("ii", 1, 0)
                sock = client.transport.get_extra_info("socket")
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            client.transport.close()

    def read(self, _value):
        state = self.state
        playing = state.get_player_state(state.active_player)
        action = state.last_button_action
        return {
            "button": state.last_button_pressed,
            "action": action and action.name,
            "connectionState": state.connection_state,
            "authenticated": state.has_authenticated,
            "paired": state.has_paired,
            "powered": state.powered_on,
            "heartbeats": state.heartbeat_count,
            "volume": state.volume,
            "outputs": state.output_devices,
            "position": playing and playing.position,
            "repeat": playing and playing.repeat and playing.repeat.name,
            "shuffle": playing and playing.shuffle and playing.shuffle.name,
            "clients": len(state.clients),
            "askedSizes": asked_sizes,
        }


async def main():
    loop = asyncio.get_running_loop()
    fake = FakeAppleTV(loop, test_mode=False)
    state, usecase = fake.add_service(Protocol.MRP)
    await fake.start()
    driver = Driver(state, usecase)
    print(json.dumps({"port": fake.get_port(Protocol.MRP)}), flush=True)

    reader = asyncio.StreamReader(limit=2**24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        request = json.loads(line)
        answer = {"id": request["id"]}
        # Positions hold at the moment at which they are told, not in 1970.
        fake_mrp._COCOA_BASE = time.time() - COCOA_EPOCH
        try:
            answer["value"] = getattr(driver, request["do"])(request.get("value"))
        except Exception as error:  # reported to whoever asked
            answer["error"] = repr(error)
        print(json.dumps(answer), flush=True)
    await fake.stop()


if __name__ == "__main__":
    asyncio.run(main())
