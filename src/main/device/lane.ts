import { type ErrorCode, isRemoteError, RemoteError } from "../../shared/errors.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { Channel, ChannelPlan, CloseReason, OpenContext } from "../protocols/plugin.ts";
import type { Timer } from "../runtime/clock.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { orAborted } from "./abortable.ts";
import { retryDelayMs } from "./reconnect.ts";

/** Longer than any plug-in needs for one way; the last word when one hangs. */
const WAY_TIMEOUT_MS = 20_000;
/** A channel that held this long was good: its next loss is answered from the beginning. */
const STABLE_MS = 5000;

/** What a lane tells, and what becomes of the channels it opens. */
export interface LaneHost {
  /** Aborted when nobody wants the device any more. */
  readonly signal: AbortSignal;
  opened(channel: Channel): void;
  closed(channel: Channel): void;
  /** Something is missing now that was not, or for another reason. */
  missing(lane: Lane): void;
  /** Its wait is over. */
  due(lane: Lane): void;
  /** Opened too late for anybody to want it. */
  discard(channel: Channel): void;
}

/**
 * One protocol of a device: the ways to its channel, tried best first and one after the other, and a
 * back-off of its own (docs/decisions/0025).
 */
export class Lane {
  readonly protocol: ProtocolId;
  readonly #runtime: Runtime;
  readonly #host: LaneHost;
  /** Ways that would end the same if they were tried again, and how. */
  readonly #hopeless = new Map<string, RemoteError>();
  #ways: readonly ChannelPlan[] = [];
  #place = "";
  #channel: Channel | undefined;
  #opening: Promise<void> | undefined;
  #error: RemoteError | null = null;
  #failures = 0;
  #changedMs = Number.NEGATIVE_INFINITY;
  #timer: Timer | undefined;

  constructor(protocol: ProtocolId, runtime: Runtime, host: LaneHost) {
    this.protocol = protocol;
    this.#runtime = runtime;
    this.#host = host;
  }

  /** Why it is not open; null while it is, and before it was tried. */
  get error(): RemoteError | null {
    return this.#channel ? null : this.#error;
  }

  /** Neither open nor about to be. */
  get isIdle(): boolean {
    return this.#channel === undefined && this.#opening === undefined;
  }

  /** Its channel holds no connection: whether it is open says nothing about the device. */
  get isStandby(): boolean {
    return this.#ways.length > 0 && this.#ways.every(({ standby }) => standby === true);
  }

  get isOpen(): boolean {
    return this.#channel !== undefined;
  }

  /** No way is left that could end differently without a new key or another address. */
  get isHopeless(): boolean {
    return this.#ways.every(({ way }) => this.#hopeless.has(way));
  }

  /** Ms since it was last tried, or since its channel closed. */
  get restedMs(): number {
    return this.#runtime.clock.now() - this.#changedMs;
  }

