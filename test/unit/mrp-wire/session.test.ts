import { beforeEach, describe, expect, test } from "vitest";
import type { MediaRemotePipe } from "../../../src/main/protocols/media-remote.ts";
import { TcpPipe } from "../../../src/main/protocols/mrp/pipe.ts";
import { MediaRemoteSession } from "../../../src/main/protocols/mrp/session.ts";
import { Signal } from "../../../src/main/runtime/signal.ts";
import type { MrpMessage } from "../../../src/main/wire/mrp/message.ts";
import { MessageType } from "../../../src/main/wire/mrp/numbers.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { settle } from "../../support/manual-clock.ts";
import { DEVICE_ADDRESS, mrpWorld } from "../../support/scripted-mrp-device.ts";

let world: Awaited<ReturnType<typeof mrpWorld>>;
let session: MediaRemoteSession;
let arrived: MrpMessage[];

const introduction = { ourId: "us", controllerName: "Armchair (test)" };
const { signal } = new AbortController();
const question: MrpMessage = { type: MessageType.GetVolume };
const upperUuid = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;

const connect = () => {
  const target = { addresses: [DEVICE_ADDRESS], port: world.device.port };
  return TcpPipe.open(world.runtime, target, signal);
};
const over = (pipe: MediaRemotePipe) => new MediaRemoteSession(pipe, world.runtime, introduction);

beforeEach(async () => {
  world = await mrpWorld();
  session = over(await connect());
  arrived = [];
  session.messages.on((message) => arrived.push(message));
});

describe("MR-03 the start", () => {
  test("goes in the one order that devices expect", async () => {
    await session.start(undefined, signal);
    await settle();
    expect(world.device.received.map(({ type }) => type)).toEqual([
      MessageType.DeviceInfo,
      MessageType.SetConnectionState,
      MessageType.ClientUpdatesConfig,
      MessageType.GetKeyboardSession,
    ]);
  });

  test("authenticates after the introduction and before anything else", async () => {
    const seen: (number | null | undefined)[] = [];
    await session.start(async () => {
      seen.push(...world.device.received.map(({ type }) => type));
    }, signal);
    expect(seen).toEqual([MessageType.DeviceInfo]);
  });

  test("M18 the wish for updates carries an identifier and is waited for", async () => {
    world.device.silentTo.add(MessageType.ClientUpdatesConfig);
    const starting = session.start(undefined, signal).catch((error: unknown) => error);
    const wish = await world.device.next(MessageType.ClientUpdatesConfig);
    expect(wish.identifier).toMatch(upperUuid);
    expect(wish.clientUpdatesConfig).toMatchObject({
      artworkUpdates: true,
      nowPlayingUpdates: false,
      volumeUpdates: true,
      keyboardUpdates: true,
      outputDeviceUpdates: true,
    });
    await settle();
    expect(world.device.count(MessageType.GetKeyboardSession)).toBe(0);
    await world.clock.advance(5000);
    expect(await starting).toMatchObject({ code: "timeout" });
  });

  test("a device without a keyboard session costs neither a moment nor the session", async () => {
    world.device.silentTo.add(MessageType.GetKeyboardSession);
    await session.start(undefined, signal);
    let reason: unknown;
    void session.closed.then((value) => {
      reason = value;
    });
    await world.clock.advance(20_000);
    expect(world.device.count(MessageType.GetKeyboardSession)).toBe(1);
    expect(reason).toBeUndefined();
  });

  test("a device that falls silent at its keyboard session loses the session", async () => {
    world.device.silentTo.add(MessageType.GetKeyboardSession).add(MessageType.Generic);
    await session.start(undefined, signal);
    await world.clock.advance(2000 + 5000);
    expect(await session.closed).toMatchObject({ kind: "failed", error: { code: "timeout" } });
    expect(world.clock.armedTimers).toBe(0);
  });

  test("keeps what the device says of itself, then and later", async () => {
    await session.start(undefined, signal);
    expect(session.deviceInfo.value).toMatchObject({ name: "Bedroom", logicalDeviceCount: 1 });
    const update = { type: MessageType.DeviceInfoUpdate, deviceInfo: { logicalDeviceCount: 0 } };
    world.device.push(update);
    await settle();
    expect(session.deviceInfo.value).toMatchObject({ logicalDeviceCount: 0 });
    expect(arrived.map(({ type }) => type)).toEqual([MessageType.DeviceInfoUpdate]);
  });

  test("an abort ends it with its reason", async () => {
    const abort = new AbortController();
    world.device.silentTo.add(MessageType.ClientUpdatesConfig);
    const starting = session.start(undefined, abort.signal).catch((error: unknown) => error);
    await world.device.next(MessageType.ClientUpdatesConfig);
    abort.abort(new RemoteError("cancelled", "changed my mind"));
    expect(await starting).toMatchObject({ code: "cancelled" });
    expect(world.clock.armedTimers).toBe(0);
  });
});

