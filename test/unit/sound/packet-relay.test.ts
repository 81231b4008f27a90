import { expect, test } from "vitest";
import { silentLog } from "../../../src/main/runtime/log.ts";
import { createLocalEngine } from "../../../src/main/sound/local-engine.ts";
import type {
  OpenPacketDecoder,
  PacketDecoder,
  PacketFormat,
} from "../../../src/main/sound/source/packet-decoder.ts";
import { serveSound } from "../../../src/main/sound/thread-server.ts";
import { createWorkerEngine } from "../../../src/main/sound/worker-engine.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import type { DecodedPackets } from "../../../src/shared/ipc/packet-decoding.ts";
import { settle } from "../../support/manual-clock.ts";
import { testRuntime } from "../../support/runtime.ts";
import { ThreadHere } from "../../support/sound-thread.ts";

const format: PacketFormat = {
  codec: "aac",
  config: Uint8Array.of(0x12, 0x10),
  rate: 44_100,
  channels: 2,
};

/** So many frames on two channels, each the number of its packet. */
const samplesOf = (...numbers: readonly number[]): DecodedPackets => ({
  rate: 44_100,
  channels: [Float32Array.from(numbers), Float32Array.from(numbers)],
});

/** What the program has: a decoder that gives one frame for each packet, when it is let. */
class Provider {
  readonly opened: PacketFormat[] = [];
  closed = 0;
  aborted = 0;
  held: (() => void)[] | null = null;
  refusal: RemoteError | null = null;

  readonly open: OpenPacketDecoder = async (given, signal) => {
    signal.addEventListener("abort", () => this.aborted++);
    await this.#turn();
    signal.throwIfAborted();
    if (this.refusal !== null) throw this.refusal;
    this.opened.push(given);
    return {
      decode: async (packets) => {
        await this.#turn();
        if (this.refusal !== null) throw this.refusal;
        return packets.length === 0 ? null : samplesOf(...packets.map(([first = 0]) => first));
      },
      flush: async () => samplesOf(99),
      close: async () => void this.closed++,
    } satisfies PacketDecoder;
  };

  release(): void {
    for (const go of this.held?.splice(0) ?? []) go();
    this.held = null;
  }

  async #turn(): Promise<void> {
    if (this.held !== null) await new Promise<void>((resolve) => this.held?.push(resolve));
  }
}

/** Both ends of a thread, and what the one within was given to decode AAC with. */
async function relay(provider: Provider | null) {
  const runtime = testRuntime();
  const thread = new ThreadHere();
  const given: (OpenPacketDecoder | undefined)[] = [];
  const able = provider === null ? runtime : { ...runtime, openAac: provider.open };
  const engine = createWorkerEngine({ ...able, log: silentLog }, () => {
    serveSound((openAac) => {
      given.push(openAac);
      return createLocalEngine(runtime, () => Promise.reject(new Error("nothing plays here")));
    }, thread.inside);
    return thread;
  });
  const session = await engine.open();
  return { thread, session, given, openAac: given[0] };
}

async function decoding(provider = new Provider()) {
  const { openAac, ...rest } = await relay(provider);
  if (openAac === undefined) throw new Error("the thread was given nothing");
  const { signal } = new AbortController();
  return { provider, openAac, signal, ...rest };
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
const packet = (first: number) => Uint8Array.of(first, 2, 3);

test("what the program decodes for its thread is what it was asked for, in order", async () => {
  const { provider, openAac, signal } = await decoding();
  const decoder = await openAac(format, signal);
  expect(provider.opened).toEqual([format]);
  expect(await decoder.decode([packet(1), packet(2)], signal)).toEqual(samplesOf(1, 2));
  expect(await decoder.decode([], signal)).toBeNull();
  expect(await decoder.flush(signal)).toEqual(samplesOf(99));
  await decoder.close();
  await decoder.close();
  await settle();
  expect(provider.closed).toBe(1);
  expect(await failure(decoder.decode([packet(1)], signal))).toMatchObject({ code: "cancelled" });
});

test("the thread has nothing that decodes AAC where the program has not", async () => {
  const { given } = await relay(null);
  expect(given).toEqual([undefined]);
});

test("two decoders at once are two there, and each gets its own", async () => {
  const { provider, openAac, signal } = await decoding();
  const [one, other] = await Promise.all([openAac(format, signal), openAac(format, signal)]);
  const both = [one.decode([packet(1)], signal), other.decode([packet(2)], signal)];
  expect(await Promise.all(both)).toEqual([samplesOf(1), samplesOf(2)]);
  await one.close();
  await settle();
  expect(provider.closed).toBe(1);
  expect(await other.decode([packet(3)], signal)).toEqual(samplesOf(3));
});

test("an error there is the same error here, and a refused decoder is closed by itself", async () => {
  const { provider, openAac, signal } = await decoding();
  provider.refusal = new RemoteError("unsupported", "it has no such codec", { subject: "AAC" });
  const error = await failure(openAac(format, signal));
  expect(error).toBeInstanceOf(RemoteError);
  expect(error).toMatchObject({ code: "unsupported", details: { subject: "AAC" } });
  provider.refusal = null;
  const decoder = await openAac(format, signal);
  provider.refusal = new RemoteError("malformed", "no packet at all");
  expect(await failure(decoder.decode([packet(1)], signal))).toMatchObject({ code: "malformed" });
});

test("an open that is given up rejects at once and leaves nothing there", async () => {
  const { provider, openAac } = await decoding();
  provider.held = [];
  const abort = new AbortController();
  const opening = failure(openAac(format, abort.signal));
  await settle();
  abort.abort(new RemoteError("cancelled", "something else plays"));
  expect(await opening).toMatchObject({ code: "cancelled", message: "something else plays" });
  await settle();
  expect(provider.aborted).toBe(1);
  provider.release();
  await settle();
  expect(provider.opened).toEqual([]);
});

test("a call that is given up rejects at once, and its decoder can be closed", async () => {
  const { provider, openAac, signal } = await decoding();
  const decoder = await openAac(format, signal);
  provider.held = [];
  const abort = new AbortController();
  const first = failure(decoder.decode([packet(1)], abort.signal));
  await settle();
  abort.abort(new RemoteError("cancelled", "not now"));
  expect(await first).toMatchObject({ message: "not now" });
  await decoder.close();
  await settle();
  expect(provider.closed).toBe(1);
  provider.release();
  await settle();
});

test("a thread that dies or ends has its decoders closed for it", async () => {
  const { provider, openAac, signal, thread } = await decoding();
  await openAac(format, signal);
  provider.held = [];
  void failure(openAac(format, signal));
  await settle();
  thread.die(new Error("out of memory"));
  await settle();
  expect(provider.closed).toBe(1);
  expect(provider.aborted).toBe(2);
  provider.release();

  const other = await decoding();
  await other.openAac(format, other.signal);
  await other.session.close();
  await settle();
  expect(other.provider.closed).toBe(1);
});
