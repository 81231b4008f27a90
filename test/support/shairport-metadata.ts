import type { ChildProcess } from "node:child_process";

/** One thing that shairport-sync tells of what it plays. */
export interface MetadataItem {
  /** `core` of the sender's, `ssnc` of its own. */
  readonly type: string;
  /** Four characters, such as `minm` or `pvol`. */
  readonly code: string;
  readonly content: Buffer;
}

const ITEM =
  /<item><type>([\da-f]{8})<\/type><code>([\da-f]{8})<\/code><length>(\d+)<\/length>\s*(?:<data encoding="base64">\s*([\w+/=\s]*)<\/data>)?<\/item>/g;

/** Its metadata pipe, as it is read by a program that copies it to its output. */
export class MetadataPipe {
  readonly items: MetadataItem[] = [];
  readonly #reader: ChildProcess;
  #pending = "";

  constructor(reader: ChildProcess) {
    this.#reader = reader;
    reader.stdout?.on("data", (chunk: Buffer) => this.#push(chunk.toString("latin1")));
  }

  async stop(): Promise<void> {
    const gone = new Promise((exited) => this.#reader.once("exit", exited));
    if (this.#reader.exitCode === null && this.#reader.signalCode === null) {
      this.#reader.kill();
      await gone;
    }
  }

  #push(text: string): void {
    this.#pending += text;
    let end = 0;
    for (const match of this.#pending.matchAll(ITEM)) {
      const [whole, type = "", code = "", , base64 = ""] = match;
      this.items.push({
        type: fourOf(type),
        code: fourOf(code),
        content: Buffer.from(base64, "base64"),
      });
      end = match.index + whole.length;
    }
    this.#pending = this.#pending.slice(end);
  }
}

function fourOf(hex: string): string {
  return Buffer.from(hex, "hex").toString("latin1");
}
