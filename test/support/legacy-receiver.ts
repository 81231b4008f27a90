import type { AccessoryFaults } from "../../src/main/hap/accessory-model.ts";
import type { TcpListener, TcpStream } from "../../src/main/runtime/network.ts";
import {
  encodeHttpResponse,
  HttpDecoder,
  type HttpRequest,
  type HttpResponseParts,
  headerOf,
} from "../../src/main/wire/http.ts";
import { digestResponse } from "./digest-server.ts";
import { createLegacyAccessory } from "./legacy-pair.ts";
import { MemoryLan } from "./memory-network.ts";

export const LEGACY_RECEIVER = "10.0.0.9";

type Reply = Omit<HttpResponseParts, "version">;

/** An Apple TV of AirPlay 1 in memory: pairing with a PIN, pair-verify, a password, and /info. */
export class LegacyReceiver {
  readonly lan = new MemoryLan();
  readonly accessory = createLegacyAccessory("0042");
  readonly requests: HttpRequest[] = [];
  /** Statuses to answer some targets with, whatever is asked. */
  readonly refuse = new Map<string, number>();
  password: string | undefined;
  /** The nonce it gave last; changed by a test, the old one is stale. */
  nonce = "nonce-1";
  /** How it asks: with `qop` it wants a count. */
  qop = "";
  #listener: TcpListener | undefined;

  static async start(): Promise<LegacyReceiver> {
    const receiver = new LegacyReceiver();
    const at = { host: LEGACY_RECEIVER, port: 7000 };
    receiver.#listener = await receiver.lan
      .host(LEGACY_RECEIVER)
      .listenTcp(at, (stream) => receiver.#serve(stream));
    return receiver;
  }

  get faults(): AccessoryFaults {
    return this.accessory.faults;
  }

  /** Targets that were asked for, in order. */
  get targets(): string[] {
    return this.requests.map(({ target }) => target);
  }

  async stop(): Promise<void> {
    await this.#listener?.close();
  }

  #serve(stream: TcpStream): void {
    const decoder = new HttpDecoder();
    const dialogues = this.accessory.connect();
    stream.onData((chunk) => {
      for (const message of decoder.push(chunk)) {
        if (message.kind !== "request") continue;
        this.requests.push(message);
        const reply = this.#answer(message, dialogues);
        const cseq = headerOf(message, "CSeq");
        const headers = [
          ...(reply.headers ?? []),
          ...(cseq === undefined ? [] : [["CSeq", cseq] as const]),
        ];
        stream.write(encodeHttpResponse({ version: message.version, ...reply, headers }));
      }
    });
  }

  #answer(
    request: HttpRequest,
    { setup, verify }: ReturnType<typeof this.accessory.connect>,
  ): Reply {
    const refused = this.refuse.get(request.target);
    if (refused !== undefined) return { status: refused };
    if (this.password !== undefined && !this.#knowsPassword(request)) return this.#challenge();
    switch (request.target) {
      case "/pair-pin-start":
      case "/info":
        return { status: 200 };
      case "/pair-setup-pin":
        return withRetryAfter(setup.handle(request.body));
      case "/pair-verify":
        return verify.handle(request.body);
      default:
        return { status: 404 };
    }
  }

  #challenge(): Reply {
    const qop = this.qop === "" ? "" : `, qop="${this.qop}"`;
    const challenge = `Digest realm="AirPlay", nonce="${this.nonce}"${qop}`;
    return { status: 401, headers: [["WWW-Authenticate", challenge]] };
  }

  #knowsPassword(request: HttpRequest): boolean {
    const shown = headerOf(request, "Authorization") ?? "";
    const { method, target } = request;
    const expected = digestResponse(shown, { method, target, password: this.password ?? "" });
    return shown.includes(`nonce="${this.nonce}"`) && expected;
  }
}

function withRetryAfter({
  status,
  body,
  retryAfterS,
}: {
  readonly status: number;
  readonly body: Uint8Array;
  readonly retryAfterS?: number;
}): Reply {
  const headers = retryAfterS === undefined ? [] : [["Retry-After", `${retryAfterS}`] as const];
  return { status, body, headers };
}
