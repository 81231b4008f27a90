import { type ErrorBody, RemoteError } from "../../shared/errors.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type {
  AccountEntry,
  AppEntry,
  ConnectionState,
  PowerState,
  SessionSnapshot,
} from "../../shared/model/session.ts";
import type { MediaFiles } from "../media/media-files.ts";
import type { DeviceFacts } from "../protocols/plugin.ts";
import type { Timer } from "../runtime/clock.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type Off, type ReadonlySignal, Signal } from "../runtime/signal.ts";
import type { PlayHost } from "./awake.ts";
import { type Approach, Channels } from "./channels.ts";
import { Coalesced } from "./coalesced.ts";
import { Commands } from "./commands.ts";
import {
  type ConnectionEvent,
  type Effect,
  initialMachine,
  type Machine,
  step,
} from "./connection.ts";
import { sameConnection, whyNot } from "./outcome.ts";
import { Relay } from "./relay.ts";
import { SpeakerLink } from "./sounding.ts";
import { stableMembers } from "./stable.ts";
import type { PlayOperation } from "./standby.ts";
import { Streaming } from "./streaming.ts";
import { Waking } from "./waking.ts";

/** After this long without a word, one question tells whether the device is still there. */
const IDLE_PROBE_MS = 60_000;
/** A press is waiting: noticed in time, it can still be sent on a new link. */
const SUSPECT_PROBE_MS = 1000;
/** How often to look whether the sleep is over; mDNS tells sooner. */
const ASLEEP_RETRY_MS = 30_000;

/** The device as the hub knows it, asked anew whenever it matters. */
export interface SessionTarget {
  readonly id: DeviceId;
  name(): string;
  approach(): Promise<Approach>;
  /** A sleep proxy answers for it: whatever reaches its ports wakes it. */
  asleep(): boolean;
  /** Looks for the device by unicast and knocks on its ports, which wakes a sleeping one. */
  refresh(): void;
  /** As `refresh`, and sends the packet before it that wakes a network card. */
  wake(): void;
  /** The device said what it is. */
  learned(facts: DeviceFacts): void;
  /** A channel is open and verified: what is seen now is this device. */
  verified(): void;
}

/** One controlled device: its connection, what it can do, what it shows. */
export class Session {
  readonly commands: Commands;
  readonly streaming: Streaming;
  /** The device as a speaker of what this computer sends. */
  readonly speaker: SpeakerLink;
  readonly relay = new Relay();
  readonly #runtime: Runtime;
  readonly #target: SessionTarget;
  readonly #channels: Channels;
  readonly #snapshot: Coalesced<SessionSnapshot>;
  /** Told at once: what waits for the connection waits for no turn. */
  readonly #connection = new Signal<ConnectionState>(initialMachine.connection);
  readonly #waking: Waking;
  readonly #offs: Off[] = [];
  #machine: Machine = initialMachine;
  #retryTimer: Timer | undefined;
  #idleTimer: Timer | undefined;
  #facts: DeviceFacts = {};
  #lastPower: PowerState = "unknown";
  #apps: readonly AppEntry[] | null = null;
  #accounts: readonly AccountEntry[] | null = null;
  #lastError: ErrorBody | null = null;

