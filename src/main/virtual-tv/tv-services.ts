import type { AnnouncedService, Announcement } from "../announce/records.ts";
import { RsaReceiver } from "../crypto/rsa-receiver.ts";
import type { PairingStore } from "../hap/accessory.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { announcementOf } from "./advertisement.ts";
import type { AirplayContext } from "./airplay-context.ts";
import { infoOf } from "./airplay-info.ts";
import { AirplayServer } from "./airplay-server.ts";
import { AirplayVideo } from "./airplay-video.ts";
import { CompanionServer } from "./companion-server.ts";
import { dmapServices } from "./dmap-advertisement.ts";
import { RemotesPage } from "./dmap-remotes-page.ts";
import { DmapServer } from "./dmap-server.ts";
import type { Faults } from "./faults.ts";
import type { TvIdentity } from "./identity.ts";
import { MrpListener, mrpDeviceOf, mrpService } from "./mrp-listener.ts";
import { type MrpContext, type MrpDevice, type MrpLink, MrpPeer } from "./mrp-peer.ts";
import type { PairingDesk } from "./pairing-desk.ts";
import { RaopServer } from "./sink/raop-server.ts";
import type { Speaker } from "./sink/speaker.ts";
import type { Television } from "./television.ts";
import type { VirtualTvOptions } from "./virtual-tv-options.ts";

const ALL_ADDRESSES = "0.0.0.0";

export interface TvParts {
  readonly runtime: Runtime;
  readonly name: string;
  readonly identity: TvIdentity;
  readonly television: Television;
  readonly faults: Faults;
  readonly desk: PairingDesk;
  readonly pairings: PairingStore;
  readonly speaker: Speaker;
  readonly options: VirtualTvOptions;
}

/** Every door of one virtual device: its servers, their ports, and what is announced of them. */
export class TvServices {
  readonly video: AirplayVideo;
  readonly remotes: RemotesPage | null;
  readonly #parts: TvParts;
  readonly #companion: CompanionServer | null;
  readonly #airplay: AirplayServer | null;
  readonly #raop: RaopServer | null;
  readonly #mrp: MrpListener | null;
  readonly #dmap: DmapServer | null;
  /** As they were at first: these stay where they are over a restart. */
  #ports = { airplay: 0, raop: 0, dmap: 0 };

