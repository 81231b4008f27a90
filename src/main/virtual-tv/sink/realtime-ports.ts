import type { Timer } from "../../runtime/clock.ts";
import type { Datagram, DatagramSocket } from "../../runtime/network.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { askAgain, askTime, readResent, readSound, readSync, readTime } from "./rtp-reading.ts";
import type { SinkSession } from "./sink-session.ts";
import type { SoundFaults } from "./sound-faults.ts";

const ASK_AGAIN_EVERY_MS = 200;
const MOST_ASKED_TIMES = 10;
const QUICK_TIME_MS = 300;
const QUICK_TIMES = 3;
const TIME_EVERY_MS = 3_000;

/** Where a sender listens. */
export interface RealtimeRemote {
  readonly address: string;
  readonly controlPort: number | null;
  /** Null: it is asked for no time. */
  readonly timingPort: number | null;
}

/** The three UDP ports of a session in real time: sound, its control, and the sender's time. */
export class RealtimePorts {
  readonly #runtime: Runtime;
  readonly #faults: SoundFaults;
  readonly #session: SinkSession;
  readonly #sockets: readonly [DatagramSocket, DatagramSocket, DatagramSocket];
  readonly #questions: { readonly packet: Uint8Array; readonly atMs: number }[] = [];
  #remote: RealtimeRemote | null = null;
  /** Held back by the fault `reorder`. */
  #held: Datagram | null = null;
  #askAgain: Timer | null = null;
  #askedTimes = 0;
  #askTime: Timer | null = null;
  #timesAsked = 0;
  #isClosed = false;

  /** On our address that the sender reached. Rejects with `refused`. */
  static async open(
    runtime: Runtime,
    host: string,
    faults: SoundFaults,
    session: SinkSession,
  ): Promise<RealtimePorts> {
    const options = { host, family: host.includes(":") ? 6 : 4 } as const;
    const { network } = runtime;
    const opened: DatagramSocket[] = [];
    try {
      for (let count = 0; count < 3; count++) opened.push(await network.openUdp(options));
    } catch (error) {
      for (const socket of opened) socket.close();
      throw error;
    }
    const [sound, control, timing] = opened as [DatagramSocket, DatagramSocket, DatagramSocket];
    return new RealtimePorts(runtime, faults, session, [sound, control, timing]);
  }

