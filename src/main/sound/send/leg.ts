import { RemoteError } from "../../../shared/errors.ts";
import { atMost } from "../../runtime/at-most.ts";
import type { DatagramSocket } from "../../runtime/network.ts";
import { randomU32 } from "../../runtime/random.ts";
import { BUFFERED_SEQUENCE_MASK } from "../../wire/buffered-sound.ts";
import { decodeTimingRequest, encodeTimingAnswer } from "../../wire/ntp-timing.ts";
import type { LegCounts, LegOptions, LegRemote, RtpMoment, SoundLeg } from "../engine.ts";
import { BufferedOut } from "./buffered-out.ts";
import type { LegContext } from "./leg-context.ts";
import type { Payloads } from "./payloads.ts";
import { RealtimeOut } from "./realtime-out.ts";
import { SendErrors } from "./send-errors.ts";
import type { StreamOut } from "./stream-out.ts";

/** A receiver that hangs holds up nobody else for longer. */
const FLUSH_TIMEOUT_MS = 2000;

export interface LegSockets {
  readonly audio: DatagramSocket;
  readonly control: DatagramSocket;
  readonly timing: DatagramSocket;
}

export interface LegParts {
  readonly context: LegContext;
  readonly options: LegOptions;
  readonly sockets: LegSockets;
  /** Null with NTP. */
  readonly clockId: bigint | null;
  /** Leaves the session; the clock no longer speaks to it. */
  readonly onClose: (leg: Leg) => void;
}

/** One receiver of a session: our ports for it, and how sound gets there once that is agreed. */
export class Leg implements SoundLeg {
  readonly gone: Promise<RemoteError | null>;
  readonly ports: SoundLeg["ports"];
  readonly clockId: bigint | null;
  readonly #parts: LegParts;
  readonly #abort = new AbortController();
  #goneWith: (error: RemoteError | null) => void = () => {};
  #out: StreamOut | null = null;
  #delayMs: number;
  #isReleased = false;

  constructor(parts: LegParts) {
    const { sockets, options } = parts;
    this.#parts = parts;
    this.ports = { control: sockets.control.port, timing: sockets.timing.port };
    this.clockId = parts.clockId;
    this.#delayMs = options.delayMs;
    this.gone = new Promise((resolve) => {
      this.#goneWith = resolve;
    });
    this.#answerTiming(sockets.timing);
    this.#noteErrors(sockets);
  }

  static async openSockets(context: LegContext, localAddress: string): Promise<LegSockets> {
    const family = localAddress.includes(":") ? 6 : 4;
    const opened: DatagramSocket[] = [];
    const open = async () => {
      const socket = await context.runtime.network.openUdp({ host: localAddress, family });
      opened.push(socket);
      return socket;
    };
    try {
      return { audio: await open(), control: await open(), timing: await open() };
    } catch (cause) {
      for (const socket of opened) socket.close();
      throw new RemoteError("unavailable", "no port for the sound can be opened", { cause });
    }
  }

  async start(remote: LegRemote): Promise<RtpMoment> {
    if (this.#out !== null) throw new RemoteError("bug", "a leg is started once");
    const out = await this.#createOut(remote);
    if (this.#abort.signal.aborted) {
      out.close();
      throw this.#abort.signal.reason;
    }
    this.#out = out;
    if (this.#isReleased) out.release();
    return out.next();
  }

  release(): void {
    this.#isReleased = true;
    this.#out?.release();
  }

  setDelay(delayMs: number): void {
    if (delayMs === this.#delayMs) return;
    this.#delayMs = delayMs;
    this.#out?.setDelay(delayMs);
  }

  counts(): Promise<LegCounts> {
    return Promise.resolve(this.#out?.counts() ?? { sent: 0, askedAgain: 0, sentAgain: 0 });
  }

  close(): Promise<void> {
    this.#end(null);
    return Promise.resolve();
  }

  begin(): void {
    this.#out?.begin();
  }

  send(payloads: Payloads, frame: number): void {
    this.#out?.send(payloads, frame);
  }

  turned(): void {
    this.#out?.turned();
  }

  sentUntil(): number {
    return this.#out?.sentUntil() ?? 0;
  }

  halt(): void {
    this.#out?.halt();
  }

  /** The receiver is told to forget what it has; resolves in two seconds at most. */
  async flush(): Promise<void> {
    if (this.#out === null || !this.#isReleased) return;
    const { options, context } = this.#parts;
    const flushed = options.host.flush(this.#out.next()).catch((error: unknown) => {
      context.runtime.log.warn("a speaker did not forget what it was sent", {
        reason: error instanceof Error ? error.message : String(error),
      });
    });
    await atMost(context.runtime.clock, flushed, FLUSH_TIMEOUT_MS);
  }

  async #createOut(remote: LegRemote): Promise<StreamOut> {
    const { context, options, sockets, clockId } = this.#parts;
    const random = randomU32(context.runtime.random);
    if (remote.transport === "buffered") {
      const stream = await context.runtime.network.connectTcp({
        host: options.remoteAddress,
        port: remote.dataPort,
        signal: this.#abort.signal,
      });
      void stream.closed.then((cause) =>
        this.#end(new RemoteError("lost", "the speaker closed the way of its sound", { cause })),
      );
      const sequence = random & BUFFERED_SEQUENCE_MASK;
      const { host } = options;
      return new BufferedOut({ context, remote, host, stream, sequence, delayMs: this.#delayMs });
    }
    const { audio, control } = sockets;
    const address = options.remoteAddress;
    const to = { address, audio, control, clockId, delayMs: this.#delayMs };
    return new RealtimeOut({ context, remote, sequence: random & 0xffff, ...to });
  }

  #end(error: RemoteError | null): void {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort(new RemoteError("cancelled", "the speaker left"));
    this.#out?.close();
    for (const socket of Object.values(this.#parts.sockets)) socket.close();
    this.#parts.onClose(this);
    this.#goneWith(error);
  }

  /** RA-11: some receivers answer nothing before they were told the time. */
  #answerTiming(timing: DatagramSocket): void {
    const { time } = this.#parts.context;
    timing.onMessage(({ bytes, address, port }) => {
      const receivedMs = time.wallMs(time.now());
      const request = decodeTimingRequest(bytes);
      if (request === undefined) return;
      const answer = encodeTimingAnswer(request, receivedMs, time.wallMs(time.now()));
      timing.send(answer, address, port);
    });
  }

  /** A receiver that is there and takes nothing is found out by its control; this is sooner. */
  #noteErrors({ audio, control, timing }: LegSockets): void {
    const { runtime, time } = this.#parts.context;
    const errors = new SendErrors(runtime.log, (error) => this.#end(error));
    for (const socket of [audio, control, timing]) {
      socket.onError((error) => errors.note(time.now(), error));
    }
  }
}
