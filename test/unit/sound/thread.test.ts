import { expect, test } from "vitest";
import type { SoundSession, SoundStatus } from "../../../src/main/sound/engine.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { settle } from "../../support/manual-clock.ts";
import { ThreadRoom } from "../../support/sound-thread.ts";

async function playing(path = "a:endless:1") {
  const room = new ThreadRoom();
  const speaker = await room.receiver("10.0.0.2");
  const session = await room.far.open();
  const states: SoundStatus["state"][] = [];
  session.status.on(({ state }) => states.push(state));
  const leg = await room.join(session, speaker);
  await session.play(room.track(path));
  await room.runtime.clock.advance(100);
  return { room, speaker, session, leg, states };
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

test("what is asked of the thread sounds at the speaker as if it was made here", async () => {
  const { room, speaker, session, leg } = await playing();
  expect(speaker.packets.length).toBeGreaterThan(10);
  expect(speaker.samples.slice(0, 4)).toEqual([1, 1001, 2, 1001]);
  await room.runtime.clock.advance(3000);
  expect(session.status.value).toMatchObject({ state: "playing", trackId: "a", canSeek: true });
  expect(session.status.value.tags?.title).toBe("track 1");
  expect(leg.ports.control).toBeGreaterThan(0);
  expect(leg.clockId).toBeNull();
  expect(await leg.counts()).toMatchObject({ sent: speaker.packets.length, askedAgain: 0 });
  await room.far.close();
});

test("pause, resume, seek, the next track and a delay go through, and a flush comes back", async () => {
  const { room, speaker, session, leg, states } = await playing();
  await session.pause();
  expect(states.at(-1)).toBe("paused");
  expect(speaker.said).toHaveLength(1);
  const { length } = speaker.packets;
  await room.runtime.clock.advance(1000);
  expect(speaker.packets).toHaveLength(length);
  await session.resume();
  await room.runtime.clock.advance(100);
  expect(speaker.packets.length).toBeGreaterThan(length);
  await session.seek(60);
  await room.runtime.clock.advance(2500);
  expect(session.status.value.position?.seconds).toBeGreaterThan(60);
  const before = speaker.syncs.length;
  leg.setDelay(50);
  await settle();
  expect(speaker.syncs.length).toBe(before + 1);
  session.follow([room.track("b:1000:2")]);
  await session.play(room.track("c:441:3"));
  session.follow([room.track("b:1000:2")]);
  const over: string[] = [];
  session.trackOver.on(({ id }) => over.push(id));
  await room.runtime.clock.advance(4000);
  expect(over).toEqual(["c", "b"]);
  await room.far.close();
});

test("a clock by PTP has an identity of 64 bits on this side as well", async () => {
  const room = new ThreadRoom();
  const speaker = await room.receiver("10.0.0.2");
  const session = await room.far.open();
  const leg = await room.join(session, speaker, {}, { timing: "ptp" });
  expect(typeof leg.clockId).toBe("bigint");
  await room.far.close();
});

test("a speaker that is filled ahead is told on this side when its sound begins", async () => {
  const { room, speaker, session } = await playing();
  const filled = await room.receiver("10.0.0.3");
  const { port } = await room.bufferedReceiver(filled);
  const remote = { transport: "buffered", dataPort: port, controlPort: null } as const;
  const cipher = { kind: "chacha20-poly1305", key: new Uint8Array(32) } as const;
  await room.join(session, filled, { ...remote, cipher }, { timing: "ptp" });
  await room.runtime.clock.advance(500);
  expect(filled.said[0]).toMatchObject({ anchor: { networkNs: expect.any(BigInt) } });
  expect(speaker.said).toEqual([]);
  await room.far.close();
});

test("an error there is the same error here", async () => {
  const { room, session } = await playing();
  room.broken.add("broken:1:1");
  expect(await failure(session.play(room.track("broken:1:1")))).toMatchObject({
    code: "not-found",
    message: "no such file",
  });
  expect(session.status.value.trackId).toBe("a");
  const over: (RemoteError | null)[] = [];
  session.trackOver.on(({ error }) => over.push(error));
  const stopping = room.tracks.get("a:endless:1");
  if (stopping) stopping.failsAt = 0;
  await room.runtime.clock.advance(8000);
  expect(over).toEqual([expect.objectContaining({ code: "lost" })]);
  expect(over[0]).toBeInstanceOf(RemoteError);
  await room.far.close();
});

test("what a speaker's connection fails at is logged and holds up nothing", async () => {
  const { room, speaker, session } = await playing();
  speaker.onFlush = () => Promise.reject(new Error("gone away"));
  await session.pause();
  expect(room.logged).toMatchObject([{ level: "warn", fields: { reason: "gone away" } }]);
  await room.far.close();
});

test("log lines of the thread are lines of the program", async () => {
  const { room } = await playing();
  room.threadLog.child({ speaker: "kitchen" }).warn("a packet could not leave", { tries: 2 });
  await settle();
  expect(room.logged).toMatchObject([
    {
      level: "warn",
      message: "a packet could not leave",
      fields: { speaker: "kitchen", tries: 2 },
    },
  ]);
  await room.far.close();
});

test("a thread that dies breaks what it made, says why, and the next session has another", async () => {
  const { room, session, leg, states } = await playing();
  const order: string[] = [];
  session.broken.on(() => order.push("broken"));
  void leg.gone.then(() => order.push("leg"));
  await room.runtime.clock.advance(3000);
  const over: { id: string; error: RemoteError | null }[] = [];
  session.trackOver.on((one) => over.push(one));
  const asked = failure(session.seek(10)).finally(() => order.push("asked"));
  room.thread.die(new Error("out of memory"));
  await settle();
  const error = await leg.gone;
  expect(error).toMatchObject({ code: "bug" });
  expect(await asked).toBe(error);
  expect(states.at(-1)).toBe("idle");
  expect(session.broken.value).toBe(error);
  expect(order[0], "before anybody takes it for the fault of one speaker").toBe("broken");
  expect(order).toHaveLength(3);
  expect(over, "no track is to blame").toEqual([]);
  expect(await failure(session.play(room.track("a:endless:1")))).toBe(error);
  await leg.close();
  await session.close();
  expect(room.logged).toMatchObject([{ level: "error", fields: { cause: "out of memory" } }]);
  await plays(room, await room.far.open());
  expect(room.threads).toHaveLength(2);
  await room.far.close();
  // The two ports of each of the two speakers, and nothing of the thread that died.
  expect(room.lan.openHandles).toBe(4);
});

async function plays(room: ThreadRoom, session: SoundSession): Promise<void> {
  const speaker = await room.receiver("10.0.0.9");
  await room.join(session, speaker);
  await session.play(room.track("a:endless:1"));
  await room.runtime.clock.advance(100);
  expect(speaker.packets.length).toBeGreaterThan(10);
}

test("a thread that hangs is ended with its session, and the next session has another", async () => {
  const { room, session, leg } = await playing();
  room.thread.hangs = true;
  const closed = session.close();
  await room.runtime.clock.advance(2900);
  expect(room.thread.isOver).toBe(false);
  await room.runtime.clock.advance(200);
  await closed;
  expect(room.thread.isOver).toBe(true);
  expect(await leg.gone).toBeNull();
  expect(session.broken.value, "it was closed").toBeNull();
  await plays(room, await room.far.open());
  expect(room.threads).toHaveLength(2);
  await room.far.close();
  expect(room.runtime.clock.armedTimers).toBe(0);
});

test("the thread begins with the first session and ends with the last one, and no leg outlives it", async () => {
  const { room, session, leg } = await playing();
  const other = await room.far.open();
  expect(room.threads).toHaveLength(1);
  await session.close();
  expect(await leg.gone).toBeNull();
  expect(room.thread.isOver).toBe(false);
  await plays(room, other);
  await other.close();
  expect(room.thread.isOver).toBe(true);
  expect(room.runtime.clock.armedTimers).toBe(0);
  await plays(room, await room.far.open());
  expect(room.threads).toHaveLength(2);
  await room.far.close();
  expect(room.thread.isOver).toBe(true);
  expect(await failure(room.far.open())).toMatchObject({ code: "unavailable" });
});
