import { RemoteError } from "../../shared/errors.ts";
import type { TvScreen } from "../../shared/model/tv-screen.ts";
import type { Announcement } from "../announce/records.ts";
import { MdnsResponder } from "../announce/responder.ts";
import { memoryPairings, type PairingStore, PairingThrottle } from "../hap/accessory.ts";
import type { InterfaceAddress } from "../runtime/network.ts";
import { randomU32 } from "../runtime/random.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Secret } from "../runtime/secret.ts";
import type { Occurrence, ReadonlySignal } from "../runtime/signal.ts";
import { type AirplayAccess, announcementOf } from "./advertisement.ts";
import { infoOf } from "./airplay-info.ts";
import { AirplayServer } from "./airplay-server.ts";
import { AirplayVideo } from "./airplay-video.ts";
import { CompanionServer } from "./companion-server.ts";
import { dmapServices } from "./dmap-advertisement.ts";
import { type PairRemoteOutcome, type RemoteChoice, RemotesPage } from "./dmap-remotes-page.ts";
import { DmapServer } from "./dmap-server.ts";
import { Faults } from "./faults.ts";
import { identityOf, type TvIdentity, withoutPairing } from "./identity.ts";
import { type TvModel, traitsOf } from "./model.ts";
import { MrpListener, mrpDeviceOf, mrpService } from "./mrp-listener.ts";
import { type MrpContext, type MrpDevice, type MrpLink, MrpPeer } from "./mrp-peer.ts";
import { PairingDesk } from "./pairing-desk.ts";
import { Scenarios } from "./scenarios.ts";
import { type ReceivedInput, Television } from "./television.ts";
import { initialState, type TvState } from "./tv-state.ts";

export interface VirtualTvOptions {
  readonly runtime: Runtime;
  /** By default an Apple TV 4K with tvOS 26. */
  readonly model?: TvModel;
  /** Who may use AirPlay; by default everyone with the PIN, or on a HomePod simply everyone. */
  readonly access?: AirplayAccess;
  /** For `access` "password"; without one, no password is right. */
  readonly airplayPassword?: Secret<string>;
  readonly name?: string;
  /** Four digits; otherwise each pairing shows another one. */
  readonly pin?: string;
  /** Address to listen on; by default every one. */
  readonly host?: string;
  /** Port of Companion; by default a free one. */
  readonly port?: number;
  /** Port of AirPlay; by default a free one. */
  readonly airplayPort?: number;
  /** Port of Home Sharing; by default a free one. */
  readonly dmapPort?: number;
  /** False: Companion does not say that it takes a PIN, as on systems before tvOS 15. Default true. */
  readonly companionPairs?: boolean;
  /** Such as "27.0", instead of its model's own. */
  readonly osVersion?: string;
  /** AirPlay's answer to SETUP asks to leave RECORD out, as tvOS 27 does. Default false. */
  readonly skipRecord?: boolean;
  /** False: no mDNS; clients are told the port. Default true. */
  readonly advertise?: boolean;
  /** On which interface addresses to be seen; by default on all. */
  readonly interfaces?: (entry: InterfaceAddress) => boolean;
  readonly volume?: Partial<TvState["volume"]>;
  /** Its owner has put it into a Home Sharing group, where the model knows such. Default false. */
  readonly homeSharing?: boolean;
  /** 32 bytes from which its whole identity follows; otherwise it is another TV each time. */
  readonly seed?: Secret;
  /** The remotes it knows; by default none. */
  readonly pairings?: PairingStore;
}

