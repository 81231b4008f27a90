import { type ErrorCode, isRemoteError, RemoteError } from "../../shared/errors.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { Channel, ChannelPlan, CloseReason, OpenContext } from "../protocols/plugin.ts";
import type { Timer } from "../runtime/clock.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { ConnectionEvent } from "./connection.ts";
import { retryDelayMs } from "./reconnect.ts";
import type { Relay } from "./relay.ts";

/** Longer than any plug-in needs; the last word when one hangs. */
const ATTEMPT_TIMEOUT_MS = 20_000;

/** What an attempt needs, asked anew each time: addresses, ports and keys change. */
export interface Approach {
  readonly plans: readonly ChannelPlan[];
  /** No key for this device: nothing to try. */
  readonly withoutKeys: boolean;
  /** False while we only remember where the device was: another one may have its address now. */
  readonly certain: boolean;
  readonly context: Omit<OpenContext, "runtime" | "signal">;
}

interface Attempt {
  readonly serial: number;
  readonly abort: AbortController;
  readonly missing: Map<ProtocolId, ErrorCode>;
  /** Missing, and trying again changes nothing. */
  readonly hopeless: Set<ProtocolId>;
  readonly opening: Set<ProtocolId>;
  opened: boolean;
}

/**
 * The channels of one device: opens them side by side for each attempt, hands them to the relay as
 * they open, and reopens single ones that died while others live. Tells the machine by events.
 */
export class Channels {
  readonly #runtime: Runtime;
  readonly #relay: Relay;
  readonly #approach: () => Promise<Approach>;
  readonly #tell: (event: ConnectionEvent) => void;
  readonly #closing = new Set<Promise<void>>();
  readonly #probing = new Set<Channel>();
  #attempt: Attempt | undefined;
  #closures = 0;
  #reopenTimer: Timer | undefined;
  #reopenFailures = 0;

  constructor(
    runtime: Runtime,
    relay: Relay,
    approach: () => Promise<Approach>,
    tell: (event: ConnectionEvent) => void,
  ) {
    this.#runtime = runtime;
    this.#relay = relay;
    this.#approach = approach;
    this.#tell = tell;
  }

  /** How many channels have closed so far. */
  get closures(): number {
    return this.#closures;
  }

  /** Replaces whatever there was. The outcome comes as `opened`, `failed` or `unpaired`. */
  open(serial: number): void {
    this.drop();
    const attempt: Attempt = {
      serial,
      abort: new AbortController(),
      missing: new Map(),
      hopeless: new Set(),
      opening: new Set(),
      opened: false,
    };
    this.#attempt = attempt;
    void this.#run(attempt);
  }

  /** Ends the attempt and closes every channel, without waiting. */
  drop(): void {
    this.#attempt?.abort.abort(new RemoteError("cancelled", "the connection was given up"));
    this.#attempt = undefined;
    this.#reopenTimer?.cancel();
    this.#reopenTimer = undefined;
    this.#reopenFailures = 0;
    for (const channel of this.#relay.channels) {
      this.#relay.remove(channel);
      this.#close(channel);
    }
  }

