import { channelKeyNames, deriveChannelKeys, otherSide } from "../hap/session-keys.ts";
import type { Timer } from "../runtime/clock.ts";
import type { TcpStream } from "../runtime/network.ts";
import type { Secret } from "../runtime/secret.ts";
import { encodeBplist, type PlistRecord } from "../wire/bplist.ts";
import { utf8 } from "../wire/bytes.ts";
import { cseqOf, encodeHttpRequest, HttpDecoder } from "../wire/http.ts";
import type { AirplayContext } from "./airplay-context.ts";
import { OnePort } from "./one-port.ts";
import { SealedStream } from "./sealed-stream.ts";

/** A TV drops the session of a client that does not answer its events (AP-05). */
const ANSWER_WITHIN_MS = 30_000;
const FLOOD_REQUESTS = 500;
const LIMITS = { maxHead: 4096, maxBody: 64 * 1024 } as const;

/**
 * The connection on which the TV asks and the client answers: `POST /command` with `updateInfo`
 * when it opens and whenever something changes.
 */
export class AirplayEventChannel {
  readonly #context: AirplayContext;
  readonly #lost: (why: string) => void;
  readonly #quiet: boolean;
  readonly #unanswered = new Map<number, Timer>();
  readonly #decoder = new HttpDecoder(LIMITS);
  #port: OnePort | null = null;
  #stream: SealedStream | null = null;
  #sequence = 0;
  #ending = false;

  private constructor(context: AirplayContext, lost: (why: string) => void, quiet: boolean) {
    this.#context = context;
    this.#quiet = quiet;
    this.#lost = lost;
  }

  /** `lost` is called at most once: when the client goes away or does not answer. `quiet`: says nothing. */
  static async open(
    context: AirplayContext,
    secret: Secret,
    host: string,
    lost: (why: string) => void,
    quiet = false,
  ): Promise<AirplayEventChannel> {
    const channel = new AirplayEventChannel(context, lost, quiet);
    channel.#port = await OnePort.open(context.runtime, host, (stream) =>
      channel.#accept(stream, secret),
    );
    return channel;
  }

  get port(): number {
    return this.#port?.port ?? 0;
  }

  /** Tells the client what has changed, if it is there. */
  push(info: PlistRecord): void {
    this.#tell({ type: "updateInfo", value: info });
  }

  /** What the play queue says: a property list inside of another. */
  post(message: PlistRecord): void {
    this.#tell({ params: { data: encodeBplist(message) } });
  }

  reset(): void {
    this.#stream?.abort();
  }

  #tell(body: PlistRecord): void {
    const { faults } = this.#context;
    if (this.#stream === null || this.#quiet || faults.events === "silent") return;
    const count = faults.events === "flood" ? FLOOD_REQUESTS : 1;
    for (let sent = 0; sent < count; sent++) this.#ask(body);
  }

  /** In order; resolves when the other side has followed. */
  async close(): Promise<void> {
    this.#ending = true;
    this.#forget();
    await this.#port?.close();
  }

  async abort(): Promise<void> {
    this.#ending = true;
    this.#forget();
    await this.#port?.abort();
  }

  #accept(stream: TcpStream, secret: Secret): void {
    const { runtime, faults } = this.#context;
    const keys = otherSide(deriveChannelKeys(secret, channelKeyNames.airplayEvents));
    const receive = (plain: Uint8Array) => this.#receive(plain);
    this.#stream = new SealedStream(runtime, stream, faults.wire.events, receive, keys);
    void this.#stream.closed.then(() => this.#fail("the event channel ended"));
    this.push(this.#context.info(this.#stream.peer));
  }

  #ask(body: PlistRecord): void {
    const { runtime, identity, faults } = this.#context;
    this.#sequence += 1;
    const sequence = this.#sequence;
    const request = encodeHttpRequest({
      method: "POST",
      target: "/command",
      version: "RTSP/1.0",
      headers: [
        ["CSeq", String(sequence)],
        ["Server", `AirTunes/${identity.airplayVersion}`],
        ["Content-Type", "application/x-apple-binary-plist"],
      ],
      body: encodeBplist(body),
    });
    const isSound = faults.events !== "malformed";
    this.#stream?.write(isSound ? request : utf8("\u0001 nonsense\r\nCSeq 1\r\n\r\n"));
    this.#unanswered.set(
      sequence,
      runtime.clock.after(ANSWER_WITHIN_MS, () => this.#fail("an event was not answered")),
    );
  }

  #receive(plain: Uint8Array): void {
    for (const message of this.#decoder.push(plain)) {
      if (message.kind !== "response" || message.status !== 200) continue;
      const sequence = cseqOf(message) ?? 0;
      this.#unanswered.get(sequence)?.cancel();
      if (this.#unanswered.delete(sequence)) this.#context.television.note("event answered");
    }
  }

  #fail(why: string): void {
    this.#forget();
    if (this.#ending) return;
    this.#ending = true;
    this.#lost(why);
  }

  #forget(): void {
    for (const timer of this.#unanswered.values()) timer.cancel();
    this.#unanswered.clear();
    this.#stream = null;
  }
}