  constructor(runtime: Runtime, target: SessionTarget, files?: MediaFiles) {
    this.#runtime = runtime;
    this.#target = target;
    this.#waking = new Waking(runtime.clock, {
      isAtRest: () => target.asleep() || this.#lastPower === "off",
      refresh: () => target.refresh(),
      wake: () => target.wake(),
    });
    this.#channels = new Channels(
      runtime,
      this.relay,
      () => target.approach(),
      (event) => this.#handle(event),
    );
    this.speaker = new SpeakerLink(runtime.clock, {
      ...this.#playHost("playSound"),
      stopOther: () => this.streaming.stop(),
    });
    this.streaming = new Streaming(runtime, files, {
      ...this.#playHost("playMedia"),
      stopOther: () => this.speaker.leave(),
      changed: () => this.#publish(),
      succeeded: () => this.#setLastError(null),
      failed: (error) => this.#failed(error),
    });
    this.#snapshot = new Coalesced(runtime.clock, this.#build(1), (before) => {
      const next = stableMembers(before, this.#build(before.revision));
      return next === before ? before : { ...next, revision: before.revision + 1 };
    });
    this.commands = new Commands(runtime.clock, this.relay, {
      ready: (deadlineMs, after) => this.#ready(deadlineMs, after),
      isUp: () => this.connection.phase === "ready" || this.#isOnlyPlaying,
      closures: () => this.#channels.closures,
      channels: () => this.relay.channels.length,
      suspect: () => this.#channels.probe(SUSPECT_PROBE_MS),
      wake: () => this.#wake(),
      wished: () => this.wished(),
      succeeded: () => this.#setLastError(null),
      failed: (error) => this.#failed(error),
      foundApps: (apps) => {
        this.#apps = apps;
        this.#publish();
      },
      foundAccounts: (accounts) => {
        this.#accounts = accounts;
        this.#publish();
      },
      connection: () => this.#machine.connection,
    });
    this.#offs.push(this.relay.state.on(() => this.#onRelay()));
  }

  get id(): DeviceId {
    return this.#target.id;
  }

  /** Something that we sent plays there, or is about to. */
  get isPlaying(): boolean {
    return this.streaming.stream !== null || this.speaker.isOn;
  }

  get snapshot(): ReadonlySignal<SessionSnapshot> {
    return this.#snapshot;
  }

  get connection(): ConnectionState {
    return this.#machine.connection;
  }

  /** Resolves once ready; rejects with what stopped the attempt that is under way or begun by this. */
  async connect(): Promise<SessionSnapshot> {
    this.#handle({ type: "wanted" });
    // Right after a failure the attempt begins a moment later.
    await this.#phase((phase) => phase !== "waiting");
    await this.#phase((phase) => phase !== "connecting");
    this.#assertReady();
    return this.#snapshot.value;
  }

  /** Resolves when nothing that we sent plays there. */
  async whenIdle(): Promise<void> {
    while (this.isPlaying) {
      await this.streaming.whenIdle();
      await this.speaker.whenIdle();
    }
  }

  /** The device was seen on the network, or its address or port changed. */
  sighted(): void {
    if (!this.#target.asleep()) this.#handle({ type: "sighted" });
  }

  /** The machine woke, or a window came to the front after a long time. */
  resumed(): void {
    if (this.connection.phase === "ready" || !this.#target.asleep())
      this.#handle({ type: "resumed" });
  }

  /** There is a key of this protocol that was not there before. */
  paired(protocol: ProtocolId): void {
    const renewed = this.relay.channels.some((channel) => channel.protocol === protocol);
    this.#handle(
      this.connection.phase === "offline" ? { type: "wanted" } : { type: "paired", renewed },
    );
  }

  /** A key that we have turned out to open more: nothing that is open or being opened is touched. */
  extended(): void {
    if (this.connection.phase === "ready") this.#handle({ type: "paired", renewed: false });
  }

  /** The password of its AirPlay is another one: whatever is open was opened with the one before. */
  rekeyed(): void {
    this.#channels.rekeyed();
    if (this.connection.phase !== "offline") this.#handle({ type: "paired", renewed: true });
  }

  /** It is no longer announced: whether it is still there is asked, and nothing is woken for that. */
  vanished(): void {
    if (this.connection.phase === "ready" && !this.#target.asleep()) this.#channels.probe();
  }

  /** Its name changed. */
  renamed(): void {
    this.#publish();
  }

  /**
   * A person wants the device now. One that sleeps is woken for that, and one that turns out not to
   * answer within the next seconds; nothing else ever wakes a device.
   */
  wished(): void {
    if (this.connection.phase === "ready") return;
    this.#waking.wished();
    if (this.#target.asleep() || this.connection.phase === "waiting") this.#wake();
  }

  /** Ends the connection in order and keeps the session for another time. */
  async disconnect(): Promise<void> {
    this.#handle({ type: "close" });
    this.commands.cancel();
    await Promise.all([this.streaming.cancel(), this.speaker.leave()]);
    this.#channels.dismissGuest("playMedia");
    this.#channels.dismissGuest("playSound");
    await this.#channels.closed();
  }

  async close(): Promise<void> {
    await this.disconnect();
    this.#snapshot.flush();
    for (const off of this.#offs.splice(0)) off();
    this.#idleTimer?.cancel();
  }

  #handle(event: ConnectionEvent): void {
    const before = this.#machine.connection;
    const { clock } = this.#runtime;
    const at = { nowMs: clock.now(), wallMs: clock.wallMs() };
    const [next, effects] = step(this.#machine, event, at);
    this.#machine = next;
    for (const effect of effects) this.#carryOut(effect);
    if (next.connection.phase !== before.phase) this.#phaseChanged(next.connection);
    const { connection } = this.#machine;
    if (!sameConnection(this.#connection.value, connection)) this.#connection.set(connection);
    this.#publish();
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case "open":
        this.#channels.open(effect.serial);
        break;
      case "drop":
        this.#channels.drop();
        break;
      case "probe":
        this.#channels.probe();
        break;
      case "reopen-missing":
        this.#channels.reopenMissing(effect.afresh);
        break;
      case "disarm-retry":
        this.#retryTimer?.cancel();
        break;
      case "arm-retry":
        this.#armRetry(effect.serial, effect.delayMs);
        break;
    }
  }

  /** Nobody wants a TV that wakes by itself: while a sleep proxy answers, only a person's wish connects. */
  #armRetry(serial: number, delayMs: number): void {
    this.#retryTimer?.cancel();
    this.#retryTimer = this.#runtime.clock.after(delayMs, () => {
      if (this.#target.asleep()) this.#armRetry(serial, ASLEEP_RETRY_MS);
      else this.#handle({ type: "retry-due", serial });
    });
  }

  #phaseChanged(connection: ConnectionState): void {
    this.#runtime.log.info("connection", { phase: connection.phase });
    this.#armIdleProbe();
    if (connection.phase === "ready") this.#target.verified();
    else this.commands.linkGone();
    if (connection.phase === "offline" || connection.phase === "ready") this.#waking.forgetWish();
    if (connection.phase === "waiting" && this.#waking.lookFor()) this.#handle({ type: "woken" });
  }

  #wake(): void {
    if (this.#waking.wake()) this.#handle({ type: "woken" });
  }

  #onRelay(): void {
    const { power, protocols, facts } = this.relay.state.value;
    if (protocols.length > 0) this.#lastPower = power;
    if (facts !== this.#facts && Object.keys(facts).length > 0) this.#target.learned(facts);
    this.#facts = facts;
    this.#publish();
  }

  /** The device has no heartbeat, so a dead link shows only when somebody asks. Once a minute is not polling. */
  #armIdleProbe(): void {
    this.#idleTimer?.cancel();
    if (this.#machine.connection.phase !== "ready") return;
    this.#idleTimer = this.#runtime.clock.after(IDLE_PROBE_MS, () => {
      // A knock on what waits on standby would wake it.
      if (this.#channels.isHeld || !this.#target.asleep()) this.#channels.probe();
      this.#armIdleProbe();
    });
  }

  async #ready(deadlineMs: number, after = -1): Promise<void> {
    const isRenewed = () => this.#channels.closures > after;
    if (this.connection.phase === "ready" && isRenewed()) return;
    if (this.#isOnlyPlaying) return;
    this.#handle({ type: "wanted" });
    const { clock } = this.#runtime;
    const abort = new AbortController();
    const timer = clock.after(deadlineMs - clock.now(), () => abort.abort(true));
    try {
      await this.#phase(
        (phase) => phase !== "connecting" && phase !== "waiting" && isRenewed(),
        abort.signal,
      );
    } finally {
      timer.cancel();
    }
    this.#assertReady();
    if (!isRenewed()) throw new RemoteError("lost", "the link died");
  }

  #assertReady(): void {
    const { connection } = this.#machine;
    if (connection.phase !== "ready") throw whyNot(connection);
  }

  /** Resolves when the phase is as asked, or when the wait was given up. */
  #phase(wanted: (phase: ConnectionState["phase"]) => boolean, abort?: AbortSignal): Promise<void> {
    if (wanted(this.connection.phase)) return Promise.resolve();
    return new Promise((resolve) => {
      const off = this.#connection.on(({ phase }) => {
        if (wanted(phase)) finish();
      });
      const finish = () => {
        off();
        abort?.removeEventListener("abort", finish);
        resolve();
      };
      abort?.addEventListener("abort", finish, { once: true });
    });
  }

  /** Nobody paired with it, but it plays what we sent: that can be paused, whatever else cannot. */
  get #isOnlyPlaying(): boolean {
    return this.connection.phase === "needs-pairing" && this.#channels.hasGuest;
  }

  #playHost(operation: PlayOperation): PlayHost {
    return {
      connect: () => this.connect(),
      channel: (signal) => this.#channels.forPlay(operation, signal),
      wished: () => this.wished(),
      wake: () => this.#wake(),
      isAway: () => !this.#channels.isHeld || this.#target.asleep(),
      idle: () => this.#channels.dismissGuest(operation),
    };
  }

  #failed(error: RemoteError): void {
    if (error.code !== "cancelled") this.#setLastError(error.toBody());
  }

  #setLastError(error: ErrorBody | null): void {
    if (this.#lastError === error) return;
    this.#lastError = error;
    this.#publish();
  }

  #publish(): void {
    this.#snapshot.touch();
  }

  #build(revision: number): SessionSnapshot {
    const { facts: _, ...shown } = this.relay.state.value;
    return {
      revision,
      deviceId: this.#target.id,
      name: this.#target.name(),
      connection: this.#connection.value,
      ...shown,
      stream: this.streaming.stream,
      apps: this.#apps,
      accounts: this.#accounts,
      lastError: this.#lastError,
    };
  }
}