const SEED_BYTES = 32;
const ALL_ADDRESSES = "0.0.0.0";

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
  readonly #video: AirplayVideo;
  readonly #companion: CompanionServer | null;
  readonly #airplay: AirplayServer;
  readonly #mrp: MrpListener | null;
  readonly #dmap: DmapServer | null;
  readonly #remotes: RemotesPage | null;
  #airplayPort = 0;
  #dmapPort = 0;
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
    this.#video = new AirplayVideo(runtime, this.#television);
    this.scenarios = new Scenarios(this.#television);
    this.faults = new Faults({
      resetConnections: () => {
        this.#companion?.reset();
        this.#mrp?.reset();
        this.#dmap?.reset();
        this.#airplay.reset("control");
      },
      resetAirplay: (connection) => this.#airplay.reset(connection),
      video: {
        reset: () => this.#airplay.resetVideo(),
        finish: () => this.#video.finish(),
      },
      changePort: () => this.#changePort(),
      setAsleepBehindProxy: (asleep) => this.#sleepBehindProxy(asleep),
      forgetPairings: () => this.#forgetPairings(),
      dropPolls: () => this.#dmap?.dropPolls(),
      expireSessions: () => this.#dmap?.expireSessions(),
    });
    const { host = ALL_ADDRESSES } = options;
    const shared = {
      runtime,
      television: this.#television,
      identity: this.#identity,
      desk: this.#createDesk(),
    };
    const { companion, mrp, dmap } = this.#identity;
    this.#companion = companion ? new CompanionServer(shared, host) : null;
    this.#mrp = mrp ? new MrpListener(this.#mrpContext(), shared.desk, host) : null;
    this.#dmap = dmap ? new DmapServer(this.#dmapContext(), host) : null;
    this.#remotes = dmap ? new RemotesPage(this.#dmapContext()) : null;
    this.#airplay = new AirplayServer({ ...shared, ...this.#airplayContext() }, host);
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
    return this.#companion?.port ?? 0;
  }

  /** 0 while a sleep proxy stands in. */
  get airplayPort(): number {
    return this.#airplay.port ?? 0;
  }

  /** 0 while a sleep proxy stands in, and on models that have none. */
  get mrpPort(): number {
    return this.#mrp?.port ?? 0;
  }

  /** Of Home Sharing; 0 while a sleep proxy stands in, and on models that have none. */
  get dmapPort(): number {
    return this.#dmap?.port ?? 0;
  }

  get name(): string {
    return this.#name;
  }

  /** As its advertisements give them, the one that stays first. */
  get identifiers(): readonly string[] {
    const { companion, systemId, dmapId, mac } = this.#identity;
    return [companion ? systemId : dmapId, mac];
  }

  get state(): ReadonlySignal<TvState> {
    return this.#television.state;
  }

  get screen(): ReadonlySignal<TvScreen> {
    return this.#television.screen;
  }

  /** Everything that arrives, as it arrives. */
  get inputs(): Pick<Occurrence<ReceivedInput>, "on"> {
    return this.#television.inputs;
  }

  /** What it announces now, for those who are not told by mDNS. */
  get announcement(): Announcement {
    const { access } = this.#options;
    const ports = {
      ...(this.#companion && { companion: this.port }),
      airplay: this.airplayPort,
    };
    const mrp = this.#mrp && mrpService(this.#mrpDevice(), this.#identity, this.mrpPort);
    const { homeSharing = false } = this.#options;
    const dmap = this.#dmap ? ([this.dmapPort, homeSharing] as const) : null;
    return announcementOf(this.#name, this.#identity, ports, {
      ...(access && { access }),
      more: [
        ...(mrp ? [mrp] : []),
        ...(dmap ? dmapServices(this.#name, this.#identity, ...dmap) : []),
      ],
    });
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
    this.#remotes?.open();
  }

  async closeRemotes(): Promise<void> {
    await this.#remotes?.close();
  }

  /**
   * What a person does at the TV to pair a remote of Home Sharing: chooses it and types the code that
   * it shows. Rejects with `unsupported` on models that have no such page.
   */
  pairRemote(choice: RemoteChoice): Promise<PairRemoteOutcome> {
    if (this.#remotes !== null) return this.#remotes.pair(choice);
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
    const { port = 0, airplayPort = 0, dmapPort = 0, advertise = true } = this.#options;
    await this.#companion?.listen(port);
    await this.#mrp?.listen(0);
    await this.#dmap?.listen(dmapPort);
    this.#dmapPort = this.dmapPort;
    await this.#airplay.listen(airplayPort);
    this.#airplayPort = this.airplayPort;
    if (!advertise) return;
    this.#responder = await MdnsResponder.open(this.#runtime, {
      announcement: this.announcement,
      interfaces: this.#options.interfaces ?? (() => true),
    });
  }

  async #shut(): Promise<void> {
    this.#responder?.close();
    await this.#companion?.close();
    await this.#mrp?.close();
    await this.#remotes?.close();
    await this.#dmap?.close();
    await this.#airplay.close();
    this.#video.close();
  }

  #airplayContext() {
    const { access = "everyone", airplayPassword: password, skipRecord = false } = this.#options;
    const identity = this.#identity;
    return {
      faults: this.faults.airplay,
      access,
      ...(password && { password }),
      video: this.#video,
      skipRecord,
      info: (sender: string) => infoOf(identity, this.#television.state.value, access, sender),
      openPeer: (link: MrpLink) => new MrpPeer(this.#mrpContext(), link),
    };
  }

  #dmapContext() {
    const { homeSharing = false, interfaces = () => true } = this.#options;
    return {
      runtime: this.#runtime,
      television: this.#television,
      identity: this.#identity,
      pairings: this.#pairings,
      wire: this.faults.wire,
      faults: this.faults.dmap,
      homeSharing,
      interfaces,
    };
  }

  #mrpContext(): MrpContext {
    return {
      runtime: this.#runtime,
      television: this.#television,
      device: this.#mrpDevice(),
      faults: this.faults.mrp,
    };
  }

  #mrpDevice(): MrpDevice {
    const { modelName: kind, osBuild: build } = this.#identity;
    return mrpDeviceOf(this.#identity, { name: this.#name, kind, build });
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
    await this.#unlisten();
    await this.#listen();
    this.#responder?.announce(this.announcement);
    return this.port;
  }

  /** Companion is on another port after a restart; AirPlay and Home Sharing stay on their own. */
  async #listen(): Promise<void> {
    this.#asleep = false;
    await this.#companion?.listen(0);
    await this.#mrp?.listen(0);
    await this.#dmap?.listen(this.#dmapPort);
    await this.#airplay.listen(this.#airplayPort);
  }

  async #unlisten(): Promise<void> {
    await this.#companion?.unlisten();
    await this.#mrp?.unlisten();
    await this.#dmap?.unlisten();
    await this.#airplay.unlisten();
  }

  async #sleepBehindProxy(asleep: boolean): Promise<void> {
    if (asleep === this.#asleep) return;
    if (asleep) {
      this.#asleep = true;
      this.scenarios.fallAsleep();
      // The proxy goes on saying the ports that were open.
      await this.#unlisten();
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
    this.#companion?.hangUp();
    this.#mrp?.hangUp();
    this.#dmap?.expireSessions();
    this.#airplay.hangUp();
  }
}
