import { afterEach, beforeEach, expect, it } from "vitest";
import { Player } from "../../../src/main/device/sound/player.ts";
import { Queue } from "../../../src/main/device/sound/queue.ts";
import type { SoundSession } from "../../../src/main/sound/engine.ts";
import { type FakeReceiver, SoundRoom, sampleAt } from "../../support/sound-room.ts";

const S = 44_100;
const names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

let room: SoundRoom;
let session: SoundSession;
let speaker: FakeReceiver;
let queue: Queue;
let player: Player;
/** What was shown to play, in order. */
let shown: { id: string; atMs: number }[];
let failures: (string | null)[];

beforeEach(async () => {
  room = new SoundRoom();
  session = await room.session();
  speaker = await room.receiver("10.0.0.2");
  await room.join(session, speaker);
  queue = new Queue();
  shown = [];
  failures = [];
  const { clock } = room.runtime;
  player = new Player(session, queue, clock, {
    changed: () => {
      const id = player.heard?.trackId;
      if (id && shown.at(-1)?.id !== id) shown.push({ id, atMs: clock.now() });
    },
    finished: (error) => failures.push(error?.code ?? null),
  });
});

afterEach(async () => {
  player.close();
  await session.close();
  expect(room.runtime.clock.armedTimers).toBe(0);
  expect([...room.tracks.values()].every(({ isClosed }) => isClosed)).toBe(true);
});

/** Half a second each. */
async function play(): Promise<void> {
  queue.replace(
    names.map((id, at) => ({
      item: {
        id,
        kind: "file",
        title: id,
        artist: null,
        album: null,
        durationS: null,
        hasPicture: false,
        error: null,
      },
      source: { kind: "file", path: `${id}:${S / 2}:${at + 1}` },
      offer: id,
    })),
  );
  const [first] = names;
  if (first) await player.start(queue.get(first));
}

function remove(id: string): void {
  queue.remove(id);
  player.queueChanged();
}

/** These one after the other, frame by frame, and silence after them. */
function expectSent(ids: readonly string[]): void {
  const wanted = ids.flatMap((id) =>
    Array.from({ length: S / 2 }, (_, frame) => sampleAt(frame, names.indexOf(id) + 1)).flat(),
  );
  const { samples } = speaker;
  expect(samples.findIndex((sample, at) => sample !== (wanted[at] ?? 0))).toBe(-1);
  expect(samples.length).toBeGreaterThan(wanted.length);
}

it("ten tracks of half a second leave in a row, bit for bit, each shown when it is heard", async () => {
  await play();
  await room.runtime.clock.advance(12_000);
  expectSent(names);
  expect(shown.map(({ id }) => id)).toEqual(names);
  for (const [at, { atMs }] of shown.slice(1).entries()) {
    expect(Math.abs(atMs - (2000 + (at + 1) * 500))).toBeLessThan(50);
  }
  expect(room.opened).toHaveLength(names.length);
  expect(room.over.map(({ id }) => id)).toEqual(names);
  expect(failures).toEqual([null]);
});

it("one of them that cannot be opened is left out, without a gap", async () => {
  room.broken.add(`d:${S / 2}:4`);
  await play();
  await room.runtime.clock.advance(12_000);
  expectSent(names.filter((id) => id !== "d"));
  expect(queue.get("d").item.error).toMatchObject({ code: "not-found" });
  expect(failures).toEqual([null]);
});

it("one that is taken off before it is sent is not heard, though it was read already", async () => {
  await play();
  await room.runtime.clock.advance(2200);
  remove("g");
  await room.runtime.clock.advance(12_000);
  expectSent(names.filter((id) => id !== "g"));
  expect(shown.map(({ id }) => id)).toEqual(names.filter((id) => id !== "g"));
});

it("one that is put elsewhere is heard there, and only there", async () => {
  await play();
  await room.runtime.clock.advance(2200);
  queue.move("h", "g");
  queue.move("f", null);
  player.queueChanged();
  await room.runtime.clock.advance(12_000);
  const order = ["a", "b", "c", "d", "e", "h", "g", "i", "j", "f"];
  expectSent(order);
  expect(shown.map(({ id }) => id)).toEqual(order);
});

it("one that is taken off after it was sent gives way to the next one when it is heard", async () => {
  await play();
  await room.runtime.clock.advance(2200);
  remove("b");
  await room.runtime.clock.advance(12_000);
  expect(shown.map(({ id }) => id)).toEqual(names.filter((id) => id !== "b"));
  expect(failures).toEqual([null]);
});

it("winding in one of them leaves the others behind it", async () => {
  await play();
  await room.runtime.clock.advance(2700);
  expect(player.heard?.trackId).toBe("b");
  await player.seek(0);
  await room.runtime.clock.advance(12_000);
  expect(shown.map(({ id }) => id)).toEqual(names);
  expect(room.over.map(({ id }) => id)).toEqual(names);
});
