import { isRemoteError } from "../../../shared/errors.ts";
import type { Datagram, DatagramSocket } from "../../runtime/network.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { SinkSession } from "./sink-session.ts";

const SYNC = 0;
const FOLLOW_UP = 8;
const HEAD = 34;
const STAMP_BYTES = 10;
/** A Sync without its Follow_Up is forgotten, when so many came since. */
const MAX_OPEN = 16;

/**
 * Listens to the clock that a sender announces: Sync on the one port, and on the other what it says of
 * when that left (IEEE 1588, two steps). Read apart from wire/ptp.ts, as rtp-reading.ts is.
 */
export class PtpListener {
  readonly #runtime: Runtime;
  readonly #session: SinkSession;
  readonly #sender: string;
  readonly #sockets: DatagramSocket[] = [];
  /** When a Sync of this clock and number arrived. */
  readonly #open = new Map<string, number>();

  private constructor(runtime: Runtime, session: SinkSession, sender: string) {
    this.#runtime = runtime;
    this.#session = session;
    this.#sender = sender;
  }

  /** Without the ports, which not everybody may have, it hears nothing and tells of no clock. */
  static async open(
    runtime: Runtime,
    place: { readonly host: string; readonly event: number; readonly general: number },
    session: SinkSession,
    sender: string,
  ): Promise<PtpListener> {
    const listener = new PtpListener(runtime, session, sender);
    const { host } = place;
    const family = host.includes(":") ? 6 : 4;
    try {
      for (const port of [place.event, place.general]) {
        const socket = await runtime.network.openUdp({ host, family, port });
        listener.#sockets.push(socket);
        socket.onError(() => {});
        socket.onMessage((datagram) => listener.#hear(datagram));
      }
    } catch (error) {
      if (!isRemoteError(error)) throw error;
      runtime.log.info("virtual tv: no clock is listened for", { reason: error.message });
      listener.close();
    }
    return listener;
  }

  close(): void {
    for (const socket of this.#sockets.splice(0)) socket.close();
  }

  #hear({ bytes, address }: Datagram): void {
    if (address !== this.#sender || bytes.length < HEAD + STAMP_BYTES || bytes[1] !== 2) return;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const clockId = view.getBigUint64(20).toString(16).padStart(16, "0");
    const key = `${clockId} ${view.getUint16(30)}`;
    const type = (bytes[0] ?? 0) & 0x0f;
    if (type === SYNC) {
      this.#open.set(key, this.#runtime.clock.wallMs());
      for (const oldest of this.#open.keys()) {
        if (this.#open.size <= MAX_OPEN) break;
        this.#open.delete(oldest);
      }
    } else if (type === FOLLOW_UP) {
      const arrivedMs = this.#open.get(key);
      if (arrivedMs === undefined) return;
      this.#open.delete(key);
      const seconds = view.getUint16(HEAD) * 2 ** 32 + view.getUint32(HEAD + 2);
      const sentMs = seconds * 1000 + view.getUint32(HEAD + 6) / 1e6;
      // The way here takes a moment: of several, the one that took least is nearest to the truth.
      const offsetMs = sentMs - arrivedMs;
      this.#session.clock?.sample("ptp", offsetMs, -offsetMs, clockId);
    }
  }
}
