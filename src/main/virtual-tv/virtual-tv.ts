import { RemoteError } from "../../shared/errors.ts";
import type { TvScreen } from "../../shared/model/tv-screen.ts";
import type { Announcement } from "../announce/records.ts";
import { MdnsResponder } from "../announce/responder.ts";
import { memoryPairings, type PairingStore, PairingThrottle } from "../hap/accessory.ts";
import { randomU32 } from "../runtime/random.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Secret } from "../runtime/secret.ts";
import type { Occurrence, ReadonlySignal } from "../runtime/signal.ts";
import type { PairRemoteOutcome, RemoteChoice } from "./dmap-remotes-page.ts";
import { Faults } from "./faults.ts";
import { identityOf, type TvIdentity, withoutPairing } from "./identity.ts";
import { traitsOf } from "./model.ts";
import { PairingDesk } from "./pairing-desk.ts";
import { Scenarios } from "./scenarios.ts";
import { pressAtSender } from "./sink/dacp-buttons.ts";
import type { SoundSink } from "./sink/sound-sink.ts";
import { Speaker } from "./sink/speaker.ts";
import { type ReceivedInput, Television } from "./television.ts";
import { TvServices } from "./tv-services.ts";
import { initialState, type TvState } from "./tv-state.ts";
import type { VirtualTvOptions } from "./virtual-tv-options.ts";

export type { VirtualTvOptions } from "./virtual-tv-options.ts";

const SEED_BYTES = 32;
const SOUND_KEPT_S = 60;

/**
 * An Apple TV 4K with tvOS 26 in software: seen by mDNS, paired with by a PIN on its own screen, and
 * driven over Companion. It is the demo, and what the tests talk to.
 */
export class VirtualTv {
  readonly faults: Faults;
  readonly scenarios: Scenarios;
  readonly #runtime: Runtime;
  readonly #options: VirtualTvOptions;
  readonly #name: string;
  readonly #identity: TvIdentity;
  readonly #pairings: PairingStore;
  readonly #throttle: PairingThrottle;
  readonly #television: Television;
  readonly #speaker: Speaker;
  readonly #services: TvServices;
  #asleep = false;
  #responder: MdnsResponder | null = null;
  #closing: Promise<void> | null = null;

