import { type ErrorBody, RemoteError } from "../../shared/errors.ts";
import type { EventMap, Handlers } from "../../shared/ipc/contract.ts";
import { callNames, type EventName } from "../../shared/ipc/names.ts";
import { connectLocal, type LocalStream } from "../runtime/local-stream.ts";
import { Occurrence } from "../runtime/signal.ts";
import { findAddress, type LocalPlace } from "./local-address.ts";
import { encodeLine, LineDecoder, PROTOCOL_VERSION, ServerEnvelope } from "./local-messages.ts";
import type { Service } from "./service.ts";

/** The running app's service, from another process. */
export interface LocalConnection {
  readonly service: Service;
  /** Resolves when the app is gone or `close` was called. */
  readonly closed: Promise<void>;
  close(): void;
}

/** The largest snapshot: a thousand devices. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** Undefined when no app runs for these settings, or it is one that we do not understand. */
export async function connectToApp(place: LocalPlace): Promise<LocalConnection | undefined> {
  const address = await findAddress(place);
  if (!address) return undefined;
  try {
    const client = new LocalClient(await connectLocal(address.path));
    await client.greet(address.token.expose());
    return client;
  } catch {
    return undefined; // a leftover of an app that was killed, or another version of it
  }
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: RemoteError): void;
}

class LocalClient implements LocalConnection {
  readonly service: Service;
  readonly closed: Promise<void>;
  readonly #stream: LocalStream;
  readonly #lines = new LineDecoder(LONGEST_LINE);
  readonly #pending = new Map<number, Pending>();
  readonly #events = new Map<EventName, Occurrence<unknown>>();
  #nextId = 1;
  #isOver = false;

  constructor(stream: LocalStream) {
    this.#stream = stream;
    stream.onData((chunk) => this.#receive(chunk));
    this.closed = stream.closed.then(() => this.#failAll());
    const entries = callNames.map((name) => [
      name,
      (...args: unknown[]) => this.#request((id) => ({ id, call: name, args })),
    ]);
    this.service = {
      handlers: Object.fromEntries(entries) as Handlers,
      on: <N extends EventName>(name: N, listener: (snapshot: EventMap[N]) => void) =>
        this.#event(name).on((snapshot) => listener(snapshot as EventMap[N])),
    };
  }

  /** Rejects with `lost` when the app does not know the token, or hangs up. */
  async greet(token: string): Promise<void> {
    await this.#expect(0, encodeLine({ hello: PROTOCOL_VERSION, token }));
  }

  readonly close = (): void => this.#stream.close();

  #request(message: (id: number) => { id: number; call: string; args: unknown[] }) {
    const id = this.#nextId++;
    return this.#expect(id, encodeLine(message(id)));
  }

  /** Registers before it sends. */
  #expect(id: number, bytes: Uint8Array): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#isOver) return reject(gone());
      this.#pending.set(id, { resolve, reject });
      this.#stream.write(bytes);
    });
  }

  #event(name: EventName): Occurrence<unknown> {
    const known = this.#events.get(name);
    if (known) return known;
    const made = new Occurrence<unknown>();
    this.#events.set(name, made);
    this.#stream.write(encodeLine({ subscribe: name }));
    return made;
  }

  #receive(chunk: Uint8Array): void {
    try {
      for (const line of this.#lines.push(chunk)) this.#handle(ServerEnvelope.parse(line));
    } catch {
      this.#stream.abort();
    }
  }

  #handle(message: ReturnType<typeof ServerEnvelope.parse>): void {
    if ("event" in message) {
      this.#events.get(message.event)?.emit(message.snapshot);
      return;
    }
    const id = "hello" in message ? 0 : message.id;
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (!pending) return;
    if ("hello" in message) pending.resolve(undefined);
    else if (message.reply.ok) pending.resolve(message.reply["value"]);
    else pending.reject(RemoteError.fromBody(message.reply["error"] as ErrorBody));
  }

  #failAll(): void {
    this.#isOver = true;
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of waiting) reject(gone());
  }
}

function gone(): RemoteError {
  return new RemoteError("lost", "the running app went away");
}
