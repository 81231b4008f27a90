"""Runs pyatv's fake DMAP device and obeys lines of JSON.

Prints {"port": n} when it listens. Each line on stdin is {"id": n, "do": name, ...}; the
answer is {"id": n, "value": ...} or {"id": n, "error": text}. Ends with stdin. Values of
metadata are pyatv's own names; enumerations go by name, pictures as base64.

pyatv's fake answers a long poll at once, and with 500 once its revision has moved on. Here it waits
for a change as a device does, unless "impatient" asks for the original.
"""

import asyncio
import base64
import hashlib
import json
import sys
import time
from types import SimpleNamespace

from pyatv.const import Protocol, RepeatState, ShuffleState
from tests.fake_device import FakeAppleTV
from tests.fake_device import dmap as fake_dmap
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

HSGID = "12345678-6789-1111-2222-012345678911"
PAIRING_GUID = "0x0000000000000001"
SESSION_ID = 55555

serial = 1
changed = asyncio.Event()
patient = True
polls = []
poll_times = []
logins = []
touches = []
paths = []
fail = {}
driver = None

Service = fake_dmap.FakeDmapService
answer_status = Service.handle_playstatus
answer_login = Service.handle_login
answer_prompt = Service.handle_remote_button
answer_artwork = Service.handle_artwork


async def handle_playstatus(self, request):
    revision = int(request.rel_url.query["revision-number"])
    polls.append(revision)
    poll_times.append(time.monotonic())
    if fail.get("status"):
        return fake_dmap.web.Response(status=fail["status"])
    if not patient or self.state.playing.force_close:
        return await answer_status(self, request)
    while revision == serial:
        await changed.wait()
        if fail.pop("cut", None):
            request.transport.abort()
    # What the original compares its own revision with, and counts on from.
    self.state.playing.revision = serial - 1
    url = request.rel_url.update_query({"revision-number": str(serial - 1)})
    return await answer_status(self, request.clone(rel_url=url))


async def handle_login(self, request):
    logins.append(request.rel_url.query_string)
    return await answer_login(self, request)


async def handle_remote_button(self, request):
    content = await request.content.read()
    parsed = fake_dmap.parser.parse(content, fake_dmap.tag_definitions.lookup_tag)
    touches.append(fake_dmap.parser.first(parsed, "cmbe"))
    unread = SimpleNamespace(content=SimpleNamespace(read=_always(content)), rel_url=request.rel_url)
    return await answer_prompt(self, unread)


def _always(content):
    async def read():
        return content

    return read


async def note_path(request, handler):
    """Also what the original leaves to an assertion, as a device answers it."""
    paths.append(f"{request.method} {request.rel_url.path}")
    session = request.rel_url.query.get("session-id")
    if session is not None and session != str(driver.state.session):
        return fake_dmap.web.Response(status=403)
    if request.method == "POST" and fail.get("button"):
        return fake_dmap.web.Response(status=fail["button"])
    return await handler(request)


Service.handle_playstatus = handle_playstatus
Service.handle_login = handle_login
Service.handle_remote_button = handle_remote_button


def fields(value):
    """Keyword arguments of a preset."""
    converters = {
        "repeat": lambda name: RepeatState[name],
        "shuffle": lambda name: ShuffleState[name],
    }
    return {
        key: converters[key](item) if key in converters else item
        for key, item in (value or {}).items()
    }


async def find_remotes(seconds=1.5):
    found = []
    async with AsyncZeroconf() as zeroconf:
        kind = "_touch-remote._tcp.local."

        def on_change(zeroconf, service_type, name, state_change):
            found.append(name)

        browser = AsyncServiceBrowser(zeroconf.zeroconf, [kind], handlers=[on_change])
        await asyncio.sleep(seconds)
        await browser.async_cancel()
        infos = [AsyncServiceInfo(kind, name) for name in dict.fromkeys(found)]
        return [info for info in infos if await info.async_request(zeroconf.zeroconf, 1000)]


def text(info, key):
    return (info.properties.get(key.encode()) or b"").decode()


def describe(info):
    txt = {key.decode(): (value or b"").decode() for key, value in info.properties.items()}
    return {"name": info.name, "addresses": info.parsed_addresses(), "txt": txt}


def change():
    """Tells everybody who waits."""
    global serial
    serial += 1
    changed.set()
    changed.clear()