describe("MR-01 MR-02 messages", () => {
  test("each carries an identifier of its own, in upper case; requests a second one", async () => {
    await session.request(question);
    session.send(question);
    await settle();
    const [asked, told] = world.device.received;
    expect(asked?.identifier).toMatch(upperUuid);
    expect(asked?.uniqueIdentifier).toMatch(upperUuid);
    expect(told?.uniqueIdentifier).toMatch(upperUuid);
    expect(told?.uniqueIdentifier).not.toBe(asked?.uniqueIdentifier);
    expect(told?.identifier).toBeFalsy();
  });

  test("answers are matched by identifier, in whatever order they come", async () => {
    world.device.silentTo.add(MessageType.GetVolume);
    const first = session.request(question);
    const second = session.request(question);
    await settle();
    const [a, b] = world.device.received.map(({ identifier }) => identifier ?? "");
    const answer = (identifier = "", volume = 0) => ({
      type: MessageType.GetVolumeResult,
      identifier,
      getVolumeResult: { volume },
    });
    world.device.push(answer(b, 0.5), answer(a, 0.25));
    expect((await first).getVolumeResult?.volume).toBe(0.25);
    expect((await second).getVolumeResult?.volume).toBe(0.5);
    expect(arrived).toEqual([]);
  });

  test("a late answer is dropped, and is no news either", async () => {
    world.device.silentTo.add(MessageType.GetVolume);
    const asking = session.request(question, { timeoutMs: 100 }).catch((error: unknown) => error);
    const { identifier } = await world.device.next(MessageType.GetVolume);
    await world.clock.advance(100);
    expect(await asking).toMatchObject({ code: "timeout" });
    world.device.push({ type: MessageType.SetState, identifier: identifier ?? "" });
    world.device.push({ type: MessageType.SetState, identifier: "somebody else's" });
    await settle();
    expect(arrived.map(({ identifier: id }) => id)).toEqual(["somebody else's"]);
  });

  test("RB-08 a listener that fails harms neither the others nor the session", async () => {
    session.messages.on(() => {
      throw new Error("a bug");
    });
    const others: unknown[] = [];
    session.messages.on(({ type }) => others.push(type));
    world.device.push({ type: MessageType.SetState }, { type: 999 });
    await settle();
    expect(others).toEqual([MessageType.SetState, 999]);
    await session.probe();
  });

  test("QK-15 a stream in pieces of one byte is the same stream", async () => {
    const bytes = Uint8Array.of(2, 0x08, 0x04, 3, 0x08, 0xe7, 0x07, 0x80 | 2, 0, 0x08, 0x04);
    for (const byte of bytes) world.device.pushBytes(Uint8Array.of(byte));
    await settle();
    expect(arrived.map(({ type }) => type)).toEqual([4, 999, 4]);
  });

  test("RB-06 a message that makes no sense is skipped, and the next one read", async () => {
    world.device.pushBytes(Uint8Array.of(2, 0xff, 0xff, 2, 0x08, 0x04));
    await settle();
    expect(arrived.map(({ type }) => type)).toEqual([4]);
  });

  test("bytes that cannot be framed end the session", async () => {
    const asking = session.request(question).catch((error: unknown) => error);
    world.device.silentTo.add(MessageType.GetVolume);
    world.device.pushBytes(new Uint8Array(16).fill(0xff));
    expect(await session.closed).toMatchObject({ kind: "failed", error: { code: "malformed" } });
    expect(await asking).toMatchObject({ code: "lost" });
  });

  test("MR-07 nothing is sent once it is closed", async () => {
    await session.close();
    expect(() => session.send(question)).toThrow(expect.objectContaining({ code: "lost" }));
    await expect(session.request(question)).rejects.toMatchObject({ code: "lost" });
    expect(world.clock.armedTimers).toBe(0);
  });
});