  /** The ways as they are planned now. A device at another place gets another chance. */
  plan(plans: readonly ChannelPlan[], place: string): void {
    if (place !== this.#place) this.forgive();
    this.#place = place;
    this.#ways = plans
      .filter(({ protocol }) => protocol === this.protocol)
      .sort((a, b) => a.rank - b.rank);
  }

  /** There is a new key, or another address: what was hopeless need not be. */
  forgive(): void {
    this.#hopeless.clear();
    this.#failures = 0;
  }

  /** Tries the ways in order; resolves when one is open, or none. Whoever asks meanwhile waits with it. */
  open(context: Omit<OpenContext, "runtime" | "signal">): Promise<void> {
    if (this.#opening) return this.#opening;
    if (this.#channel) return Promise.resolve();
    this.#timer?.cancel();
    this.#timer = undefined;
    const opening: Promise<void> = this.#tryWays(context).finally(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    this.#opening = opening;
    return opening;
  }

  async #tryWays(context: Omit<OpenContext, "runtime" | "signal">): Promise<void> {
    const errors: RemoteError[] = [];
    for (const plan of this.#ways) {
      const known = this.#hopeless.get(plan.way);
      const error = known ?? (await this.#tryWay(plan, context));
      if (error === null || this.#host.signal.aborted) return;
      errors.push(error);
    }
    this.#opening = undefined;
    this.#failures += 1;
    this.#changedMs = this.#runtime.clock.now();
    this.#error = telling(errors);
    this.#host.missing(this);
  }

  /** Tries again by itself after its back-off, unless that is hopeless or waited for already. */
  rearm(): void {
    if (this.#timer || !this.isIdle || this.isHopeless || this.#host.signal.aborted) return;
    const delayMs = retryDelayMs(Math.max(1, this.#failures), this.#error?.code ?? "lost");
    this.#timer = this.#runtime.clock.after(delayMs, () => {
      this.#timer = undefined;
      this.#host.due(this);
    });
  }

  /** Could not even be tried, such as for a locked keychain. */
  failed(error: RemoteError): void {
    this.#failures += 1;
    this.#error = error;
    this.rearm();
  }

  /** Stops waiting. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  async #tryWay(
    plan: ChannelPlan,
    context: Omit<OpenContext, "runtime" | "signal">,
  ): Promise<RemoteError | null> {
    const { protocol, way } = plan;
    try {
      const channel = await withinLimit(this.#runtime, this.#host, (signal) =>
        plan.open({ ...context, runtime: this.#runtime, signal }),
      );
      this.#took(channel);
      return null;
    } catch (thrown) {
      const error = RemoteError.from(thrown);
      if (isRemoteError(error, "unpaired", "unsupported")) this.#hopeless.set(way, error);
      this.#runtime.log.info("channel did not open", { protocol, way, cause: error.code });
      return error;
    }
  }

  #took(channel: Channel): void {
    if (this.#host.signal.aborted) {
      this.#host.discard(channel);
      return;
    }
    this.#channel = channel;
    this.#opening = undefined;
    this.#error = null;
    this.#changedMs = this.#runtime.clock.now();
    void channel.closed.then((reason) => this.#onClosed(channel, reason));
    this.#host.opened(channel);
  }

  #onClosed(channel: Channel, reason: CloseReason): void {
    const { protocol } = channel;
    const cause: ErrorCode = reason.kind === "failed" ? reason.error.code : "lost";
    this.#channel = undefined;
    this.#error =
      reason.kind === "failed" ? reason.error : new RemoteError("lost", "the device hung up");
    // One that keeps dying young earns its back-off, as a whole link does.
    this.#failures = this.restedMs >= STABLE_MS ? 1 : this.#failures + 1;
    this.#changedMs = this.#runtime.clock.now();
    this.#host.closed(channel);
    if (this.#host.signal.aborted) return;
    this.#runtime.log.info("channel closed", { protocol, cause });
    this.#host.missing(this);
  }
}

/** Says nothing about the protocol: nobody was there, or not in time. */
const silent: readonly ErrorCode[] = ["refused", "timeout", "lost"];

/** The last way's word, unless it only says that nobody answers and one before it said more. */
function telling(errors: readonly RemoteError[]): RemoteError {
  const last = errors.at(-1) ?? new RemoteError("not-found", "there is no way to it");
  return errors.filter(({ code }) => !silent.includes(code)).at(-1) ?? last;
}

/** What `work` opens, or the end of its time; what it opens later than that is discarded. */
async function withinLimit(
  { clock }: Runtime,
  host: LaneHost,
  work: (signal: AbortSignal) => Promise<Channel>,
): Promise<Channel> {
  const limit = new AbortController();
  const timer = clock.after(WAY_TIMEOUT_MS, () =>
    limit.abort(new RemoteError("timeout", "the device did not answer")),
  );
  const end = () => limit.abort(host.signal.reason);
  host.signal.addEventListener("abort", end, { once: true });
  if (host.signal.aborted) end();
  try {
    return await orAborted(work(limit.signal), limit.signal, (late) => host.discard(late));
  } finally {
    timer.cancel();
    host.signal.removeEventListener("abort", end);
  }
}
