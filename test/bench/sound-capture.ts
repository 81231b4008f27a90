import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** One packet of sound as the kernel saw it arrive. */
export interface Arrival {
  /** Milliseconds, of the capturing clock. */
  readonly ms: number;
  readonly port: number;
  /** Of its RTP header: 44,100 a second, 32 bits. */
  readonly rtpTime: number;
}

/** RTP of audio; sync packets, timing and requests are shorter. */
const LEAST_BYTES = 500;

/**
 * Packets of sound to any port of this machine, timed by the kernel: a receiver of ours would measure
 * its own event loop. Needs tcpdump.
 */
export class Capture {
  readonly arrivals: Arrival[] = [];
  readonly #child: ChildProcess;
  #pending: { readonly ms: number; readonly port: number } | null = null;

  static async start(): Promise<Capture> {
    // The first 42 bytes hold IPv4, UDP and the RTP header; -x prints them.
    const args = ["-i", "lo", "-n", "-tt", "-l", "-x", "-s", "64", "--immediate-mode"];
    const filter = `udp and greater ${LEAST_BYTES} and not port 5353`;
    const child = spawn("tcpdump", [...args, filter], { stdio: ["ignore", "pipe", "pipe"] });
    const capture = new Capture(child);
    if (child.stderr) {
      for await (const line of createInterface({ input: child.stderr }))
        if (line.startsWith("listening")) break;
    }
    return capture;
  }

  private constructor(child: ChildProcess) {
    this.#child = child;
    if (child.stdout) createInterface({ input: child.stdout }).on("line", (line) => this.#on(line));
  }

  async stop(): Promise<readonly Arrival[]> {
    const gone = once(this.#child, "close");
    this.#child.kill("SIGINT");
    await gone;
    return this.arrivals;
  }

  #on(line: string): void {
    const head = /^(\d+\.\d+) IP \S+ > \S+\.(\d+): /.exec(line);
    if (head) {
      this.#pending = { ms: Number(head[1]) * 1000, port: Number(head[2]) };
      return;
    }
    const row = /^\s+0x0020:\s+(.*)$/.exec(line);
    if (row === null || this.#pending === null) return;
    // IPv4 takes 20 bytes and UDP 8: RTP begins at 28, its time is at 32, which is where this row is.
    const rtpTime = Number.parseInt((row[1] ?? "").replaceAll(" ", "").slice(0, 8), 16);
    this.arrivals.push({ ...this.#pending, rtpTime });
    this.#pending = null;
  }
}

export interface Spacing {
  readonly packets: number;
  /** Milliseconds between one packet and the next, of one receiver. */
  readonly gaps: readonly number[];
  /** Packets of one receiver that followed each other within a millisecond. */
  readonly longestBurst: number;
}

const ONE_BURST_MS = 1;

/** Of the first packet of each moment: what is sent again does not count. */
export function spacingOf(arrivals: readonly Arrival[]): Spacing {
  const gaps: number[] = [];
  let longestBurst = 0;
  for (const port of new Set(arrivals.map((each) => each.port))) {
    const times = inOrder(arrivals.filter((each) => each.port === port)).map(({ ms }) => ms);
    let burst = 1;
    times.forEach((ms, at) => {
      const before = times[at - 1];
      if (before === undefined) return;
      gaps.push(ms - before);
      burst = ms - before < ONE_BURST_MS ? burst + 1 : 1;
      longestBurst = Math.max(longestBurst, burst);
    });
  }
  return { packets: arrivals.length, gaps, longestBurst };
}

/** Without those that were sent once more. */
export function inOrder(arrivals: readonly Arrival[]): readonly Arrival[] {
  const seen = new Set<number>();
  return arrivals.filter(({ rtpTime }) => {
    if (seen.has(rtpTime)) return false;
    seen.add(rtpTime);
    return true;
  });
}

/**
 * How far the sender's 44,100 frames a second are from this machine's, in milliseconds an hour: the
 * slope of a straight line through all arrivals.
 */
export function driftMsAnHour(arrivals: readonly Arrival[]): number {
  const packets = inOrder(arrivals);
  const [first] = packets;
  if (first === undefined || packets.length < 2) throw new Error("nothing was captured");
  const points = packets.map(({ ms, rtpTime }) => ({
    sound: (((rtpTime - first.rtpTime) >>> 0) / 44_100) * 1000,
    clock: ms - first.ms,
  }));
  const mean = (pick: (point: (typeof points)[number]) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [meanSound, meanClock] = [mean(({ sound }) => sound), mean(({ clock }) => clock)];
  let [covariance, variance] = [0, 0];
  for (const { sound, clock } of points) {
    covariance += (sound - meanSound) * (clock - meanClock);
    variance += (sound - meanSound) ** 2;
  }
  return (covariance / variance - 1) * 3_600_000;
}
