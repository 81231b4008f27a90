import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { Duplex } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { ChunkPool, pump } from "../../../src/main/runtime/file-pump.ts";
import { patterned, ServedTestFile } from "../../support/served-file.ts";

const MIB = 1024 * 1024;

/** A connection whose other end takes a chunk each time it is told to. */
class SlowClient extends Duplex {
  #give: (() => void) | null = null;
  taken = 0;

  override _read(): void {}
  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.#give = () => {
      this.taken += chunk.length;
      done();
    };
  }
  takeOne(): void {
    const give = this.#give;
    this.#give = null;
    give?.();
  }
}

/** A file of zeros that counts what is read of it. */
function countedFile() {
  const counted = { bytes: 0 };
  const read = async (_buffer: Buffer, _offset: number, length: number) => {
    counted.bytes += length;
    return { bytesRead: length, buffer: _buffer };
  };
  return { counted, file: { read } as unknown as Parameters<typeof pump>[0]["file"] };
}

function answerTo(client: SlowClient): ServerResponse {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  response.on("error", () => {});
  response.assignSocket(client as unknown as Socket);
  return response;
}

const settle = async () => {
  for (let turns = 0; turns < 20; turns++) await turn();
};

describe("the bytes of a served file", () => {
  let served: ServedTestFile | undefined;
  afterEach(async () => {
    await served?.remove();
    served = undefined;
  });

  it("are read no further ahead than two chunks of a client that takes nothing", async () => {
    const { counted, file } = countedFile();
    const client = new SlowClient();
    const response = answerTo(client);
    response.setHeader("Content-Length", 8 * MIB);
    pump({ file, start: 0, length: 8 * MIB }, response, new ChunkPool());
    await settle();
    expect(counted.bytes).toBeGreaterThan(0);
    expect(counted.bytes).toBeLessThanOrEqual(MIB);
    while (client.taken < 8 * MIB) {
      client.takeOne();
      await settle();
      expect(counted.bytes - client.taken).toBeLessThanOrEqual(MIB);
    }
    expect(counted.bytes).toBe(8 * MIB);
  });

  it("are read no more once the client is gone", async () => {
    const { counted, file } = countedFile();
    const client = new SlowClient();
    const response = answerTo(client);
    response.setHeader("Content-Length", 8 * MIB);
    pump({ file, start: 0, length: 8 * MIB }, response, new ChunkPool());
    await settle();
    const before = counted.bytes;
    response.destroy();
    client.takeOne();
    await settle();
    expect(counted.bytes).toBe(before);
  });

  it("are the file's, for several at once, and after somebody hung up half-way", async () => {
    const content = patterned(3 * MIB + 17);
    // The pattern comes again in each chunk; a chunk in another's place would look right.
    for (let at = 0; at < content.length; at += 4096) content[at] = (at / 4096) % 251;
    served = await ServedTestFile.start(content);
    const { url } = served;
    const hangUp = new AbortController();
    const cut = await fetch(url, { signal: hangUp.signal });
    await cut.body?.getReader().read();
    hangUp.abort();
    const whole = async (from: number) => {
      const response = await fetch(url, { headers: { range: `bytes=${from}-` } });
      return Buffer.from(await response.arrayBuffer()).equals(content.subarray(from));
    };
    expect(await Promise.all([0, 1, 300_000, MIB, 3 * MIB].map(whole))).toEqual(
      Array(5).fill(true),
    );
  });
});
