import { isRemoteError, RemoteError } from "../../../../shared/errors.ts";
import type { Random } from "../../../runtime/random.ts";
import type { Secret } from "../../../runtime/secret.ts";
import type { LegRemote, SoundLeg, SoundSession } from "../../../sound/engine.ts";
import type { OpenContext, SoundJoin } from "../../plugin.ts";
import type { SessionAccess } from "../../rtsp/authenticate.ts";
import { type Connected, connect } from "../../rtsp/connect.ts";
import type { ControlTarget } from "../../rtsp/control.ts";
import { ReceiverSession } from "../../rtsp/receiver-session.ts";
import { createSessionIdentity } from "../../rtsp/session-identity.ts";
import { plistOf, readSessionAnswer } from "../../rtsp/session-requests.ts";
import { isAccessRefusal, throwIfRefused } from "../../rtsp/status.ts";
import { USUAL_PERCENT, volumeParameter } from "../parameters.ts";
import { SoundingReceiver } from "../sounding-receiver.ts";
import { FinalRefusal, type RunningSound, type SoundTellings } from "../way.ts";
import {
  noInfo,
  readSoundInfo,
  type SoundInfo,
  type StreamKind,
  streamsToAsk,
} from "./receiver-info.ts";
import {
  readStreamPorts,
  type SoundTiming,
  setupAnswer,
  soundSetup,
  streamSetup,
  timingPeers,
} from "./requests.ts";
import { SoundLine } from "./sound-line.ts";

/** AirPlay 2 announces nothing about it; who does not want to know refuses. */
const EVERYTHING: SoundTellings = { text: true, artwork: true, progress: true };
/** `/info` is not worth a long wait: without it everything still works. */
const INFO_TIMEOUT_MS = 2000;

export interface AirPlay2Way {
  readonly target: ControlTarget;
  readonly access: SessionAccess;
  readonly timing: SoundTiming["protocol"];
  /** How long a receiver may think about an audio SETUP. */
  readonly patienceMs: number;
  /** Which streams to ask for, best first; by default what its `/info` leaves. */
  readonly streams?: readonly StreamKind[];
}

/**
 * Sound by AirPlay 2: an encrypted session, a common clock, a stream. Resolves and rejects as
 * `SoundWay.start` does.
 */
export async function startAirPlay2(
  way: AirPlay2Way,
  join: SoundJoin,
  context: OpenContext,
): Promise<RunningSound> {
  const connected = await connect(way, context).catch((error) => {
    context.signal.throwIfAborted();
    throw judged(error);
  });
  return startConnected(connected, way, join, context);
}

/** The same over a connection on which both sides know each other, which it owns from then on. */
export async function startConnected(
  { control, shared }: Connected & { readonly shared: Secret },
  way: Omit<AirPlay2Way, "target" | "access">,
  join: SoundJoin,
  context: OpenContext,
): Promise<RunningSound> {
  const { runtime, signal } = context;
  const { localAddress } = control.endpoints;
  const identity = createSessionIdentity(runtime.random, localAddress, join.pass);
  const session = new ReceiverSession({ control, runtime, identity, farewell: () => ({}) });
  const unwanted = () => session.fail(RemoteError.from(signal.reason));
  if (signal.aborted) unwanted();
  signal.addEventListener("abort", unwanted, { once: true });
  const line = new SoundLine({ session, identity, runtime, controls: join.controls });
  const starting = new Starting({ session, line, way, join, context });
  try {
    return await starting.run(shared);
  } catch (error) {
    await starting.undo();
    signal.throwIfAborted();
    throw judged(error);
  } finally {
    signal.removeEventListener("abort", unwanted);
  }
}

interface StartingParts {
  readonly session: ReceiverSession;
  readonly line: SoundLine;
  readonly way: Omit<AirPlay2Way, "target" | "access">;
  readonly join: SoundJoin;
  readonly context: OpenContext;
}

/** One receiver on its way into a session of sound. */
class Starting {
  readonly #session: ReceiverSession;
  readonly #line: SoundLine;
  readonly #way: StartingParts["way"];
  readonly #join: SoundJoin;
  readonly #context: OpenContext;
  #leg: SoundLeg | undefined;

  constructor({ session, line, way, join, context }: StartingParts) {
    this.#session = session;
    this.#line = line;
    this.#way = way;
    this.#join = join;
    this.#context = context;
  }