  /** Resolves when nothing is left open. */
  async closed(): Promise<void> {
    while (this.#closing.size > 0) await Promise.all(this.#closing);
  }

  /** Asks every channel for a sign of life; those without one within `timeoutMs` close themselves. */
  probe(timeoutMs?: number): void {
    for (const channel of this.#relay.channels) {
      if (this.#probing.has(channel)) continue;
      this.#probing.add(channel);
      channel
        .probe(timeoutMs)
        // The channel closes itself then, and its `closed` says so.
        .catch(() => {})
        .finally(() => this.#probing.delete(channel));
    }
  }

  reopenMissing(): void {
    const attempt = this.#attempt;
    if (!attempt?.opened || attempt.missing.size === 0) return;
    this.#reopenTimer?.cancel();
    this.#reopenTimer = undefined;
    void this.#reopen(attempt);
  }

  async #run(attempt: Attempt): Promise<void> {
    try {
      const approach = await this.#approach();
      if (this.#attempt !== attempt) return;
      const { serial } = attempt;
      if (approach.withoutKeys) this.#tell({ type: "unpaired", serial, cause: null });
      else if (approach.plans.length === 0)
        this.#tell({ type: "failed", serial, cause: "not-found" });
      else {
        const errors = await this.#openAll(attempt, approach, approach.plans);
        this.#conclude(attempt, errors, approach.certain);
      }
    } catch (thrown) {
      const cause = RemoteError.from(thrown).code;
      this.#runtime.log.warn("could not prepare the connection", { cause });
      this.#tell({ type: "failed", serial: attempt.serial, cause });
    }
  }

  #conclude(attempt: Attempt, errors: readonly RemoteError[], certain: boolean): void {
    if (this.#attempt !== attempt) return;
    if (attempt.opened) {
      this.#degraded(attempt);
      return;
    }
    const { serial } = attempt;
    const unpaired = errors.some(({ code }) => code === "unpaired");
    if (unpaired && certain) this.#tell({ type: "unpaired", serial, cause: "unpaired" });
    else if (unpaired) this.#tell({ type: "failed", serial, cause: "not-found" });
    else this.#tell({ type: "failed", serial, cause: errors[0]?.code ?? "lost" });
  }

  async #openAll(
    attempt: Attempt,
    approach: Approach,
    plans: readonly ChannelPlan[],
  ): Promise<RemoteError[]> {
    const limit = new AbortController();
    const timer = this.#runtime.clock.after(ATTEMPT_TIMEOUT_MS, () =>
      limit.abort(new RemoteError("timeout", "the device did not answer")),
    );
    const end = () => limit.abort(attempt.abort.signal.reason);
    attempt.abort.signal.addEventListener("abort", end, { once: true });
    if (attempt.abort.signal.aborted) end();
    const context = { ...approach.context, runtime: this.#runtime, signal: limit.signal };
    try {
      const results = await Promise.all(plans.map((plan) => this.#openOne(attempt, plan, context)));
      return results.filter((error) => error !== null);
    } finally {
      timer.cancel();
      attempt.abort.signal.removeEventListener("abort", end);
    }
  }

  async #openOne(
    attempt: Attempt,
    plan: ChannelPlan,
    context: OpenContext,
  ): Promise<RemoteError | null> {
    const { protocol } = plan;
    attempt.opening.add(protocol);
    try {
      const channel = await orAborted(plan.open(context), context.signal, (late) =>
        this.#close(late),
      );
      if (this.#attempt !== attempt) {
        this.#close(channel);
        return null;
      }
      attempt.missing.delete(protocol);
      this.#relay.add(channel);
      void channel.closed.then((reason) => this.#onClosed(attempt, channel, reason));
      if (!attempt.opened) {
        attempt.opened = true;
        this.#tell({ type: "opened", serial: attempt.serial });
      }
      return null;
    } catch (thrown) {
      const error = RemoteError.from(thrown);
      attempt.missing.set(protocol, error.code);
      if (isRemoteError(error, "unpaired", "unsupported")) attempt.hopeless.add(protocol);
      this.#runtime.log.info("channel did not open", { protocol, cause: error.code });
      return error;
    } finally {
      attempt.opening.delete(protocol);
    }
  }

  #onClosed(attempt: Attempt, channel: Channel, reason: CloseReason): void {
    this.#closures += 1;
    this.#relay.remove(channel);
    if (this.#attempt !== attempt) return;
    const cause: ErrorCode = reason.kind === "failed" ? reason.error.code : "lost";
    this.#runtime.log.info("channel closed", { protocol: channel.protocol, cause });
    attempt.missing.set(channel.protocol, cause);
    if (this.#relay.channels.length === 0) {
      this.#tell({ type: "lost", serial: attempt.serial, cause });
      return;
    }
    this.#reopenFailures = 0;
    this.#degraded(attempt);
  }

  #degraded(attempt: Attempt): void {
    const lost = [...attempt.missing].map(([protocol, cause]) => ({ protocol, cause }));
    this.#tell({ type: "degraded", serial: attempt.serial, lost });
    const hope = lost.some(({ protocol }) => !attempt.hopeless.has(protocol));
    if (!hope || this.#reopenTimer) return;
    this.#reopenFailures += 1;
    this.#reopenTimer = this.#runtime.clock.after(
      retryDelayMs(this.#reopenFailures, "lost"),
      () => {
        this.#reopenTimer = undefined;
        void this.#reopen(attempt);
      },
    );
  }

  async #reopen(attempt: Attempt): Promise<void> {
    try {
      const approach = await this.#approach();
      if (this.#attempt !== attempt) return;
      const plans = approach.plans.filter(
        ({ protocol }) =>
          attempt.missing.has(protocol) &&
          !attempt.hopeless.has(protocol) &&
          !attempt.opening.has(protocol),
      );
      await this.#openAll(attempt, approach, plans);
    } catch (thrown) {
      this.#runtime.log.warn("could not reopen", { cause: RemoteError.from(thrown).code });
    }
    if (this.#attempt === attempt) this.#degraded(attempt);
  }

  #close(channel: Channel): void {
    const closing: Promise<void> = channel
      .close()
      .catch((thrown) => {
        const { code } = RemoteError.from(thrown);
        this.#runtime.log.warn("channel did not close in order", { cause: code });
      })
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}

/** `work`, or the abort as soon as it comes; what `work` still yields later goes to `late`. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal, late: (value: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let over = false;
    const onAbort = () => {
      over = true;
      reject(signal.reason);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    const finish = () => signal.removeEventListener("abort", onAbort);
    work.then(
      (value) => {
        finish();
        if (over) late(value);
        else resolve(value);
      },
      (thrown) => {
        finish();
        reject(thrown);
      },
    );
  });
}
