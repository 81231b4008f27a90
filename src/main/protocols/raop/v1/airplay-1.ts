import { isRemoteError, RemoteError } from "../../../../shared/errors.ts";
import { randomU32 } from "../../../runtime/random.ts";
import type { LegHost, RtpMoment, SoundLeg } from "../../../sound/engine.ts";
import type { HttpHeader, HttpResponse } from "../../../wire/http.ts";
import type { OpenContext, SoundJoin } from "../../plugin.ts";
import { AirPlayControl } from "../../rtsp/control.ts";
import { Feedback } from "../../rtsp/feedback.ts";
import { isAccessRefusal, throwIfRefused } from "../../rtsp/status.ts";
import { LATE_ANSWER_MS } from "../../rtsp/turns.ts";
import { type AnnouncedSound, announcedSound, foreignFormat } from "../announced-sound.ts";
import { volumeParameter } from "../parameters.ts";
import { receiverTarget } from "../receiver.ts";
import { SoundingReceiver } from "../sounding-receiver.ts";
import { FinalRefusal, type RunningSound, type SoundReceiver, type SoundWay } from "../way.ts";
import { announceSound } from "./announce.ts";
import { introduce } from "./introduce.ts";
import { RaopSession } from "./raop-session.ts";
import { sendParameter } from "./send-parameter.ts";
import { formatTransport, readTransport } from "./transport.ts";
import { type StartVolume, startVolume } from "./volume.ts";

/** Speakers that set themselves up take up to eight seconds (users.md D). */
const SETUP_TIMEOUT_MS = 10_000;
const PROBE_TIMEOUT_MS = 2000;

/** The first AirPlay: ANNOUNCE and what follows, in the clear but for the sound (RA-03 to RA-07). */
export const airPlay1: SoundWay = {
  name: "airplay-1",
  async start(receiver, join, context) {
    const { runtime, signal } = context;
    const foreign = foreignFormat(receiver);
    if (foreign !== null) {
      throw new RemoteError("unsupported", "it takes another kind of sound", { subject: foreign });
    }
    const control = await AirPlayControl.open(runtime, receiverTarget(receiver), signal).catch(
      refuseFinally,
    );
    const starting = new Starting(new RaopSession(runtime, control, join.pass), join, context);
    try {
      return await starting.run(receiver);
    } catch (error) {
      await starting.undo();
      signal.throwIfAborted();
      throw judged(error);
    }
  },
};

/** One receiver on its way into a session of sound. */
class Starting {
  readonly #session: RaopSession;
  readonly #join: SoundJoin;
  readonly #context: OpenContext;
  #leg: SoundLeg | undefined;

  constructor(session: RaopSession, join: SoundJoin, context: OpenContext) {
    this.#session = session;
    this.#join = join;
    this.#context = context;
  }

