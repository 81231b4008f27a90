import { describe, expect, test } from "vitest";
import { AacDecoders, LINGER_MS, PATIENCE_MS } from "../../src/main/app/decoder/aac-decoders.ts";
import type { DecoderPage } from "../../src/main/app/decoder/decoder-page.ts";
import { readPageAnswer } from "../../src/main/app/decoder/page-answer.ts";
import type { PacketFormat } from "../../src/main/sound/source/packet-decoder.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import type { PacketRequest } from "../../src/shared/ipc/packet-decoding.ts";
import { settle } from "../support/manual-clock.ts";
import { testRuntime } from "../support/runtime.ts";

const format: PacketFormat = {
  codec: "aac",
  config: Uint8Array.of(0x12, 0x10),
  rate: 44_100,
  channels: 2,
};
const packet = Uint8Array.of(1, 2, 3);
const samples = (frames = 1024) => ({
  rate: 44_100,
  channels: [new Float32Array(frames), new Float32Array(frames)],
});

/** A page of the test's own: it answers as it is told, and counts what it holds. */
class ScriptedPage implements DecoderPage {
  readonly gone: Promise<RemoteError | null>;
  readonly open = new Set<number>();
  isClosed = false;
  /** What it says to a request; undefined: nothing. */
  answer: (request: Exclude<PacketRequest, { kind: "close" }>) => unknown = ({ id, kind }) => ({
    id,
    samples: kind === "decode" ? samples() : null,
  });
  #gone: (error: RemoteError | null) => void = () => {};
  #listener: (message: unknown) => void = () => {};

  constructor() {
    this.gone = new Promise((resolve) => {
      this.#gone = resolve;
    });
  }

  post(request: PacketRequest): void {
    if (request.kind === "open") this.open.add(request.decoder);
    if (request.kind === "close") {
      this.open.delete(request.decoder);
      return;
    }
    const answer = this.answer(request);
    if (answer !== undefined) queueMicrotask(() => this.say(answer));
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener;
  }

  close(): void {
    this.isClosed = true;
    this.#gone(null);
  }

  say(message: unknown): void {
    this.#listener(message);
  }

  die(): void {
    this.#gone(new RemoteError("bug", "its process ended"));
  }
}

