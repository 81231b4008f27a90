import { RemoteError } from "../../shared/errors.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { LostChannel } from "../../shared/model/session.ts";
import type { Channel, ChannelPlan, OpenContext } from "../protocols/plugin.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { ConnectionEvent } from "./connection.ts";
import { Guests } from "./guests.ts";
import { Lane } from "./lane.ts";
import { pairingOrder } from "./priorities.ts";
import type { Relay } from "./relay.ts";
import {
  isStandbyOnly,
  openForPlay,
  type PlayOperation,
  probedFirst,
  standbyProtocol,
} from "./standby.ts";

/** A device that announces itself all day must not be knocked at all day. */
const SIGHTING_SPACING_MS = 5000;

/** What an attempt needs, asked anew each time: addresses, ports and keys change. */
export interface Approach {
  /** Several of one protocol are ways to the same channel. */
  readonly plans: readonly ChannelPlan[];
  /** No key for this device, and pairing would make one: nothing to try. */
  readonly withoutKeys: boolean;
  /** Protocols that nothing is planned for, because only a key of their own opens them. */
  readonly lacking: readonly ProtocolId[];
  /** The one whose key would make it play what we send; null: no key would, or none is needed. */
  readonly keys: Readonly<Record<PlayOperation, ProtocolId | null>>;
  /** False while we only remember where the device was: another one may have its address now. */
  readonly certain: boolean;
  /** Where it is reached, as text: another one gives hopeless ways another chance. */
  readonly place: string;
  readonly context: Omit<OpenContext, "runtime" | "signal">;
}

interface Attempt {
  readonly serial: number;
  readonly abort: AbortController;
  readonly lanes: Map<ProtocolId, Lane>;
  opened: boolean;
  /** As it was planned last. */
  approach: Approach | undefined;
}

/**
 * The channels of one device: one lane a protocol, opened side by side for each attempt, handed to the
 * relay as they open, and reopened one by one while others live. Tells the machine by events. A lane on
 * standby makes the device ready only where it has no other (docs/decisions/0030).
 */
export class Channels {
  readonly #runtime: Runtime;
  readonly #relay: Relay;
  readonly #approach: () => Promise<Approach>;
  readonly #tell: (event: ConnectionEvent) => void;
  readonly #closing = new Set<Promise<void>>();
  readonly #probing = new Set<Channel>();
  /** They play what we sent while the session itself is not there. */
  readonly #guests = new Guests((guest, wasReplaced) => this.#guestLeft(guest, wasReplaced));
  #attempt: Attempt | undefined;
  /** Where a password was missing or wrong. Each further try may count as another wrong one (E54). */
  #lockedPlace: string | undefined;
  #closures = 0;

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

