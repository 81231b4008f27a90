import type { Timer } from "../../runtime/clock.ts";
import type { Datagram, DatagramSocket } from "../../runtime/network.ts";
import { randomU32 } from "../../runtime/random.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import {
  decodePtp,
  encodePtp,
  PTP_EVENT_PORT,
  PTP_GENERAL_PORT,
  type PtpMessage,
  ptpPort,
} from "../../wire/ptp.ts";
import type { SessionClock } from "./session-clock.ts";

const SYNC_MS = 125;
/** An announcement each second, so with every eighth Sync. */
const SYNCS_PER_ANNOUNCEMENT = 8;
/** Below what clocks of receivers say (248), so that ours leads. */
const QUALITY = { priority1: 128, priority2: 128 };

interface Sockets {
  readonly event: DatagramSocket;
  readonly general: DatagramSocket;
}

/**
 * A clock for receivers of AirPlay 2: a master of IEEE 1588 that speaks to each of them alone
 * (docs/protocols/airplay-sound.md#clock). It ticks while there is somebody to hear it.
 */
export class PtpClock {
  /** 64 bits. */
  readonly id: bigint;
  readonly #runtime: Runtime;
  readonly #time: SessionClock;
  readonly #sockets = new Map<4 | 6, Promise<Sockets>>();
  /** How many legs go to each address. */
  readonly #peers = new Map<string, number>();
  #timer: Timer | null = null;
  #sequence = 0;
  #startMs = 0;
  #isClosed = false;

  constructor(runtime: Runtime, time: SessionClock) {
    this.#runtime = runtime;
    this.#time = time;
    this.id = (BigInt(randomU32(runtime.random)) << 32n) | BigInt(randomU32(runtime.random));
  }

  /** Rejects with `refused` when no port can be opened. Returns the way back. */
  async add(address: string): Promise<() => void> {
    const sockets = await this.#socketsFor(address);
    this.#peers.set(address, (this.#peers.get(address) ?? 0) + 1);
    if (this.#timer === null) this.#start();
    // It need not wait for its turn, of which the next may be a second away.
    else this.#announce(sockets, address);
    let isIn = true;
    return () => {
      if (isIn) this.#remove(address);
      isIn = false;
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stop();
    this.#peers.clear();
    for (const opening of this.#sockets.values()) {
      const sockets = await opening.catch(() => null);
      sockets?.event.close();
      sockets?.general.close();
    }
    this.#sockets.clear();
  }

  #remove(address: string): void {
    const legs = (this.#peers.get(address) ?? 1) - 1;
    if (legs > 0) this.#peers.set(address, legs);
    else this.#peers.delete(address);
    if (this.#peers.size === 0) this.#stop();
  }

  #socketsFor(address: string): Promise<Sockets> {
    const family = address.includes(":") ? 6 : 4;
    const known = this.#sockets.get(family);
    if (known) return known;
    const opening = this.#open(family);
    this.#sockets.set(family, opening);
    opening.catch(() => this.#sockets.delete(family));
    return opening;
  }

  async #open(family: 4 | 6): Promise<Sockets> {
    const event = await this.#openPort(family, PTP_EVENT_PORT);
    const general = await this.#openPort(family, PTP_GENERAL_PORT).catch((error: unknown) => {
      event.close();
      throw error;
    });
    event.onMessage((datagram) => this.#answer(general, datagram));
    for (const socket of [event, general]) {
      socket.onError((error) =>
        this.#runtime.log.debug("the clock of the sound was not heard", { reason: error.message }),
      );
    }
    return { event, general };
  }

  /**
   * Ports below 1024 are not everybody's on Linux, and no other will do: a receiver hears no clock that
   * speaks from another port, and plays silence (seen: nqptp 1.2.5).
   */
  #openPort(family: 4 | 6, port: number): Promise<DatagramSocket> {
    const host = family === 6 ? "::" : "0.0.0.0";
    return this.#runtime.network.openUdp({ host, family, port });
  }

  #start(): void {
    this.#startMs = this.#time.now();
    this.#sequence = 0;
    this.#tick();
  }

  #stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #tick(): void {
    const sequence = this.#sequence++;
    for (const address of this.#peers.keys()) void this.#tell(address, sequence);
    // By the absolute clock; ticks that were slept through do not come all at once.
    const dueMs = this.#startMs + this.#sequence * SYNC_MS;
    const waitMs = dueMs - this.#time.now();
    if (waitMs < -SYNC_MS) this.#startMs -= waitMs;
    this.#timer = this.#runtime.clock.after(Math.max(1, waitMs), () => this.#tick());
  }

  async #tell(address: string, sequence: number): Promise<void> {
    const sockets = await this.#sockets.get(address.includes(":") ? 6 : 4)?.catch(() => undefined);
    if (sockets === undefined || this.#isClosed || !this.#peers.has(address)) return;
    if (sequence % SYNCS_PER_ANNOUNCEMENT === 0) this.#announce(sockets, address);
    const source = ptpPort(this.id);
    const sync = encodePtp({ kind: "sync", source, sequence });
    const sentNs = this.#time.ns(this.#time.now());
    sockets.event.send(sync, address, PTP_EVENT_PORT);
    const followUp: PtpMessage = { kind: "follow-up", source, sequence, sentNs };
    sockets.general.send(encodePtp(followUp), address, PTP_GENERAL_PORT);
  }

  #announce({ general }: Sockets, address: string): void {
    const announcement: PtpMessage = {
      kind: "announce",
      source: ptpPort(this.id),
      sequence: Math.floor(this.#sequence / SYNCS_PER_ANNOUNCEMENT),
      quality: QUALITY,
      grandmaster: this.id,
    };
    general.send(encodePtp(announcement), address, PTP_GENERAL_PORT);
  }

  #answer(general: DatagramSocket, datagram: Datagram): void {
    const receivedNs = this.#time.ns(this.#time.now());
    const { bytes, address } = datagram;
    if (!this.#knows(address)) return;
    const request = decodePtp(bytes);
    if (request?.kind !== "delay-request") return;
    const answer: PtpMessage = {
      kind: "delay-answer",
      source: ptpPort(this.id),
      sequence: request.sequence,
      receivedNs,
      requester: request.source,
    };
    general.send(encodePtp(answer), address, PTP_GENERAL_PORT);
  }

  #knows(address: string): boolean {
    const bare = withoutZone(address);
    for (const peer of this.#peers.keys()) if (withoutZone(peer) === bare) return true;
    return false;
  }
}

/** `fe80::1%eth0` is where `fe80::1` says it is. */
export function withoutZone(address: string): string {
  return address.split("%")[0] ?? address;
}
