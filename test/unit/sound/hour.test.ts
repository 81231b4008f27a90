import { expect, test } from "vitest";
import type { Clock, Timer } from "../../../src/main/runtime/clock.ts";
import { Signal } from "../../../src/main/runtime/signal.ts";
import { createLocalEngine } from "../../../src/main/sound/local-engine.ts";
import type { OpenSource, SoundTags } from "../../../src/main/sound/source/source.ts";
import { ntpTime } from "../../../src/main/wire/ntp-timing.ts";
import { decodeSyncPacket } from "../../../src/main/wire/sync-packet.ts";
import { positionAt } from "../../../src/shared/model/now-playing.ts";
import { songTags } from "../../support/fake-sound.ts";
import { settle } from "../../support/manual-clock.ts";
import { MemoryLan } from "../../support/memory-network.ts";
import { testRuntime } from "../../support/runtime.ts";
import { SENDER } from "../../support/sound-room.ts";

const RATE = 44_100;
const HOUR_MS = 3_600_000;
/** Sources are read three seconds ahead: time enough. */
const TURN_MS = 1000;
const START_MS = Date.UTC(2026, 0, 1);

/** Time in whole milliseconds, with a turn of the event loop now and then only: an hour takes seconds. */
class QuickClock implements Clock {
  #nowMs = 0;
  readonly #armed = new Map<object, { readonly dueMs: number; readonly action: () => void }>();

  now = () => this.#nowMs;
  wallMs = () => START_MS + this.#nowMs;

  after(delayMs: number, action: () => void): Timer {
    const key = {};
    this.#armed.set(key, { dueMs: this.#nowMs + Math.max(1, Math.trunc(delayMs)), action });
    return { cancel: () => void this.#armed.delete(key) };
  }

  soon(action: () => void): Timer {
    const handle = setImmediate(action);
    return { cancel: () => clearImmediate(handle) };
  }

  async run(endMs: number): Promise<void> {
    for (let turnMs = this.#nowMs + TURN_MS; this.#nowMs < endMs; turnMs += TURN_MS) {
      while (this.#fireBy(turnMs));
      this.#nowMs = turnMs;
      await settle();
    }
  }

  #fireBy(endMs: number): boolean {
    for (const [key, { dueMs, action }] of this.#armed) {
      if (dueMs > endMs) continue;
      this.#armed.delete(key);
      this.#nowMs = Math.max(this.#nowMs, dueMs);
      action();
      return true;
    }
    return false;
  }
}

const endless: OpenSource = async () => {
  const silence = new Int16Array(2 * 4096);
  return {
    tags: new Signal<SoundTags>({ ...songTags, durationS: null }),
    canSeek: false,
    read: async (frames) => (frames === 4096 ? silence : new Int16Array(frames * 2)),
    close: async () => {},
  };
};

test("RA-09 RA-10 a session that plays for an hour drifts by less than a millisecond", async () => {
  const clock = new QuickClock();
  const lan = new MemoryLan();
  const runtime = { ...testRuntime({ network: lan.host(SENDER) }), clock };
  const engine = createLocalEngine(runtime, endless);
  const session = await engine.open();
  const speaker = lan.host("10.0.0.2");
  const audio = await speaker.openUdp({ host: "10.0.0.2", family: 4 });
  const control = await speaker.openUdp({ host: "10.0.0.2", family: 4 });
  const heard = { packets: 0, gaps: 0, last: -1, apartMs: 0, syncs: 0 };
  const timestamps = { first: 0, last: 0 };
  audio.onMessage(({ bytes }) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const sequence = view.getUint16(2);
    if (heard.last >= 0 && sequence !== ((heard.last + 1) & 0xffff)) heard.gaps += 1;
    heard.last = sequence;
    heard.packets += 1;
    timestamps.last = view.getUint32(4);
    if (heard.packets === 1) timestamps.first = timestamps.last;
  });
  control.onMessage(({ bytes }) => {
    const sync = decodeSyncPacket(bytes);
    if (sync === undefined) return;
    heard.syncs += 1;
    if (heard.syncs === 1) timestamps.first = sync.sending;
    const frame = (sync.sending - timestamps.first) >>> 0;
    const apart = Number(sync.time - ntpTime(START_MS + (frame * 1000) / RATE)) / 2 ** 32;
    heard.apartMs = Math.max(heard.apartMs, Math.abs(apart * 1000));
  });
  const host = { flush: async () => {}, anchor: async () => {} };
  const at = { localAddress: SENDER, remoteAddress: "10.0.0.2" };
  const leg = await session.openLeg({ ...at, timing: "ntp", delayMs: 0, host });
  await leg.start({
    transport: "realtime",
    dataPort: audio.port,
    controlPort: control.port,
    codec: "pcm",
    cipher: { kind: "none" },
    ssrc: 1,
  });
  leg.release();
  await session.play({ id: "radio", source: { kind: "file", path: "radio" }, startS: 0 });
  await clock.run(HOUR_MS);
  const due = Math.floor((HOUR_MS * RATE) / 1000 / 352) + 1;
  expect(Math.abs(heard.packets - due)).toBeLessThanOrEqual(1);
  expect(heard.gaps).toBe(0);
  expect((timestamps.last - timestamps.first) >>> 0).toBe((heard.packets - 1) * 352);
  expect(Math.abs(heard.syncs - 3600)).toBeLessThanOrEqual(30);
  expect(heard.apartMs).toBeLessThan(0.01);
  const { position } = session.status.value;
  const seconds = positionAt({ position, durationS: null }, clock.wallMs()) ?? 0;
  expect(Math.abs(seconds - (HOUR_MS / 1000 - 2))).toBeLessThan(0.001);
  await session.close();
  await engine.close();
  for (const socket of [audio, control]) socket.close();
  expect(lan.openHandles).toBe(0);
}, 60_000);
