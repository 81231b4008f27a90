import { RemoteError } from "../../shared/errors.ts";
import type { EventName } from "../../shared/ipc/names.ts";
import { connectLocal, type LocalStream, listenLocal } from "../runtime/local-stream.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Off } from "../runtime/signal.ts";
import {
  announce,
  createAddress,
  findAddress,
  type LocalAddress,
  type LocalPlace,
  withdraw,
} from "./local-address.ts";
import {
  ClientMessage,
  encodeLine,
  LineDecoder,
  PROTOCOL_VERSION,
  type ServerMessage,
} from "./local-messages.ts";
import type { Service } from "./service.ts";
import { dispatch } from "./validate.ts";

export interface LocalServerOptions {
  readonly place: LocalPlace;
  readonly runtime: Pick<Runtime, "random" | "log">;
  readonly service: Service;
}

export interface LocalServer {
  close(): Promise<void>;
}

/** A text of 10,000 characters, each written as \uXXXX, and what goes around it. */
const LONGEST_CALL = 128 * 1024;
/** A client that reads nothing is let go before it fills the memory. */
const LARGEST_BACKLOG = 8 * 1024 * 1024;
const MOST_CALLS_AT_ONCE = 64;

/**
 * Lets this person's command line use the running app. Rejects with `storage` when the folder cannot
 * be written; the app runs without then.
 */
export async function serveLocally(options: LocalServerOptions): Promise<LocalServer> {
  const { place, runtime } = options;
  await clearLeftover(place);
  const address = await createAddress(place, runtime.random).catch((cause) => {
    throw new RemoteError("storage", "there is no place for the local socket", { cause });
  });
  const listener = await listenLocal(
    address.path,
    (stream) => new Client(stream, address, options),
  );
  try {
    await announce(place, address);
  } catch (cause) {
    await withdraw(place, address);
    await listener.close();
    throw new RemoteError("storage", "the local socket cannot be announced", { cause });
  }
  return {
    async close() {
      await withdraw(place, address);
      await listener.close();
    },
  };
}

/** An app that was killed leaves its notice and its socket behind. */
async function clearLeftover(place: LocalPlace): Promise<void> {
  const old = await findAddress(place);
  if (!old) return;
  const alive = await connectLocal(old.path).then(
    (stream) => {
      stream.abort();
      return true;
    },
    () => false,
  );
  if (!alive) await withdraw(place, old);
}

class Client {
  readonly #stream: LocalStream;
  readonly #address: LocalAddress;
  readonly #options: LocalServerOptions;
  readonly #lines = new LineDecoder(LONGEST_CALL);
  readonly #subscriptions = new Map<EventName, Off>();
  #isKnown = false;
  #callsUnderWay = 0;

  constructor(stream: LocalStream, address: LocalAddress, options: LocalServerOptions) {
    this.#stream = stream;
    this.#address = address;
    this.#options = options;
    stream.onData((chunk) => this.#receive(chunk));
    stream.closed.then(() => {
      for (const off of this.#subscriptions.values()) off();
    });
  }

  #receive(chunk: Uint8Array): void {
    try {
      for (const line of this.#lines.push(chunk)) this.#handle(ClientMessage.parse(line));
    } catch (error) {
      this.#options.runtime.log.warn("a local client was let go", {
        code: RemoteError.from(error).code,
      });
      this.#stream.abort();
    }
  }

  #handle(message: ClientMessage): void {
    if ("hello" in message) {
      if (message.token !== this.#address.token.expose()) {
        throw new RemoteError("invalid", "the token is wrong");
      }
      this.#isKnown = true;
      this.#send({ hello: PROTOCOL_VERSION });
      return;
    }
    if (!this.#isKnown) throw new RemoteError("invalid", "no hello");
    if ("subscribe" in message) this.#subscribe(message.subscribe);
    else void this.#answer(message.id, message.call, message.args);
  }

  #subscribe(event: EventName): void {
    if (this.#subscriptions.has(event)) return;
    const off = this.#options.service.on(event, (snapshot) => this.#send({ event, snapshot }));
    this.#subscriptions.set(event, off);
  }

  async #answer(id: number, call: string, args: readonly unknown[]): Promise<void> {
    if (this.#callsUnderWay >= MOST_CALLS_AT_ONCE) {
      const error = new RemoteError("busy", "too many calls at once").toBody();
      return this.#send({ id, reply: { ok: false, error } });
    }
    this.#callsUnderWay += 1;
    const reply = await dispatch(this.#options.service, call, args);
    this.#callsUnderWay -= 1;
    this.#send({ id, reply });
  }

  #send(message: ServerMessage): void {
    if (this.#stream.backlog > LARGEST_BACKLOG) this.#stream.abort();
    else this.#stream.write(encodeLine(message));
  }
}