  async run(shared: Secret): Promise<RunningSound> {
    const session = this.#session;
    const info = await this.#readInfo();
    const leg = await this.#openLeg();
    await told(this.#setUpSession(leg, shared));
    const remote = await this.#setUpStream(leg, info);
    const { percent, isItsOwn } = startVolume(this.#join.volume, info);
    const isSet = isItsOwn || (await this.#setVolume(percent));
    const at = await leg.start(remote);
    // A buffered stream has nothing to forget yet, and none of its frames sounds before an anchor.
    if (remote.transport === "realtime") await this.#line.flush(at);
    // What it does not want to know before it plays, it may want afterwards (RA-13).
    if (!isSet) await this.#setVolume(percent);
    session.throwIfEnded();
    session.keepAlive();
    leg.release();
    return new SoundingReceiver({
      session,
      leg,
      volume: percent,
      wants: EVERYTHING,
      setParameter: (parameter) => this.#line.setParameter(parameter),
    });
  }

  /** Leaves nothing of it (QK-09). */
  async undo(): Promise<void> {
    await Promise.all([this.#session.close(), this.#leg?.close()]);
  }

  async #readInfo(): Promise<SoundInfo> {
    const request = { method: "GET", target: "/info", timeoutMs: INFO_TIMEOUT_MS } as const;
    try {
      const response = await this.#session.rtsp({ ...request, mayLackNumber: true });
      return readSoundInfo(plistOf(response));
    } catch (error) {
      if (isRemoteError(error, "lost") || isAccessRefusal(RemoteError.from(error))) throw error;
      const { code } = RemoteError.from(error);
      this.#context.runtime.log.debug("raop: no answer to /info", { code });
      return noInfo;
    }
  }

  async #openLeg(): Promise<SoundLeg> {
    const { session, delayMs } = this.#join;
    const { endpoints } = this.#session;
    const { timing } = this.#way;
    this.#leg = await session.openLeg({ ...endpoints, timing, delayMs, host: this.#line });
    return this.#leg;
  }

  /** SETUP of the session, events, SETPEERS and RECORD. */
  async #setUpSession(leg: SoundLeg, shared: Secret): Promise<void> {
    const { identity, controllerName, runtime } = this.#context;
    const session = this.#session;
    const { localAddress, remoteAddress } = session.endpoints;
    const timing = timingOf(leg);
    this.#line.follow(leg);
    const { random } = runtime;
    const groupId = groupOf(this.#join.session, random);
    const setup = soundSetup({ identity, controllerName, localAddress, timing, groupId }, random);
    const response = await this.#ask("SETUP", setup);
    setupAnswer(response);
    const answer = readSessionAnswer(response);
    if (answer.eventPort !== undefined) await session.openEvents(answer.eventPort, shared);
    if (timing.protocol === "ptp") await this.#namePeers(timingPeers(remoteAddress, localAddress));
    if (!answer.skipRecord) throwIfRefused(await this.#ask("RECORD"));
  }

  /** Where a receiver does not know the request, the peers of its SETUP are all that it needs. */
  async #namePeers(peers: readonly string[]): Promise<void> {
    const { status } = await this.#ask("SETPEERS", peers);
    if (status >= 300) this.#context.runtime.log.info("raop: no word about peers", { status });
  }

  /** The first kind of stream that the receiver takes. Rejects with why it did not take the first. */
  async #setUpStream(leg: SoundLeg, info: SoundInfo): Promise<LegRemote> {
    const { streams = streamsToAsk(info, this.#way.timing) } = this.#way;
    const { runtime } = this.#context;
    let refusal: RemoteError | undefined;
    for (const kind of streams) {
      const { plist, key, ...stream } = streamSetup(kind, leg.ports.control, runtime.random);
      try {
        const ports = readStreamPorts(await told(this.#ask("SETUP", plist)));
        this.#line.carries(stream.transport);
        return { ...stream, ...ports, cipher: { kind: "chacha20-poly1305", key } };
      } catch (thrown) {
        const error = RemoteError.from(thrown);
        if (isFinal(error) || error.code === "lost") throw error;
        const { code, details } = error;
        runtime.log.info("raop: a stream was refused", { kind, code, status: details.deviceCode });
        refusal ??= error;
      }
    }
    throw refusal ?? new RemoteError("bug", "no stream was asked for");
  }

  /** Whether the receiver took it; one that has no volume of its own plays all the same. */
  async #setVolume(percent: number): Promise<boolean> {
    try {
      await this.#line.setParameter(volumeParameter(percent));
      return true;
    } catch (error) {
      if (isRemoteError(error, "lost", "timeout")) throw error;
      const status = RemoteError.from(error).details.deviceCode;
      this.#context.runtime.log.info("raop: the receiver refused its volume", { status });
      return false;
    }
  }

  #ask(method: string, plist?: Parameters<ReceiverSession["ask"]>[1]) {
    return this.#session.ask(method, plist, { timeoutMs: this.#way.patienceMs });
  }
}

function timingOf({ clockId, ports }: SoundLeg): SoundTiming {
  if (clockId !== null) return { protocol: "ptp", clockId };
  return { protocol: "ntp", port: ports.timing };
}

/** What a person wants, 0 included (QK-11); else what the receiver has; else 33 (RA-13). */
function startVolume(
  wanted: number | null,
  { volume }: SoundInfo,
): { readonly percent: number; readonly isItsOwn: boolean } {
  if (wanted !== null) return { percent: wanted, isItsOwn: false };
  return { percent: volume ?? USUAL_PERCENT, isItsOwn: volume !== null };
}

/** Silence where sound is set up has a name of its own: it let us in, and never answers (tvOS 27). */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isRemoteError(error, "timeout")) throw error;
    const subject = "audio-setup";
    throw new RemoteError("timeout", "the receiver never answered", { subject, cause: error });
  }
}

function judged(thrown: unknown): unknown {
  if (thrown instanceof FinalRefusal) return thrown;
  const error = RemoteError.from(thrown);
  return isFinal(error) ? new FinalRefusal(error) : error;
}

/** Nobody is let in, somebody else plays there, or nobody answers: another way ends as this one did. */
function isFinal(error: RemoteError): boolean {
  if (isAccessRefusal(error) || error.details.subject === "in-use") return true;
  // Who tried too often is to wait (E54): each further try counts.
  return isRemoteError(error, "timeout", "unpaired", "backoff");
}

const groups = new WeakMap<SoundSession, string>();

/** The name of everybody who hears the same. */
function groupOf(session: SoundSession, random: Random): string {
  const known = groups.get(session);
  if (known !== undefined) return known;
  const id = random.uuid().toUpperCase();
  groups.set(session, id);
  return id;
}
