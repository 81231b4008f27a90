import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** One packet of sound as the kernel saw it arrive. */
export interface Arrival {
  /** Milliseconds, of the capturing clock. */
  readonly ms: number;
  readonly port: number;
  /** Of its RTP header: 44,100 a second, 32 bits. */
  readonly rtpTime: number;
}

/** What went between a sender and its receivers. */
export interface Captured {
  /** In the order of sending, without what was sent again. */
  readonly arrivals: readonly Arrival[];
  /** Packets that receivers asked for, one number for each time they asked. */
  readonly asked: readonly number[];
  /** Packets that were sent because somebody asked. */
  readonly again: number;
}

/** RTP of audio; sync packets and timing are shorter. */
const LEAST_BYTES = 500;
/** Kinds of RTP, without the marker bit: who asks again, and what is sent again. */
const REQUEST = 0x55;
const ANSWER = 0x56;

const HANDED_OVER_MS = 1500;

/**
 * Packets of sound to any port of this machine, timed by the kernel: a receiver of ours would measure
 * its own event loop. They are kept in a file and read afterwards, because whoever is woken for each
 * packet takes time from the one who sends it. Needs tcpdump.
 */
export class Capture {
  readonly #child: ChildProcess;
  readonly #file: string;

  static async start(): Promise<Capture> {
    const file = join(mkdtempSync(join(tmpdir(), "armchair-capture-")), "sound.pcap");
    // The first 42 bytes hold IPv4, UDP and the RTP header.
    const args = ["-i", "lo", "-n", "-s", "64", "-Z", "root", "-w", file];
    const isRequest = `(udp[8] & 0xc0 == 0x80 and udp[9] & 0x7f == ${REQUEST})`;
    const filter = `udp and not port 5353 and (greater ${LEAST_BYTES} or ${isRequest})`;
    const child = spawn("tcpdump", [...args, filter], { stdio: ["ignore", "ignore", "pipe"] });
    const capture = new Capture(child, file);
    if (child.stderr) {
      for await (const line of createInterface({ input: child.stderr }))
        if (line.includes("listening")) break;
    }
    return capture;
  }

  private constructor(child: ChildProcess, file: string) {
    this.#child = child;
    this.#file = file;
  }

  async stop(): Promise<Captured> {
    // It hands over what came once a second, and nothing at its end.
    await new Promise((handed) => setTimeout(handed, HANDED_OVER_MS));
    const gone = once(this.#child, "close");
    this.#child.kill("SIGINT");
    await gone;
    const { stdout } = spawnSync("tcpdump", ["-r", this.#file, "-n", "-tt", "-x"], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    rmSync(dirname(this.#file), { recursive: true, force: true });
    return read(stdout);
  }
}

/** What tcpdump prints of what it kept: a row with time and ports, then rows of 16 bytes. */
function read(text: string): Captured {
  const arrivals: Arrival[] = [];
  const asked: number[] = [];
  let again = 0;
  for (const packet of text.split(/\n(?=\d)/)) {
    const head = /^(\d+\.\d+) IP \S+ > \S+\.(\d+): /.exec(packet);
    if (head === null) continue;
    const rows = packet.matchAll(/^\s+0x\w+:\s+(.*)$/gm);
    const bytes = Buffer.from(
      Array.from(rows, ([, row = ""]) => row.replaceAll(" ", "")).join(""),
      "hex",
    );
    // IPv4 takes 20 bytes and UDP 8.
    const rtp = bytes.subarray(28);
    const kind = (rtp[1] ?? 0) & 0x7f;
    if (kind === REQUEST) asked.push(rtp.readUInt16BE(6));
    else if (kind === ANSWER) again += 1;
    else
      arrivals.push({
        ms: Number(head[1]) * 1000,
        port: Number(head[2]),
        rtpTime: rtp.readUInt32BE(4),
      });
  }
  return { arrivals, asked, again };
}

export interface Spacing {
  readonly packets: number;
  /** Milliseconds between one packet and the next, of one receiver. */
  readonly gaps: readonly number[];
  /** Packets of one receiver that followed each other within a millisecond. */
  readonly longestBurst: number;
}

const ONE_BURST_MS = 1;

export function spacingOf(arrivals: readonly Arrival[]): Spacing {
  const gaps: number[] = [];
  let longestBurst = 0;
  for (const port of new Set(arrivals.map((each) => each.port))) {
    const times = arrivals.filter((each) => each.port === port).map(({ ms }) => ms);
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

/**
 * How far the sender's 44,100 frames a second are from this machine's, in milliseconds an hour: the
 * slope of a straight line through all arrivals.
 */
export function driftMsAnHour(arrivals: readonly Arrival[]): number {
  const [first] = arrivals;
  if (first === undefined || arrivals.length < 2) throw new Error("nothing was captured");
  const points = arrivals.map(({ ms, rtpTime }) => ({
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
