import type { Stats } from "node:fs";
import { basename, normalize } from "node:path";
import { RemoteError } from "../../shared/errors.ts";
import type { FileOffer } from "../../shared/model/media.ts";
import { delay } from "../runtime/clock.ts";
import type { FileServer } from "../runtime/file-server.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { BoundedFile } from "./bounded-file.ts";
import { type Inspection, inspect } from "./inspect.ts";
import type { MediaFiles, OfferedFile, ServedFile } from "./media-files.ts";
import { openFile } from "./open-file.ts";

type Needed = Pick<Runtime, "random" | "clock" | "log">;

/** Offers that nobody played are given up, the oldest first. */
const MOST_OFFERS = 100;
/** A disk that sleeps needs some; a network drive that is gone would take for ever. */
const PATIENCE_MS = 15_000;

/** The files of one program, on the machine's own disk and network. */
export function createMediaFiles(runtime: Needed): MediaFiles {
  return new Offers(runtime);
}

interface Known {
  readonly path: string;
  readonly offer: FileOffer;
  readonly stats: Stats;
}

class Offers implements MediaFiles {
  readonly #runtime: Needed;
  /** By id, the one used longest ago first. */
  readonly #known = new Map<string, Known>();
  readonly #served = new Set<ServedFile>();
  #isClosed = false;

  constructor(runtime: Needed) {
    this.#runtime = runtime;
  }

  async offer(path: string): Promise<FileOffer> {
    const whole = normalize(path);
    const looked = await this.#look(whole);
    const before = [...this.#known.values()].find((known) => known.path === whole);
    const id = before?.offer.id ?? this.#token();
    const { stats, inspection } = looked;
    const offer: FileOffer = { id, name: basename(whole), bytes: stats.size, ...inspection };
    this.#remember({ path: whole, stats, offer });
    return offer;
  }

  find(id: string): OfferedFile | undefined {
    const known = this.#known.get(id);
    if (!known) return undefined;
    this.#remember(known);
    return { offer: known.offer, serve: (localAddress) => this.#serve(known, localAddress) };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#known.clear();
    await Promise.all([...this.#served].map((served) => served.close()));
  }

  #remember(known: Known): void {
    this.#known.delete(known.offer.id);
    this.#known.set(known.offer.id, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_OFFERS && oldest !== undefined) this.#known.delete(oldest);
  }

  async #look(path: string): Promise<{ readonly stats: Stats; readonly inspection: Inspection }> {
    const done = new AbortController();
    const tooLate = delay(this.#runtime.clock, PATIENCE_MS, done.signal).then(() => {
      throw new RemoteError("storage", "The file cannot be read: its disk does not answer.");
    });
    try {
      return await Promise.race([lookAt(path), tooLate]);
    } finally {
      tooLate.catch(() => {});
      done.abort(new RemoteError("cancelled", "looked at"));
    }
  }

  async #serve(known: Known, address: string): Promise<ServedFile> {
    const { file, stats } = await openFile(known.path).catch((cause) => {
      throw new RemoteError("storage", "The file is no longer there.", { cause });
    });
    // Somebody chose that file, and not whatever has its name now.
    if (!isSameFile(stats, known.stats)) {
      await file.close();
      throw new RemoteError("storage", "Another file has taken its place.");
    }
    if (this.#isClosed) {
      await file.close();
      throw new RemoteError("cancelled", "the program is about to end");
    }
    const { name, mimeType } = known.offer;
    const token = this.#runtime.random.bytes(16);
    // Only when it is needed: with it comes a table of a thousand kinds of files.
    const { serveFile } = await import("../runtime/file-server.ts");
    return this.#keep(await serveFile({ file, name, mimeType, address, token }));
  }

  /** Until it is closed, so that the end of the program ends it. */
  #keep(server: FileServer): ServedFile {
    const served: ServedFile = {
      url: server.url,
      close: async () => {
        this.#served.delete(served);
        await server.close();
      },
    };
    this.#served.add(served);
    if (this.#isClosed) void served.close();
    return served;
  }

  #token(): string {
    return Buffer.from(this.#runtime.random.bytes(16)).toString("base64url");
  }
}

async function lookAt(path: string) {
  const { file, stats } = await openFile(path);
  try {
    return { stats, inspection: await inspect(new BoundedFile(file, stats.size)) };
  } catch (error) {
    if (error instanceof RemoteError) throw error;
    throw new RemoteError("storage", "The file cannot be read.", { cause: error });
  } finally {
    await file.close();
  }
}

const isSameFile = (a: Stats, b: Stats) => a.dev === b.dev && a.ino === b.ino;