  constructor(parts: TvParts) {
    this.#parts = parts;
    const { runtime, television, identity, desk, options } = parts;
    const { host = ALL_ADDRESSES } = options;
    const shared = { runtime, television, identity, desk };
    const { companion, mrp, dmap, airplayService, raop } = identity;
    this.video = new AirplayVideo(runtime, television);
    const airplay: AirplayContext = { ...shared, ...this.#airplayContext() };
    this.#companion = companion ? new CompanionServer(shared, host) : null;
    this.#mrp = mrp ? new MrpListener(this.#mrpContext(), desk, host) : null;
    this.#dmap = dmap ? new DmapServer(this.#dmapContext(), host) : null;
    this.remotes = dmap ? new RemotesPage(this.#dmapContext()) : null;
    this.#airplay = airplayService ? new AirplayServer(airplay, host) : null;
    this.#raop = raop === "own-port" ? new RaopServer(airplay, host) : null;
  }

  /** Each 0 while nothing listens, and where the model has none. */
  get ports() {
    const [airplay, raop] = [this.#airplay?.port ?? 0, this.#raop?.port];
    return {
      companion: this.#companion?.port ?? 0,
      airplay,
      raop: raop ?? airplay,
      mrp: this.#mrp?.port ?? 0,
      dmap: this.#dmap?.port ?? 0,
    };
  }

  get announcement(): Announcement {
    const { name, identity, options } = this.#parts;
    const { access, homeSharing = false, soundKey } = options;
    const { companion, airplay, raop, mrp, dmap } = this.ports;
    const more: AnnouncedService[] = [
      ...(this.#mrp ? [mrpService(this.#mrpDevice(), identity, mrp)] : []),
      ...(this.#dmap ? dmapServices(name, identity, dmap, homeSharing) : []),
    ];
    const ports = {
      ...(this.#companion && { companion }),
      ...(this.#airplay && { airplay }),
      raop,
    };
    return announcementOf(name, identity, ports, {
      ...(access && { access }),
      takesRsa: soundKey !== undefined,
      more,
    });
  }

  async open(): Promise<void> {
    const { port = 0, airplayPort = 0, dmapPort = 0, raopPort = 0 } = this.#parts.options;
    this.#ports = { airplay: airplayPort, raop: raopPort, dmap: dmapPort };
    await this.listen(port);
    const { airplay, raop, dmap } = this.ports;
    this.#ports = { airplay, raop, dmap };
  }

  /** Companion is on another port after a restart; AirPlay and Home Sharing stay on their own. */
  async listen(companionPort = 0): Promise<void> {
    await this.#companion?.listen(companionPort);
    await this.#mrp?.listen(0);
    await this.#dmap?.listen(this.#ports.dmap);
    await this.#airplay?.listen(this.#ports.airplay);
    await this.#raop?.listen(this.#ports.raop);
  }

  async unlisten(): Promise<void> {
    await this.#companion?.unlisten();
    await this.#mrp?.unlisten();
    await this.#dmap?.unlisten();
    await this.#airplay?.unlisten();
    await this.#raop?.unlisten();
  }

  async close(): Promise<void> {
    await this.#companion?.close();
    await this.#mrp?.close();
    await this.remotes?.close();
    await this.#dmap?.close();
    await this.#airplay?.close();
    await this.#raop?.unlisten();
    this.video.close();
  }

  /** Every connection, now. */
  reset(): void {
    this.#companion?.reset();
    this.#mrp?.reset();
    this.#dmap?.reset();
    this.#raop?.reset();
    this.#airplay?.reset("control");
  }

  get airplay(): AirplayServer | null {
    return this.#airplay;
  }

  get dmap(): DmapServer | null {
    return this.#dmap;
  }

  /** Ends every connection that a pairing opened, in order. */
  hangUp(): void {
    this.#companion?.hangUp();
    this.#mrp?.hangUp();
    this.#dmap?.expireSessions();
    this.#airplay?.hangUp();
    this.#raop?.hangUp();
  }

  #airplayContext() {
    const { identity, options, faults, speaker, television } = this.#parts;
    const { access = "everyone", airplayPassword: password, skipRecord = false } = options;
    const { soundKey, ptpPorts = { event: 319, general: 320 } } = options;
    return {
      faults: faults.airplay,
      access,
      ...(password && { password }),
      ...(soundKey && { rsa: new RsaReceiver(soundKey) }),
      video: this.video,
      speaker,
      ptpPorts,
      skipRecord,
      info: (sender: string) => infoOf(identity, television.state.value, access, sender),
      openPeer: (link: MrpLink) => new MrpPeer(this.#mrpContext(), link),
    };
  }

  #dmapContext() {
    const { runtime, television, identity, pairings, faults, options } = this.#parts;
    const { homeSharing = false, interfaces = () => true } = options;
    const wires = { wire: faults.wire, faults: faults.dmap };
    return { runtime, television, identity, pairings, ...wires, homeSharing, interfaces };
  }

  #mrpContext(): MrpContext {
    const { runtime, television, faults } = this.#parts;
    return { runtime, television, device: this.#mrpDevice(), faults: faults.mrp };
  }

  #mrpDevice(): MrpDevice {
    const { name, identity } = this.#parts;
    const { modelName, osBuild: build } = identity;
    // What has no MediaRemote asks for none of this.
    const kind = modelName === "AirPort Express" ? "Apple TV" : modelName;
    return mrpDeviceOf(identity, { name, kind, build });
  }
}
