import type { AnnouncedService } from "../announce/records.ts";
import type { TcpListener } from "../runtime/network.ts";
import type { TvIdentity } from "./identity.ts";
import { MrpDirectLink } from "./mrp-direct-link.ts";
import type { MrpContext, MrpDevice } from "./mrp-peer.ts";
import type { PairingDesk } from "./pairing-desk.ts";

/** MediaRemote over TCP: any number of remotes at once, on a port of its own. */
export class MrpListener {
  readonly #context: MrpContext;
  readonly #desk: PairingDesk;
  readonly #host: string;
  readonly #links = new Set<MrpDirectLink>();
  #listener: TcpListener | null = null;

  constructor(context: MrpContext, desk: PairingDesk, host: string) {
    this.#context = context;
    this.#desk = desk;
    this.#host = host;
  }

  /** 0 while nothing listens. */
  get port(): number {
    return this.#listener?.port ?? 0;
  }

  /** `port` 0 picks a free one. */
  async listen(port: number): Promise<void> {
    const { network } = this.#context.runtime;
    this.#listener = await network.listenTcp({ host: this.#host, port }, (stream) => {
      const link = new MrpDirectLink(this.#context, this.#desk, stream);
      this.#links.add(link);
      void link.closed.then(() => this.#links.delete(link));
    });
  }

  /** Stops listening and resets what is connected. */
  async unlisten(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    this.reset();
    await listener?.close();
  }

  reset(): void {
    for (const link of this.#links) link.abort();
  }

  /** Ends every connection in order. */
  hangUp(): void {
    for (const link of this.#links) link.close();
  }

  close(): Promise<void> {
    return this.unlisten();
  }
}

/** `_mediaremotetv._tcp` as an Apple TV announces it; its raw Bluetooth address is left out. */
export function mrpService(
  device: MrpDevice,
  identity: TvIdentity,
  port: number,
): AnnouncedService {
  return {
    type: "_mediaremotetv._tcp",
    instance: device.name,
    port,
    txt: [
      ["ModelName", device.kind.replace(" ", "\u00a0")],
      ["AllowPairing", "YES"],
      ["macAddress", device.mac],
      ["Name", device.name],
      ["UniqueIdentifier", device.id],
      ["SystemBuildVersion", device.build],
      ["LocalAirPlayReceiverPairingIdentity", identity.pairingId],
    ],
  };
}

/** The device that MediaRemote speaks for; Companion names it by the same identifier (`rpMRtID`). */
export function mrpDeviceOf(
  identity: Pick<TvIdentity, "systemId" | "mac" | "model">,
  about: Pick<MrpDevice, "name" | "kind" | "build">,
): MrpDevice {
  return { ...about, id: identity.systemId, mac: identity.mac, model: identity.model };
}