function given() {
  const runtime = testRuntime();
  const pages: ScriptedPage[] = [];
  const prepared: ScriptedPage[] = [];
  const decoders = new AacDecoders(runtime, () => {
    const page = prepared.shift() ?? new ScriptedPage();
    pages.push(page);
    return page;
  });
  const { signal } = new AbortController();
  return { clock: runtime.clock, pages, prepared, decoders, signal };
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe("the page that decodes AAC", () => {
  test("is opened by the first decoder and gone some seconds after the last one", async () => {
    const { clock, pages, decoders, signal } = given();
    expect(pages).toEqual([]);
    const one = await decoders.open(format, signal);
    const other = await decoders.open(format, signal);
    expect(pages).toHaveLength(1);
    expect(await one.decode([packet], signal)).toEqual(samples());
    expect(await other.flush(signal)).toBeNull();
    await one.close();
    await one.close();
    await clock.advance(LINGER_MS * 2);
    expect(pages[0]?.isClosed).toBe(false);
    expect(pages[0]?.open.size).toBe(1);
    await other.close();
    await clock.advance(LINGER_MS - 1);
    expect(pages[0]?.isClosed).toBe(false);
    await clock.advance(1);
    expect(pages[0]?.isClosed).toBe(true);
    expect(clock.armedTimers).toBe(0);
  });

  test("is kept for a song that begins meanwhile, and made anew for one that begins later", async () => {
    const { clock, pages, decoders, signal } = given();
    await (await decoders.open(format, signal)).close();
    await clock.advance(LINGER_MS - 1);
    const next = await decoders.open(format, signal);
    await clock.advance(LINGER_MS * 2);
    expect(pages[0]?.isClosed).toBe(false);
    await next.close();
    await clock.advance(LINGER_MS);
    await decoders.open(format, signal);
    expect(pages.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  test("leaves nothing behind when an open is refused or given up", async () => {
    const { clock, pages, prepared, decoders, signal } = given();
    const page = new ScriptedPage();
    page.answer = ({ id }) => ({ id, error: { code: "unsupported", message: "USAC" } });
    prepared.push(page);
    expect(await failure(decoders.open(format, signal))).toMatchObject({
      code: "unsupported",
      details: { subject: "AAC" },
    });
    page.answer = () => undefined;
    const abort = new AbortController();
    const opening = failure(decoders.open(format, abort.signal));
    abort.abort(new RemoteError("cancelled", "something else plays"));
    expect(await opening).toMatchObject({ message: "something else plays" });
    expect(page.open.size).toBe(0);
    await clock.advance(LINGER_MS);
    expect(pages.map(({ isClosed }) => isClosed)).toEqual([true]);
    expect(clock.armedTimers).toBe(0);
  });

  test("that dies fails what is asked of it, and the next decoder has another page", async () => {
    const { clock, pages, decoders, signal } = given();
    const decoder = await decoders.open(format, signal);
    const [page] = pages;
    if (page === undefined) throw new Error("no page was opened");
    page.answer = () => undefined;
    const asked = failure(decoder.decode([packet], signal));
    page.die();
    expect(await asked).toMatchObject({ code: "bug", message: "its process ended" });
    expect(await failure(decoder.flush(signal))).toMatchObject({ code: "bug" });
    expect(page.isClosed).toBe(true);
    const next = await decoders.open(format, signal);
    expect(await next.decode([packet], signal)).toEqual(samples());
    await decoder.close();
    await clock.advance(LINGER_MS * 2);
    expect(pages.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    expect(clock.armedTimers).toBe(0);
  });

  test("that says nothing is ended after a while", async () => {
    const { clock, pages, decoders, signal } = given();
    const decoder = await decoders.open(format, signal);
    for (const page of pages) page.answer = () => undefined;
    const asked = failure(decoder.decode([packet], signal));
    await clock.advance(PATIENCE_MS - 1);
    expect(pages[0]?.isClosed).toBe(false);
    await clock.advance(1);
    expect(await asked).toMatchObject({ code: "bug" });
    expect(pages[0]?.isClosed).toBe(true);
    expect(clock.armedTimers).toBe(0);
  });

  test("ends with the program, at once", async () => {
    const { clock, pages, decoders, signal } = given();
    const decoder = await decoders.open(format, signal);
    decoders.close();
    decoders.close();
    expect(pages[0]?.isClosed).toBe(true);
    expect(await failure(decoder.decode([packet], signal))).toMatchObject({ code: "unavailable" });
    expect(await failure(decoders.open(format, signal))).toMatchObject({ code: "unavailable" });
    expect(pages).toHaveLength(1);
    await settle();
    expect(clock.armedTimers).toBe(0);
  });
});

describe("a page that somebody took over", () => {
  const wrong: Readonly<Record<string, (id: number) => unknown>> = {
    "an answer to nothing": (id) => ({ id: id + 1, samples: null }),
    "no object": () => "samples",
    "no number": () => ({ samples: null }),
    "a number that is none": (id) => ({ id: String(id), samples: null }),
    "no samples": (id) => ({ id }),
    "a rate beyond all": (id) => ({ id, samples: { ...samples(), rate: 1e9 } }),
    "a rate that is none": (id) => ({ id, samples: { ...samples(), rate: Number.NaN } }),
    "no channels": (id) => ({ id, samples: { rate: 44_100, channels: [] } }),
    "too many channels": (id) => ({
      id,
      samples: { rate: 44_100, channels: Array.from({ length: 9 }, () => new Float32Array(1)) },
    }),
    "channels that differ": (id) => ({
      id,
      samples: { rate: 44_100, channels: [new Float32Array(1), new Float32Array(2)] },
    }),
    "channels of something else": (id) => ({
      id,
      samples: { rate: 44_100, channels: [new Uint8Array(4), new Uint8Array(4)] },
    }),
    "channels without frames": (id) => ({
      id,
      samples: { rate: 44_100, channels: [new Float32Array(0)] },
    }),
    "an error that is none": (id) => ({ id, error: "malformed" }),
    "an error of another kind": (id) => ({ id, error: { code: "unpaired", message: "pair" } }),
    "an error without words": (id) => ({ id, error: { code: "malformed", message: 7 } }),
  };

  test.each(Object.entries(wrong))("is ended when it answers with %s", async (_what, make) => {
    const { clock, pages, decoders, signal } = given();
    const decoder = await decoders.open(format, signal);
    for (const page of pages) page.answer = ({ id }) => make(id);
    expect(await failure(decoder.decode([packet], signal))).toMatchObject({ code: "bug" });
    expect(pages[0]?.isClosed).toBe(true);
    expect(clock.armedTimers).toBe(0);
  });

  test("is not believed when it gives more sound than there were packets for", async () => {
    const { pages, decoders, signal } = given();
    const decoder = await decoders.open(format, signal);
    for (const page of pages) page.answer = ({ id }) => ({ id, samples: samples(2048) });
    expect(await decoder.decode([packet], signal)).toEqual(samples(2048));
    expect(await decoder.flush(signal)).toEqual(samples(2048));
    expect(await failure(decoder.flush(signal))).toMatchObject({ code: "bug" });
  });

  test("has neither long words nor facts for people", () => {
    const details = { subject: "something to click" };
    const error = { code: "malformed", message: "a".repeat(100_000), details };
    const read = readPageAnswer({ id: 1, error });
    expect(read).toMatchObject({ id: 1, error: { code: "malformed", details: {} } });
    expect(JSON.stringify(read).length).toBeLessThan(400);
  });
});
