import type { FileHandle } from "node:fs/promises";
import type { ServerResponse } from "node:http";

/** Read at once. Two of them are on their way to one client, and no more. */
const CHUNK_BYTES = 256 * 1024;
/** Kept for the next request: as many as two players need. */
const MOST_SPARE = 4;

/**
 * Memory that bytes of a file are read into, used again and again: memory of this size is fetched from
 * the system and given back each time otherwise, which costs more than the reading.
 */
export class ChunkPool {
  readonly #spare: Buffer[] = [];

  take(): Buffer {
    return this.#spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES);
  }

  /** Nobody reads it or writes to it any more. */
  giveBack(chunk: Buffer): void {
    if (this.#spare.length < MOST_SPARE) this.#spare.push(chunk);
  }
}

/** Bytes of an open file, as the body of an answer. */
export interface Slice {
  readonly file: Pick<FileHandle, "read">;
  readonly start: number;
  readonly length: number;
}

/**
 * Sends them as fast as the client takes them: the next chunk is read while one is sent, and no further.
 * Destroys the answer when the file has become shorter or cannot be read. Does not close the file.
 */
export function pump(slice: Slice, response: ServerResponse, pool: ChunkPool): void {
  if (slice.length === 0) response.end();
  else new Pump(slice, response, pool).readNext();
}

class Pump {
  readonly #file: Slice["file"];
  readonly #response: ServerResponse;
  readonly #pool: ChunkPool;
  #position: number;
  #left: number;
  /** Chunks that the system has not taken yet. */
  #underway = 0;
  #reading = false;

  constructor({ file, start, length }: Slice, response: ServerResponse, pool: ChunkPool) {
    this.#file = file;
    this.#response = response;
    this.#pool = pool;
    this.#position = start;
    this.#left = length;
  }

  readNext(): void {
    if (this.#reading || this.#underway > 1 || this.#left === 0 || this.#response.destroyed) return;
    this.#reading = true;
    const chunk = this.#pool.take();
    this.#file.read(chunk, 0, Math.min(CHUNK_BYTES, this.#left), this.#position).then(
      ({ bytesRead }) => this.#send(chunk, bytesRead),
      () => this.#response.destroy(),
    );
  }

  #send(chunk: Buffer, length: number): void {
    this.#reading = false;
    // A file that became shorter ends the connection: the client must not take the next answer for its rest.
    if (length === 0) this.#response.destroy();
    if (this.#response.destroyed) {
      this.#pool.giveBack(chunk);
      return;
    }
    this.#position += length;
    this.#left -= length;
    this.#underway += 1;
    const bytes = chunk.subarray(0, length);
    const taken = (error?: Error | null) => this.#taken(chunk, error);
    if (this.#left === 0) this.#response.end(bytes, () => taken());
    else this.#response.write(bytes, taken);
    this.readNext();
  }

  /** What was cut off may still be in the system's hands, and is left to the garbage collector. */
  #taken(chunk: Buffer, error?: Error | null): void {
    this.#underway -= 1;
    if (error || this.#response.destroyed) return;
    this.#pool.giveBack(chunk);
    this.readNext();
  }
}