  private constructor(options: VirtualTvOptions) {
    const { runtime, model = "apple-tv-4k-tvos26" } = options;
    const { name = traitsOf(model).defaultName } = options;
    this.#options = options;
    this.#runtime = runtime;
    this.#name = name;
    const seed = options.seed ?? new Secret(runtime.random.bytes(SEED_BYTES));
    const { osVersion } = options;
    const identity = { ...identityOf(seed, model), ...(osVersion !== undefined && { osVersion }) };
    this.#identity = options.companionPairs === false ? withoutPairing(identity) : identity;
    this.#pairings = options.pairings ?? memoryPairings();
    this.#throttle = new PairingThrottle(runtime.clock);
    this.#television = new Television(runtime, initialState(name, options.volume));
    this.scenarios = new Scenarios(this.#television);
    this.faults = this.#createFaults();
    this.#speaker = this.#createSpeaker();
    this.#services = new TvServices({
      runtime,
      name,
      identity: this.#identity,
      television: this.#television,
      faults: this.faults,
      desk: this.#createDesk(),
      pairings: this.#pairings,
      speaker: this.#speaker,
      options,
    });
  }

  /** Listens, and is announced, when this resolves. */
  static async start(options: VirtualTvOptions): Promise<VirtualTv> {
    const tv = new VirtualTv(options);
    try {
      await tv.#open();
    } catch (error) {
      await tv.close();
      throw error;
    }
    return tv;
  }

  /** Of Companion; 0 while a sleep proxy stands in, and on models that have none. */
  get port(): number {
    return this.#services.ports.companion;
  }

  /** 0 while a sleep proxy stands in, and on models that have none. */
  get airplayPort(): number {
    return this.#services.ports.airplay;
  }

  /** Of AirPlay 1 sound: AirPlay's own where they share one. 0 while a sleep proxy stands in. */
  get raopPort(): number {
    return this.#services.ports.raop;
  }

  /** 0 while a sleep proxy stands in, and on models that have none. */
  get mrpPort(): number {
    return this.#services.ports.mrp;
  }

  /** Of Home Sharing; 0 while a sleep proxy stands in, and on models that have none. */
  get dmapPort(): number {
    return this.#services.ports.dmap;
  }

  get name(): string {
    return this.#name;
  }

  /** As its advertisements give them, the one that stays first. */
  get identifiers(): readonly string[] {
    const { companion, dmap, systemId, dmapId, mac } = this.#identity;
    if (!companion && !dmap) return [mac];
    return [companion ? systemId : dmapId, mac];
  }

  get state(): ReadonlySignal<TvState> {
    return this.#television.state;
  }

  get screen(): ReadonlySignal<TvScreen> {
    return this.#television.screen;
  }

  /** What is sent to its speaker, and what is wrong with it. */
  get sound(): SoundSink {
    return this.#speaker;
  }

  /** Everything that arrives, as it arrives. */
  get inputs(): Pick<Occurrence<ReceivedInput>, "on"> {
    return this.#television.inputs;
  }

  /** What it announces now, for those who are not told by mDNS. */
  get announcement(): Announcement {
    return this.#services.announcement;
  }

  /**
   * Resolves when this arrives, at once when it has since the last call for the same: "menu",
   * "hold home", "double home", "launch com.netflix.Netflix", "text hello", "paired", "connected".
   */
  received(what: string): Promise<ReceivedInput> {
    return this.#television.received(what);
  }

  /** Opens the Remotes page of Settings, which lists the remotes that ask to be let in. */
  openRemotes(): void {
    this.#services.remotes?.open();
  }

  async closeRemotes(): Promise<void> {
    await this.#services.remotes?.close();
  }

  /**
   * What a person does at the TV to pair a remote of Home Sharing: chooses it and types the code that
   * it shows. Rejects with `unsupported` on models that have no such page.
   */
  pairRemote(choice: RemoteChoice): Promise<PairRemoteOutcome> {
    const { remotes } = this.#services;
    if (remotes !== null) return remotes.pair(choice);
    return Promise.reject(new RemoteError("unsupported", "this model pairs by its own PIN"));
  }

  /** Forgets wrong PINs and every connection, as a power cut does; pairings stay. */
  async restart(): Promise<void> {
    this.#throttle.reset();
    await this.#changePort();
  }

  /** Says goodbye, closes every connection and leaves nothing open. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#shut();
    return this.#closing;
  }

  async #open(): Promise<void> {
    const { advertise = true } = this.#options;
    await this.#services.open();
    if (!advertise) return;
    this.#responder = await MdnsResponder.open(this.#runtime, {
      announcement: this.announcement,
      interfaces: this.#options.interfaces ?? (() => true),
    });
  }

  async #shut(): Promise<void> {
    this.#responder?.close();
    this.#speaker.close();
    await this.#services.close();
  }

  #createFaults(): Faults {
    return new Faults({
      resetConnections: () => this.#services.reset(),
      resetAirplay: (connection) => this.#services.airplay?.reset(connection),
      video: {
        reset: () => this.#services.airplay?.resetVideo(),
        finish: () => this.#services.video.finish(),
      },
      changePort: () => this.#changePort(),
      setAsleepBehindProxy: (asleep) => this.#sleepBehindProxy(asleep),
      forgetPairings: () => this.#forgetPairings(),
      dropPolls: () => this.#services.dmap?.dropPolls(),
      expireSessions: () => this.#services.dmap?.expireSessions(),
    });
  }

  #createSpeaker(): Speaker {
    const { soundKeptS = SOUND_KEPT_S, interfaces = () => true } = this.#options;
    return new Speaker({
      runtime: this.#runtime,
      television: this.#television,
      faults: this.faults.sound,
      keptS: soundKeptS,
      // An Apple TV of today lets the next sender take over; older ones and AirPort Express do not.
      interrupts: this.#identity.airplay === 2,
      press: pressAtSender(this.#runtime, interfaces),
    });
  }

  #createDesk(): PairingDesk {
    return new PairingDesk({
      runtime: this.#runtime,
      identity: { id: this.#identity.pairingId, seed: this.#identity.seed },
      pairings: this.#pairings,
      throttle: this.#throttle,
      faults: this.faults,
      television: this.#television,
      showsPin: this.#identity.pin,
      choosePin: () => this.#options.pin ?? this.#randomPin(),
    });
  }

  #randomPin(): string {
    return String(randomU32(this.#runtime.random) % 10_000).padStart(4, "0");
  }

  async #changePort(): Promise<number> {
    await this.#services.unlisten();
    await this.#listen();
    this.#responder?.announce(this.announcement);
    return this.port;
  }

  async #listen(): Promise<void> {
    this.#asleep = false;
    await this.#services.listen();
  }

  async #sleepBehindProxy(asleep: boolean): Promise<void> {
    if (asleep === this.#asleep) return;
    if (asleep) {
      this.#asleep = true;
      this.scenarios.fallAsleep();
      // The proxy goes on saying the ports that were open.
      await this.#services.unlisten();
      this.#responder?.setAsleep(true);
      return;
    }
    await this.#listen();
    this.scenarios.wake();
    this.#responder?.setAsleep(false);
    this.#responder?.announce(this.announcement);
  }

  #forgetPairings(): void {
    for (const [id] of this.#pairings.list()) this.#pairings.remove(id);
    this.#services.hangUp();
  }
}
