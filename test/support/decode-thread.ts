import { readdirSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { systemClock } from "../../src/main/runtime/clock.ts";
import { silentLog } from "../../src/main/runtime/log.ts";
import { systemRandom } from "../../src/main/runtime/random.ts";
import { systemStreamFetch } from "../../src/main/runtime/stream-fetch.ts";
import { createOpenSource } from "../../src/main/sound/source/create.ts";
import type { SoundSource } from "../../src/main/sound/source/source.ts";

/**
 * A program of its own: decodes what its arguments name (a path, an address, or - for its standard
 * input) on a thread that is not the main one, and prints what became of it as JSON, one line each.
 * A number before them stops each after so many frames.
 */
export interface Decoded {
  readonly frames: number;
  /** Of all samples, so that two decoders can be compared. */
  readonly sum: number;
  readonly title: string | null;
  readonly error: string | null;
  /** Files, sockets and pipes that were open when it was over, and before. */
  readonly openMore: number;
  readonly cpuMs: number;
  /** Grown since before the first, in megabytes. */
  readonly memoryMb: number;
}

async function decode(source: SoundSource, most: number): Promise<Decoded> {
  const before = readdirSync("/proc/self/fd").length;
  const memory = process.memoryUsage().rss;
  const cpu = process.cpuUsage();
  const signal = new AbortController().signal;
  const open = createOpenSource({
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    streamFetch: systemStreamFetch,
  });
  let frames = 0;
  let sum = 0;
  let title: string | null = null;
  let error: string | null = null;
  try {
    const reader = await open(source, 0, signal);
    try {
      while (frames < most) {
        const pcm = await reader.read(Math.min(4410, most - frames), signal);
        if (pcm.length === 0) break;
        frames += pcm.length / 2;
        for (const sample of pcm) sum = (sum * 31 + sample) % 1_000_000_007;
      }
      title = reader.tags.value.title;
    } finally {
      await reader.close();
    }
  } catch (thrown) {
    error = thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);
  }
  // A pipe's own end is seen one turn later.
  await new Promise<void>((resolve) => systemClock.soon(resolve));
  const used = process.cpuUsage(cpu);
  return {
    frames,
    sum,
    title,
    error,
    openMore: readdirSync("/proc/self/fd").length - before,
    cpuMs: Math.round((used.user + used.system) / 1000),
    memoryMb: Math.round((process.memoryUsage().rss - memory) / 1e6),
  };
}

function sourceOf(word: string): SoundSource {
  if (word === "-") return { kind: "input" };
  return /^https?:/.test(word) ? { kind: "link", url: word } : { kind: "file", path: word };
}

if (isMainThread) {
  const [first = "", ...words] = process.argv.slice(2);
  const data = /^\d+$/.test(first)
    ? { most: Number(first), words }
    : { most: Number.POSITIVE_INFINITY, words: [first, ...words] };
  const worker = new Worker(__filename, { workerData: data });
  worker.on("message", (line: Decoded) => console.log(JSON.stringify(line)));
} else {
  const { most, words }: { most: number; words: readonly string[] } = workerData;
  void (async () => {
    for (const word of words) parentPort?.postMessage(await decode(sourceOf(word), most));
  })();
}