  private constructor(
    runtime: Runtime,
    faults: SoundFaults,
    session: SinkSession,
    sockets: RealtimePorts["sockets"],
  ) {
    this.#runtime = runtime;
    this.#faults = faults;
    this.#session = session;
    this.#sockets = sockets;
    const [sound, control, timing] = sockets;
    // Whatever a socket says, packets that do not come are counted.
    for (const socket of sockets) socket.onError(() => {});
    sound.onMessage((datagram) => this.#fromSender(datagram, () => this.#onSound(datagram)));
    control.onMessage((datagram) => this.#fromSender(datagram, () => this.#onControl(datagram)));
    timing.onMessage((datagram) => this.#fromSender(datagram, () => this.#onTime(datagram)));
  }

  get sockets(): readonly [DatagramSocket, DatagramSocket, DatagramSocket] {
    return this.#sockets;
  }

  get ports(): { readonly sound: number; readonly control: number; readonly timing: number } {
    const [sound, control, timing] = this.#sockets;
    return { sound: sound.port, control: control.port, timing: timing.port };
  }

  /** From now on the sender is asked for its time, and for what is lost. */
  start(remote: RealtimeRemote): void {
    this.#remote = remote;
    if (remote.timingPort !== null) this.#askForTime();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#askAgain?.cancel();
    this.#askTime?.cancel();
    for (const socket of this.#sockets) socket.close();
  }

  #fromSender({ address }: Datagram, work: () => void): void {
    if (this.#isClosed || this.#faults.vanished) return;
    if (this.#remote !== null && !sameHost(address, this.#remote.address)) return;
    work();
  }

  #onSound(datagram: Datagram): void {
    const { loss, reorder } = this.#faults;
    if (this.#happens(loss)) {
      this.#session.tally.counts.dropped += 1;
      return;
    }
    const held = this.#held;
    this.#held = null;
    if (held === null && this.#happens(reorder)) {
      this.#held = datagram;
      return;
    }
    this.#take(datagram);
    if (held) this.#take(held);
  }

  #take({ bytes }: Datagram): void {
    const packet = readSound(bytes);
    if (packet === null) {
      this.#session.tally.counts.malformed += 1;
      return;
    }
    this.#session.takeSound(packet, false);
    if ((this.#session.buffer?.missing.length ?? 0) > 0) this.#planAsking();
  }

  #onControl({ bytes }: Datagram): void {
    const sync = readSync(bytes);
    if (sync !== null) {
      this.#session.sync(sync);
      return;
    }
    const resent = readResent(bytes);
    if (resent !== null) this.#session.takeSound(resent, true);
    // An answer without a packet: what was asked for is not there any more.
    else if ((bytes[1] ?? 0) !== 0xd6) this.#session.tally.counts.malformed += 1;
  }

  #planAsking(): void {
    const { neverAsks, askAgainAfterMs } = this.#faults;
    if (this.#askAgain !== null || neverAsks || this.#remote?.controlPort == null) return;
    this.#askedTimes = 0;
    this.#askAgain = this.#runtime.clock.after(askAgainAfterMs, () => this.#ask());
  }

  #ask(): void {
    this.#askAgain = null;
    const { remote, control } = { remote: this.#remote, control: this.#sockets[1] };
    this.#session.buffer?.settle();
    const runs = this.#session.buffer?.missingRuns() ?? [];
    if (this.#isClosed || remote?.controlPort == null || runs.length === 0) return;
    if (this.#faults.vanished || this.#session.isOver) return;
    for (const { from, count } of runs) {
      this.#session.tally.counts.askedAgain += count;
      control.send(askAgain(from, count), remote.address, remote.controlPort);
    }
    this.#askedTimes += 1;
    if (this.#askedTimes >= MOST_ASKED_TIMES) return;
    this.#askAgain = this.#runtime.clock.after(ASK_AGAIN_EVERY_MS, () => this.#ask());
  }

  #askForTime(): void {
    const remote = this.#remote;
    if (this.#isClosed || remote?.timingPort == null) return;
    const { clock } = this.#runtime;
    if (!this.#faults.vanished && !this.#faults.asksNoTime) {
      const atMs = clock.wallMs();
      const packet = askTime(atMs);
      this.#questions.push({ packet, atMs });
      if (this.#questions.length > QUICK_TIMES) this.#questions.shift();
      this.#sockets[2].send(packet, remote.address, remote.timingPort);
    }
    this.#timesAsked += 1;
    const everyMs = this.#timesAsked < QUICK_TIMES ? QUICK_TIME_MS : TIME_EVERY_MS;
    this.#askTime = clock.after(everyMs, () => this.#askForTime());
  }

  #onTime({ bytes }: Datagram): void {
    for (const { packet, atMs } of this.#questions) {
      const answer = readTime(bytes, packet);
      if (answer === null) continue;
      const nowMs = this.#runtime.clock.wallMs();
      const offsetMs = (answer.receivedMs - atMs + (answer.sentMs - nowMs)) / 2;
      this.#session.clock?.sample("ntp", offsetMs, nowMs - atMs, null);
      return;
    }
  }

  #happens(share: number): boolean {
    if (share <= 0) return false;
    const [byte = 0, more = 0] = this.#runtime.random.bytes(2);
    return (byte * 256 + more) / 0x1_0000 < share;
  }
}

/** An address of IPv4 may come dressed as one of IPv6. */
function sameHost(one: string, other: string): boolean {
  const plain = (address: string) => address.replace(/^::ffff:/, "").split("%", 1)[0];
  return plain(one) === plain(other);
}
