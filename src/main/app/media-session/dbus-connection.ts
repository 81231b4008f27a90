import { RemoteError } from "../../../shared/errors.ts";
import { PendingRequests } from "../../protocols/pending-requests.ts";
import type { Clock } from "../../runtime/clock.ts";
import { connectLocal, type LocalStream } from "../../runtime/local-stream.ts";
import { DbusDecoder, type DbusMessage, encodeMessage } from "../../wire/dbus/message.ts";
import type { DbusValue } from "../../wire/dbus/value.ts";

/** A bus that does not answer this long, in ms, is none. */
const PATIENCE_MS = 5000;
/** Somebody who reads nothing is let go before what we tell them fills the memory. */
const LARGEST_BACKLOG = 4 * 1024 * 1024;

const BUS = {
  destination: "org.freedesktop.DBus",
  path: "/org/freedesktop/DBus",
  iface: "org.freedesktop.DBus",
};

export interface DbusOptions {
  /** A Unix socket; abstract when it begins with a zero. */
  readonly path: string;
  /** Who we are to the system. */
  readonly userId: number;
  readonly clock: Clock;
  /** Called with each method call; it answers with `reply` or `fail`. */
  readonly onCall: (call: DbusMessage, connection: DbusConnection) => void;
}

/** One connection to a message bus: calls the bus, answers calls, sends signals. */
export class DbusConnection {
  /** Resolves when the bus is gone or `close` was called. */
  readonly closed: Promise<void>;
  readonly #stream: LocalStream;
  readonly #options: DbusOptions;
  readonly #decoder = new DbusDecoder();
  readonly #pending: PendingRequests<number, DbusMessage>;
  #nextSerial = 1;
  #isOver = false;

  private constructor(stream: LocalStream, options: DbusOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#pending = new PendingRequests(options.clock);
    this.closed = stream.closed.then(() => {
      this.#isOver = true;
      this.#pending.failAll(gone());
    });
  }

  /** Rejects with `refused`, `rejected` or `lost` when there is no bus for us there. */
  static async open(options: DbusOptions): Promise<DbusConnection> {
    const stream = await connectLocal(options.path);
    const connection = new DbusConnection(stream, options);
    const timer = options.clock.after(PATIENCE_MS, () => stream.abort());
    try {
      const rest = await authenticate(stream, options.userId, (chunk) =>
        connection.#receive(chunk),
      );
      connection.#receive(rest);
      await connection.callBus("Hello", "", []);
      return connection;
    } catch (error) {
      stream.abort();
      throw error;
    } finally {
      timer.cancel();
    }
  }

  /** A method of the bus itself. Rejects with `rejected` and the error's name, `timeout` or `lost`. */
  callBus(member: string, signature: string, body: readonly DbusValue[]): Promise<DbusMessage> {
    const serial = this.#nextSerial++;
    const send = () => this.#send({ kind: "call", ...BUS, member, signature, body }, serial);
    return this.#pending.request(serial, send, { timeoutMs: PATIENCE_MS });
  }

  reply(call: DbusMessage, signature: string, body: readonly DbusValue[]): void {
    this.#answer(call, { kind: "return", signature, body });
  }

  /** `name` is an error's name, `words` are for developers. */
  fail(call: DbusMessage, name: string, words: string): void {
    this.#answer(call, { kind: "error", errorName: name, signature: "s", body: [words] });
  }

  signal(message: Pick<DbusMessage, "path" | "iface" | "member" | "signature" | "body">): void {
    this.#send({ kind: "signal", ...message });
  }

  close(): void {
    this.#stream.close();
  }

  #answer(call: DbusMessage, answer: Partial<DbusMessage> & Pick<DbusMessage, "kind">): void {
    if (!call.expectsReply) return;
    this.#send({ ...answer, replySerial: call.serial, destination: call.sender });
  }

  #send(
    message: Partial<DbusMessage> & Pick<DbusMessage, "kind">,
    serial = this.#nextSerial++,
  ): void {
    if (this.#isOver) return;
    const whole = { ...empty, ...message, serial, expectsReply: message.kind === "call" };
    this.#stream.write(encodeMessage(whole));
    if (this.#stream.backlog > LARGEST_BACKLOG) this.#stream.abort();
  }

  #receive(chunk: Uint8Array): void {
    try {
      for (const message of this.#decoder.push(chunk)) this.#handle(message);
    } catch {
      this.#stream.abort(); // a bus that sends such bytes is none
    }
  }

  #handle(message: DbusMessage): void {
    if (message.kind === "call") {
      this.#options.onCall(message, this);
      return;
    }
    const { kind, replySerial, errorName } = message;
    if (kind === "return") this.#pending.resolve(replySerial, message);
    else if (kind === "error")
      this.#pending.reject(replySerial, new RemoteError("rejected", errorName));
  }
}

const empty = {
  replySerial: 0,
  path: "",
  iface: "",
  member: "",
  errorName: "",
  destination: "",
  sender: "",
  signature: "",
  body: [],
};

/**
 * D-Bus Specification, "Authentication Protocol", with the mechanism that every session bus has:
 * EXTERNAL, where the socket itself tells who we are. Resolves with bytes that came after it; what
 * comes later goes to `after`.
 */
function authenticate(
  stream: LocalStream,
  userId: number,
  after: (chunk: Uint8Array) => void,
): Promise<Uint8Array> {
  const identity = Buffer.from(String(userId)).toString("hex");
  return new Promise((resolve, reject) => {
    let said: Buffer = Buffer.alloc(0);
    let isDone = false;
    stream.onData((chunk) => {
      if (isDone) return after(chunk);
      said = Buffer.concat([said, chunk]);
      const end = said.indexOf("\r\n");
      if (end < 0 && said.length < 1000) return;
      isDone = true;
      if (!said.toString("latin1").startsWith("OK "))
        return reject(new RemoteError("rejected", "the bus does not know us"));
      stream.write(Buffer.from("BEGIN\r\n"));
      resolve(said.subarray(end + 2));
    });
    stream.closed.then(() => reject(gone()));
    stream.write(Buffer.from(`\0AUTH EXTERNAL ${identity}\r\n`));
  });
}

function gone(): RemoteError {
  return new RemoteError("lost", "the bus is gone");
}
