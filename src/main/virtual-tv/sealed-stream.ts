import { isRemoteError } from "../../shared/errors.ts";
import { RecordCipher } from "../hap/record.ts";
import type { ChannelKeys } from "../hap/session-keys.ts";
import type { TcpStream } from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { FaultyWriter } from "./faulty-writer.ts";
import type { WireFaults } from "./wire-faults.ts";

/** One accepted connection: HAP records once it has keys, and faults on what it sends. */
export class SealedStream {
  readonly closed: Promise<void>;
  readonly #runtime: Runtime;
  readonly #stream: TcpStream;
  readonly #writer: FaultyWriter;
  #cipher: RecordCipher | null = null;

  /** `receive` may throw `malformed`, as a record that does not authenticate does: the connection is reset. */
  constructor(
    runtime: Runtime,
    stream: TcpStream,
    faults: WireFaults,
    receive: (plain: Uint8Array) => void,
    keys: ChannelKeys | null = null,
  ) {
    this.#runtime = runtime;
    this.#stream = stream;
    this.#writer = new FaultyWriter(stream, runtime.clock, faults);
    if (keys) this.encrypt(keys);
    this.closed = stream.closed.then(() => this.#writer.cancel());
    stream.onData((chunk) => {
      if (!faults.halfOpen) this.#guard(() => receive(this.#cipher?.open(chunk) ?? chunk));
    });
  }

  /** The address and port of the other end, such as "192.168.1.15:49274". */
  get peer(): string {
    return `${this.#stream.remoteAddress}:${this.#stream.remotePort}`;
  }

  get peerAddress(): string {
    return this.#stream.remoteAddress;
  }

  get localAddress(): string {
    return this.#stream.localAddress;
  }

  /** From the next byte on, in both directions. */
  encrypt(keys: ChannelKeys): void {
    this.#cipher = new RecordCipher(keys);
  }

  write(plain: Uint8Array): void {
    this.#writer.write(this.#cipher?.seal(plain) ?? plain);
  }

  close(): void {
    this.#stream.close();
  }

  abort(): void {
    this.#stream.abort();
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!isRemoteError(error, "malformed")) throw error;
      this.#runtime.log.warn("virtual tv: a client of AirPlay sent what none sends", {
        reason: error.message,
      });
      this.#stream.abort();
    }
  }
}
