import type { FetchedStream, StreamFetch } from "../../src/main/runtime/stream-fetch.ts";
import { RemoteError } from "../../src/shared/errors.ts";

export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the body is sent in. */
  readonly chunks?: readonly Uint8Array[];
  /** After the chunks: the body ends, the connection breaks, or nothing more comes. */
  readonly after?: "end" | "lost" | "silence";
  /** Instead of this answer, to who asks for a part. */
  readonly part?: (range: string, headers: Readonly<Record<string, string>>) => ScriptedAnswer;
}

/** A file that is given in parts, in pieces of an odd size, as RFC 9110 says. */
export function inParts(
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): ScriptedAnswer {
  const pieces = (from: number) => {
    const chunks: Uint8Array[] = [];
    for (let at = from; at < bytes.length; at += 7777) chunks.push(bytes.subarray(at, at + 7777));
    return chunks;
  };
  const own = { "accept-ranges": "bytes", etag: '"one"', ...headers };
  return {
    headers: { ...own, "content-length": `${bytes.length}` },
    chunks: pieces(0),
    part(range) {
      const from = Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
      const place = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
      const size = `${bytes.length - from}`;
      const part = { ...own, "content-range": place, "content-length": size };
      return { status: 206, headers: part, chunks: pieces(from) };
    },
  };
}

/** Answers by address, and what became of them. An address that is not there never answers. */
export class ScriptedWeb {
  readonly asked: { readonly url: string; readonly headers: Readonly<Record<string, string>> }[] =
    [];
  /** Connections that are open now. */
  open = 0;
  readonly #answers: ReadonlyMap<string, ScriptedAnswer>;

  constructor(answers: Readonly<Record<string, ScriptedAnswer>>) {
    this.#answers = new Map(Object.entries(answers));
  }

  readonly fetch: StreamFetch = async (url, { headers = {}, signal }) => {
    this.asked.push({ url, headers });
    const answer = this.#answers.get(url);
    if (!answer) return await aborted(signal);
    this.open += 1;
    const { Range } = headers;
    const part = Range === undefined ? undefined : answer.part?.(Range, headers);
    return this.#stream(url, part ?? answer);
  };

  #stream(url: string, answer: ScriptedAnswer): FetchedStream {
    const chunks = [...(answer.chunks ?? [])];
    let isOpen = true;
    return {
      status: answer.status ?? 200,
      url,
      headers: new Map(Object.entries(answer.headers ?? {})),
      async read(signal) {
        signal.throwIfAborted();
        const chunk = chunks.shift();
        if (chunk) return chunk;
        if (answer.after === "lost") throw new RemoteError("lost", "the connection broke");
        return answer.after === "silence" ? await aborted(signal) : new Uint8Array(0);
      },
      close: () => {
        if (isOpen) this.open -= 1;
        isOpen = false;
      },
    };
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