  async run(receiver: SoundReceiver): Promise<RunningSound> {
    const { signal } = this.#context;
    const session = this.#session;
    const announced = announcedSound(receiver);
    const about = await introduce(session, receiver, announced, this.#context);
    const { leg, at } = await this.#setUp(announced);
    const volume = await startVolume(this.#join.volume, about, session, signal);
    const isSet = await this.#setVolume(volume);
    const knowsFeedback = await this.#knowsFeedback();
    const from = { headers: startHeaders(at), signal, timeoutMs: SETUP_TIMEOUT_MS };
    throwIfRefused(await told(session.request({ method: "RECORD", ...from })));
    throwIfRefused(await told(session.request({ method: "FLUSH", ...from })));
    if (!isSet) await this.#setVolume(volume);
    signal.throwIfAborted();
    leg.release();
    const heartbeat = this.#heartbeat(knowsFeedback);
    const { wants } = announced;
    return new SoundingReceiver({
      session,
      leg,
      volume: volume.percent,
      wants,
      setParameter: async (parameter) => {
        throwIfRefused(await sendParameter(session, parameter, { timeoutMs: LATE_ANSWER_MS }));
      },
      stop: () => heartbeat.stop(),
    });
  }

  /** Leaves nothing of it (QK-09). */
  async undo(): Promise<void> {
    await Promise.all([this.#session.close(), this.#leg?.close()]);
  }

  /** ANNOUNCE and SETUP, with ports of ours between them; sync and timing go from then on. */
  async #setUp(announced: AnnouncedSound): Promise<{ leg: SoundLeg; at: RtpMoment }> {
    const { signal, runtime } = this.#context;
    const cipher = await told(announceSound(this.#session, announced, this.#context));
    const leg = await this.#openLeg();
    const answer = await told(
      this.#session.request({
        method: "SETUP",
        headers: [["Transport", formatTransport(leg.ports)]],
        timeoutMs: SETUP_TIMEOUT_MS,
        signal,
      }),
    );
    throwIfRefused(answer);
    const { session, serverPort, controlPort = null } = readTransport(answer);
    this.#session.named(session);
    const at = await leg.start({
      transport: "realtime",
      dataPort: serverPort,
      controlPort,
      codec: announced.codec,
      cipher,
      ssrc: randomU32(runtime.random),
    });
    return { leg, at };
  }

  async #openLeg(): Promise<SoundLeg> {
    const { session, delayMs } = this.#join;
    const { localAddress, remoteAddress } = this.#session.control.endpoints;
    const host: LegHost = { flush: (at) => this.#flush(at), anchor: async () => {} };
    this.#leg = await session.openLeg({
      localAddress,
      remoteAddress,
      timing: "ntp",
      delayMs,
      host,
    });
    return this.#leg;
  }

  /** What it does not want to know before it plays, it may want afterwards (RA-13). */
  async #setVolume({ percent, isItsOwn }: StartVolume): Promise<boolean> {
    if (isItsOwn) return true;
    const { runtime, signal } = this.#context;
    const { status } = await sendParameter(this.#session, volumeParameter(percent), { signal });
    if (status < 300) return true;
    runtime.log.info("raop: the receiver refused its volume", { status });
    return false;
  }

  async #knowsFeedback(): Promise<boolean> {
    const { signal } = this.#context;
    try {
      const { status } = await this.#feedback(PROBE_TIMEOUT_MS, signal);
      return status === 200;
    } catch (error) {
      if (isRemoteError(error, "timeout") && !signal.aborted) return false;
      throw error;
    }
  }

  #feedback(timeoutMs: number, signal?: AbortSignal): Promise<HttpResponse> {
    const question = { method: "POST", target: "/feedback", mayLackNumber: true } as const;
    return this.#session.request({ ...question, timeoutMs, ...(signal && { signal }) });
  }

  /** Where feedback is not known, any question will do: its refusal is a sign of life too. */
  #heartbeat(knowsFeedback: boolean): Feedback {
    const session = this.#session;
    const options = { method: "OPTIONS", target: "*", mayLackNumber: true } as const;
    return new Feedback({
      clock: this.#context.runtime.clock,
      ask: async (_timeoutMs, signal) => {
        const timeoutMs = LATE_ANSWER_MS;
        if (knowsFeedback) return this.#feedback(timeoutMs, signal);
        return { ...(await session.request({ ...options, timeoutMs, signal })), status: 200 };
      },
      received: () => session.control.received,
      onDead: (error) => session.fail(error),
    });
  }

  /** A receiver that does not answer is found out elsewhere, and the engine waits two seconds for it. */
  async #flush(at: RtpMoment): Promise<void> {
    const request = { method: "FLUSH", headers: momentHeaders(at), timeoutMs: LATE_ANSWER_MS };
    try {
      throwIfRefused(await this.#session.request(request));
    } catch (error) {
      const { code, details } = RemoteError.from(error);
      const status = details.deviceCode;
      this.#context.runtime.log.info("raop: the receiver did not flush", { code, status });
    }
  }
}

function momentHeaders({ sequence, rtpTime }: RtpMoment): HttpHeader[] {
  return [["RTP-Info", `seq=${sequence & 0xffff};rtptime=${rtpTime >>> 0}`]];
}

function startHeaders(at: RtpMoment): HttpHeader[] {
  return [["Range", "npt=0-"], ...momentHeaders(at)];
}

/** Silence where sound is set up has a name of its own: it let us in, and never answers. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isRemoteError(error, "timeout")) throw error;
    throw new RemoteError("timeout", "the receiver never answered", {
      subject: "audio-setup",
      cause: error,
    });
  }
}

/** Whether another way is worth a try: not where nobody is let in, or somebody else plays. */
function judged(thrown: unknown): unknown {
  const error = RemoteError.from(thrown);
  const isFinal = isAccessRefusal(error) || error.details.subject === "in-use";
  return isFinal ? new FinalRefusal(error) : error;
}

function refuseFinally(error: unknown): never {
  throw new FinalRefusal(RemoteError.from(error));
}