class Driver:
    def __init__(self, state, usecase):
        self.state = state
        self.usecase = usecase

    def idle(self, _value):
        self.usecase.nothing_playing()
        change()

    def video(self, value):
        # The original's own example is always paused.
        given = {"title": "dummy", "paused": True, "total_time": 123, "position": 3}
        self.usecase.video_playing(**{**given, **fields(value)})
        change()

    def music(self, value):
        self.usecase.example_music(**fields(value))
        change()

    def loading(self, _value):
        self.usecase.media_is_loading()
        change()

    def playing(self, value):
        """Any of the fake's own fields, such as playstatus and mediakind."""
        self.state.playing = fake_dmap.PlayingResponse(**fields(value))
        change()

    def artwork(self, value):
        picture = value.get("artwork")
        self.usecase.change_artwork(picture and base64.b64decode(picture), value.get("mimetype"))

    def artwork_forbidden(self, _value):
        self.usecase.artwork_no_permission()

    def volume_control(self, value):
        self.usecase.change_volume_control(value)
        change()

    def expire(self, value):
        """The session ends without a word; the next one has this number, where one is given."""
        if value is not None:
            self.usecase.force_relogin(value)
        self.state.session = None

    def button_fails(self, value):
        fail["button"] = value

    def cut_poll(self, _value):
        """Ends the connection of everybody who waits."""
        fail["cut"] = True
        change()

    def login_fails(self, value):
        if value:
            self.usecase.make_login_fail()
        else:
            self.usecase.force_relogin(SESSION_ID)

    def drop(self, _value):
        self.usecase.server_closes_connection()
        change()

    def impatient(self, value):
        global patient
        patient = not value
        self.state.playing.revision = 0
        change()

    def status_fails(self, value):
        fail["status"] = value
        change()

    def reset(self, _value):
        """As new, for the next test."""
        global patient
        patient = True
        fail.clear()
        for list_ in (polls, poll_times, logins, touches, paths):
            list_.clear()
        self.state.buttons_press_count = 0
        self.state.last_button_pressed = None
        self.state.volume_controls = False
        self.usecase.force_relogin(SESSION_ID)
        self.usecase.nothing_playing()
        change()

    async def remotes(self, _value):
        """The remotes that announce themselves now, as the settings of a device list them."""
        return [describe(info) for info in await find_remotes()]

    async def pair(self, value):
        """Finds the remote of that name and calls it, as a device does that was given a PIN."""
        infos = []
        for _ in range(10):
            infos = [info for info in await find_remotes() if text(info, "DvNm") == value["name"]]
            if infos:
                break
        guid = text(infos[0], "Pair")
        digits = "".join(f"{digit}\0" for digit in value["pin"])
        code = hashlib.md5(f"{guid}{digits}".encode()).hexdigest()
        await self.state.perform_pairing(value["name"], code.upper(), infos[0].port)

    def read(self, _value):
        state = self.state
        playing = state.playing
        return {
            "button": state.last_button_pressed,
            "presses": state.buttons_press_count,
            "position": playing.position,
            "repeat": playing.repeat and playing.repeat.name,
            "shuffle": playing.shuffle and playing.shuffle.name,
            "artworkSize": [state.last_artwork_width, state.last_artwork_height],
            "session": state.session,
            "polls": polls,
            "pollTimes": poll_times,
            "logins": logins,
            "touches": touches,
            "paths": paths,
        }


async def main():
    global driver
    loop = asyncio.get_running_loop()
    fake = FakeAppleTV(loop, test_mode=False)
    state, usecase = fake.add_service(
        Protocol.DMAP, hsgid=HSGID, pairing_guid=PAIRING_GUID, session_id=SESSION_ID
    )
    app = fake.services[Protocol.DMAP].service.app
    app.middlewares.append(fake_dmap.web.middleware(note_path))
    await fake.start()
    driver = Driver(state, usecase)
    print(json.dumps({"port": fake.get_port(Protocol.DMAP)}), flush=True)

    reader = asyncio.StreamReader(limit=2**24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        request = json.loads(line)
        answer = {"id": request["id"]}
        try:
            value = getattr(driver, request["do"])(request.get("value"))
            answer["value"] = await value if asyncio.iscoroutine(value) else value
        except BaseException as error:  # reported to whoever asked
            answer["error"] = repr(error)
        print(json.dumps(answer), flush=True)
    # Whoever still waits would keep the fake from ending.
    await asyncio.wait_for(fake.stop(), 5)


if __name__ == "__main__":
    asyncio.run(main())