  /** A channel is open that proves the device to be awake. */
  get isHeld(): boolean {
    const lanes = [...(this.#attempt?.lanes.values() ?? [])];
    return lanes.some((lane) => lane.isOpen && !lane.isStandby);
  }

  /** It plays what we sent while the session is not there. */
  get hasGuest(): boolean {
    return !this.#guests.isEmpty;
  }

  /** How many channels have closed so far. */
  get closures(): number {
    return this.#closures;
  }

  /** Replaces whatever there was. The outcome comes as `opened`, `failed` or `unpaired`. */
  open(serial: number): void {
    this.drop();
    const abort = new AbortController();
    const attempt: Attempt = {
      serial,
      abort,
      lanes: new Map(),
      opened: false,
      approach: undefined,
    };
    this.#attempt = attempt;
    void this.#run(attempt);
  }

  /** Ends the attempt and closes every channel, without waiting. */
  drop(): void {
    const attempt = this.#attempt;
    this.#attempt = undefined;
    attempt?.abort.abort(new RemoteError("cancelled", "the connection was given up"));
    for (const lane of attempt?.lanes.values() ?? []) lane.stop();
    for (const channel of this.#relay.channels) {
      if (this.#guests.has(channel)) continue;
      // What plays goes on while the rest is opened anew.
      if (channel.state.value.leads?.length) this.#guests.keep(channel);
      else this.#remove(channel);
    }
  }

  /**
   * The channel that plays what we send: the session's own, else one that is opened for this alone, so
   * that a device which nobody paired with, or whose remote does not answer, can play all the same.
   * Rejects as its opening does, with `unpaired` when it takes a key first, or with `unsupported`.
   */
  async forPlay(operation: PlayOperation, signal: AbortSignal): Promise<Channel> {
    const approach = await this.#approach();
    signal.throwIfAborted();
    const attempt = this.#attempt;
    const lane = attempt?.opened ? attempt.lanes.get(standbyProtocol[operation]) : undefined;
    const isOpen = () => this.#relay.channelFor(operation);
    if (lane?.isStandby && !isOpen()) {
      await lane.open(approach.context);
      if (!isOpen() && lane.error) throw lane.error;
    }
    const own = isOpen();
    if (own) return own;
    const guest = await openForPlay(this.#runtime, approach, operation, signal);
    const meanwhile = isOpen();
    if (meanwhile) {
      this.#close(guest);
      return meanwhile;
    }
    this.#relay.add(guest);
    this.#guests.keep(guest);
    return guest;
  }

  /** Nothing of that kind plays any more: the session opens its own channel again. */
  dismissGuest(operation: PlayOperation): void {
    const guest = this.#guests.of(standbyProtocol[operation]);
    if (guest) this.#remove(guest);
  }

  /** Resolves when nothing is left open. */
  async closed(): Promise<void> {
    while (this.#closing.size > 0) await Promise.all(this.#closing);
  }

  /**
   * Asks every channel for a sign of life; those without one within `timeoutMs` close themselves. One on
   * standby is left in peace beside others: it has no link that could be dead. Where it is alone nothing
   * else would tell that the device is gone, so that it is asked, too, unless it plays.
   */
  probe(timeoutMs?: number): void {
    const open = this.#relay.channels.filter((channel) => !this.#isInPeace(channel));
    // What is on standby at one device lives or dies together: one answers for all.
    const first = open.find((channel) => this.#isOnStandby(channel));
    for (const channel of open) {
      if (this.#probing.has(channel)) continue;
      if (channel !== first && this.#isOnStandby(channel)) continue;
      this.#probing.add(channel);
      channel
        .probe(timeoutMs)
        // The channel closes itself then, and its `closed` says so.
        .catch(() => {})
        .finally(() => this.#probing.delete(channel));
    }
  }

  /** There is another password. */
  rekeyed(): void {
    this.#lockedPlace = undefined;
  }

  /** Tries what is missing, and what could not even be planned before. `afresh`: there is a new key. */
  reopenMissing(afresh: boolean): void {
    const attempt = this.#attempt;
    if (attempt?.opened) void this.#reopen(attempt, afresh);
  }

  #isInPeace(channel: Channel): boolean {
    if (this.#guests.has(channel)) return true;
    const lane = this.#attempt?.lanes.get(channel.protocol);
    if (!this.#attempt || !lane?.isStandby) return false;
    return !counts(this.#attempt, lane) || (channel.state.value.leads?.length ?? 0) > 0;
  }

  #isOnStandby({ protocol }: Channel): boolean {
    return this.#attempt?.lanes.get(protocol)?.isStandby ?? false;
  }

  async #run(attempt: Attempt): Promise<void> {
    const { serial } = attempt;
    try {
      const approach = await this.#approach();
      if (this.#attempt !== attempt) return;
      if (approach.withoutKeys) this.#tell({ type: "unpaired", serial, cause: null });
      else if (approach.plans.length === 0)
        this.#tell({ type: "failed", serial, cause: "not-found" });
      else if (this.#lockedPlace === approach.place) this.#tell(wantsPassword(serial));
      else {
        this.#plan(attempt, approach);
        const lanes = [...attempt.lanes.values()].filter((lane) => counts(attempt, lane));
        await Promise.all(lanes.map((lane) => lane.open(approach.context)));
        if (this.#attempt === attempt && !attempt.opened) this.#gaveUp(attempt, approach);
      }
    } catch (thrown) {
      const cause = RemoteError.from(thrown).code;
      this.#runtime.log.warn("could not prepare the connection", { cause });
      this.#tell({ type: "failed", serial, cause });
    }
  }

  /** Nothing opened. What the protocol says that we paired with first counts most. */
  #gaveUp(attempt: Attempt, { certain, place }: Approach): void {
    const { serial, lanes } = attempt;
    const tried = [...lanes.values()].filter((lane) => counts(attempt, lane));
    const errors = pairingOrder.flatMap((id) => lanes.get(id)?.error ?? []);
    const worth = errors.find(({ code }) => code !== "unsupported") ?? errors[0];
    const forgotten =
      worth?.code === "unpaired" ||
      (tried.every((lane) => lane.isHopeless) && errors.some(({ code }) => code === "unpaired"));
    const said =
      worth?.code === "unpaired" ? worth : errors.find(({ code }) => code === "unpaired");
    if (forgotten && certain && asksPassword(said)) {
      this.#lockedPlace = place;
      this.#tell(wantsPassword(serial));
    } else if (forgotten && certain) this.#tell({ type: "unpaired", serial, cause: "unpaired" });
    else
      this.#tell({
        type: "failed",
        serial,
        cause: forgotten ? "not-found" : (worth?.code ?? "lost"),
      });
  }

  /** A lane for each protocol that has a plan; what no longer has one is not missing either. */
  #plan(attempt: Attempt, approach: Approach): void {
    attempt.approach = approach;
    const { place } = approach;
    const usable = approach.plans.filter(({ protocol }) => !this.#guests.of(protocol));
    const plans = isStandbyOnly(approach) ? usable.map(probedFirst) : usable;
    const protocols = new Set(plans.map(({ protocol }) => protocol));
    for (const protocol of protocols) {
      const lane = attempt.lanes.get(protocol) ?? this.#lane(attempt, protocol);
      attempt.lanes.set(protocol, lane);
      lane.plan(plans, place);
    }
    for (const [protocol, lane] of attempt.lanes) {
      if (protocols.has(protocol) || !lane.isIdle) continue;
      lane.stop();
      attempt.lanes.delete(protocol);
    }
  }

  #lane(attempt: Attempt, protocol: ProtocolId): Lane {
    return new Lane(protocol, this.#runtime, {
      signal: attempt.abort.signal,
      opened: (channel) => this.#onOpened(attempt, channel),
      closed: (channel) => {
        this.#closures += 1;
        this.#relay.remove(channel);
        // The device may be gone altogether, and the others need not have noticed yet.
        this.probe();
      },
      missing: (lane) => this.#onMissing(attempt, lane),
      due: () => void this.#reopen(attempt, false, protocol),
      discard: (channel) => this.#close(channel),
    });
  }

  #onOpened(attempt: Attempt, channel: Channel): void {
    const { serial } = attempt;
    this.#relay.add(channel);
    if (!attempt.opened) {
      attempt.opened = true;
      this.#tell({ type: "opened", serial });
      for (const lane of attempt.lanes.values()) {
        if (lane.error) lane.rearm();
        else if (lane.isStandby && attempt.approach) void lane.open(attempt.approach.context);
      }
    }
    this.#degraded(attempt);
  }

  #onMissing(attempt: Attempt, lane: Lane): void {
    if (this.#attempt !== attempt || !attempt.opened) return;
    if (![...attempt.lanes.values()].some((one) => one.isOpen && counts(attempt, one))) {
      const cause = lane.error?.code ?? "lost";
      this.#tell({ type: "lost", serial: attempt.serial, cause });
      return;
    }
    this.#degraded(attempt);
    lane.rearm();
  }

  #degraded(attempt: Attempt): void {
    const lost: LostChannel[] = [...attempt.lanes.values()].flatMap((lane) =>
      lane.error && counts(attempt, lane) ? [lostChannel(lane.protocol, lane.error)] : [],
    );
    const lacking = (attempt.approach?.lacking ?? []).map((protocol) => ({
      protocol,
      cause: "unpaired" as const,
    }));
    this.#tell({ type: "degraded", serial: attempt.serial, lost: [...lost, ...lacking] });
  }

  /** `only`: one whose wait is over; without it whatever is missing and did not just fail. */
  async #reopen(attempt: Attempt, afresh: boolean, only?: ProtocolId): Promise<void> {
    try {
      const approach = await this.#approach();
      if (this.#attempt !== attempt) return;
      this.#plan(attempt, approach);
      for (const lane of attempt.lanes.values()) {
        if (afresh) lane.forgive();
        const isDue =
          only === undefined ? lane.restedMs >= SIGHTING_SPACING_MS : lane.protocol === only;
        if ((isDue || afresh) && lane.isIdle && !lane.isHopeless) void lane.open(approach.context);
      }
      this.#degraded(attempt);
    } catch (thrown) {
      const error = RemoteError.from(thrown);
      this.#runtime.log.warn("could not reopen", { cause: error.code });
      if (only !== undefined && this.#attempt === attempt) attempt.lanes.get(only)?.failed(error);
    }
  }

  #guestLeft(guest: Channel, wasReplaced: boolean): void {
    this.#closures += 1;
    this.#relay.remove(guest);
    if (!wasReplaced) this.reopenMissing(false);
  }

  #remove(channel: Channel): void {
    this.#relay.remove(channel);
    this.#close(channel);
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

/** The password of its owner is missing or wrong; keys have nothing to do with that. */
function asksPassword(error: RemoteError | undefined): boolean {
  return error?.code === "unpaired" && error.details.subject === "password";
}

function lostChannel(protocol: ProtocolId, error: RemoteError): LostChannel {
  const cause = error.code;
  return asksPassword(error) ? { protocol, cause, subject: "password" } : { protocol, cause };
}

const wantsPassword = (serial: number): ConnectionEvent => ({
  type: "unpaired",
  serial,
  cause: "unpaired",
  subject: "password",
});

/** Whether this lane says anything about the device: one on standby does only where there is no other. */
function counts({ approach }: Attempt, lane: Lane): boolean {
  return !lane.isStandby || approach === undefined || isStandbyOnly(approach);
}
