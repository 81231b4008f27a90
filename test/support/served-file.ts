import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type FileServer,
  type FileServerPatience,
  serveFile,
} from "../../src/main/runtime/file-server.ts";
import { systemRandom } from "../../src/main/runtime/random.ts";

export interface ServedOptions {
  readonly name?: string;
  readonly mimeType?: string;
  readonly address?: string;
  readonly patience?: FileServerPatience;
}

/** A file in a folder of its own, served on loopback. */
export class ServedTestFile {
  readonly folder: string;
  readonly path: string;
  readonly url: URL;
  readonly #server: FileServer;

  private constructor(folder: string, path: string, server: FileServer) {
    this.folder = folder;
    this.path = path;
    this.#server = server;
    this.url = new URL(server.url);
  }

  static async start(bytes: Uint8Array, options: ServedOptions = {}): Promise<ServedTestFile> {
    const folder = mkdtempSync(join(tmpdir(), "armchair-file-"));
    const path = join(folder, "film.mp4");
    writeFileSync(path, bytes);
    const server = await serveFile({
      file: await open(path),
      name: options.name ?? "film.mp4",
      mimeType: options.mimeType ?? "video/mp4",
      address: options.address ?? "127.0.0.1",
      token: systemRandom.bytes(16),
      ...(options.patience && { patience: options.patience }),
    });
    return new ServedTestFile(folder, path, server);
  }

  /** Without the checks of an HTTP client. */
  connect(): Socket {
    const socket = connect(Number(this.url.port), this.url.hostname.replace(/^\[|\]$/g, ""));
    socket.on("error", () => {});
    return socket;
  }

  /** Everything that comes back for these bytes, until the server ends the connection. */
  async raw(request: string): Promise<string> {
    const socket = this.connect();
    socket.write(request);
    return await untilClosed(socket);
  }

  /** One request by a path as it stands, which no client would send so. */
  async askFor(target: string, method = "GET", ...headers: readonly string[]): Promise<string> {
    const lines = [`${method} ${target} HTTP/1.1`, "Host: tv", "Connection: close", ...headers];
    return await this.raw(`${lines.join("\r\n")}\r\n\r\n`);
  }

  get connections(): number {
    return this.#server.connections;
  }

  stop(): Promise<void> {
    return this.#server.close();
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What comes until the other side ends the connection, each byte a character. */
export async function untilClosed(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  // Not `once`: an error before it is no news.
  if (!socket.closed) await new Promise<void>((resolve) => socket.once("close", () => resolve()));
  return text;
}

export const statusOf = (answer: string): number =>
  Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

/** Bytes that tell where they are from. */
export function patterned(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = (index * 31 + (index >> 8)) & 0xff;
  return bytes;
}