describe("MR-06 RB-01 the heartbeat", () => {
  beforeEach(() => session.start(undefined, signal));

  test("comes every 30 seconds, as a message of no meaning", async () => {
    await world.clock.advance(29_999);
    expect(world.device.count(MessageType.Generic)).toBe(0);
    await world.clock.advance(1);
    expect(world.device.count(MessageType.Generic)).toBe(1);
    await world.clock.advance(60_000);
    expect(world.device.count(MessageType.Generic)).toBe(3);
  });

  test("one that is missed is repeated at once, and an answer forgives it", async () => {
    let beats = 0;
    world.device.answers.set(MessageType.Generic, ({ identifier }) => {
      beats += 1;
      return beats === 1 ? undefined : { type: 0, identifier: identifier ?? "" };
    });
    await world.clock.advance(35_000);
    expect(beats).toBe(2);
    await world.clock.advance(29_999);
    expect(beats).toBe(2);
    await world.clock.advance(1);
    expect(beats).toBe(3);
    await session.probe();
  });

  test("RB-03 RB-04 two that are missed end the session", async () => {
    await settle();
    world.lan.silence(DEVICE_ADDRESS);
    await world.clock.advance(39_999);
    let reason: unknown;
    void session.closed.then((value) => {
      reason = value;
    });
    await settle();
    expect(reason).toBeUndefined();
    await world.clock.advance(1);
    expect(await session.closed).toMatchObject({ kind: "failed", error: { code: "timeout" } });
    expect(world.clock.armedTimers).toBe(0);
  });

  test("stops with the session", async () => {
    await session.close();
    expect(world.clock.armedTimers).toBe(0);
  });
});

describe("a link with a sign of life of its own", () => {
  test("MR-06 is asked instead, and there is no heartbeat", async () => {
    const pipe = await connect();
    let asked = 0;
    const probe = async () => void asked++;
    const tunnelled = over(within(pipe, { probe }));
    await tunnelled.start(undefined, signal);
    await world.clock.advance(120_000);
    expect(world.device.count(MessageType.Generic)).toBe(0);
    await tunnelled.probe(100);
    expect(asked).toBe(1);
    await tunnelled.close();
  });

  test("ends the session when there is none", async () => {
    const probe = () => Promise.reject(new RemoteError("timeout", "no feedback"));
    const tunnelled = over(within(await connect(), { probe }));
    await expect(tunnelled.probe()).rejects.toMatchObject({ code: "timeout" });
    expect(await tunnelled.closed).toMatchObject({ kind: "failed", error: { code: "timeout" } });
  });

  test("tells what it learnt about the device", async () => {
    const facts = new Signal({ osVersion: "26.0" });
    expect(over(within(await connect(), { facts })).facts?.value).toEqual({ osVersion: "26.0" });
    expect(session.facts).toBeUndefined();
  });
});

/** The pipe with more to it. */
function within(pipe: TcpPipe, extra: Pick<MediaRemotePipe, "probe" | "facts">): MediaRemotePipe {
  return {
    send: (message) => pipe.send(message),
    messages: pipe.messages,
    closed: pipe.closed,
    fail: (error) => pipe.fail(error),
    close: () => pipe.close(),
    ...extra,
  };
}
