import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import send from "send";
import { sampleMp4 } from "../support/films.ts";
import { python } from "../support/peers.ts";
import { appRuntime } from "./app-runtime.ts";
import { Program } from "./lines.ts";
import type { BenchRow } from "./row.ts";
import { PIN } from "./stage.ts";
import { median } from "./statistics.ts";

const PLAYS = 10;
/** Not counted: all programs compile as they run. */
const WARM_UP = 3;

interface Way {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly pairs: boolean;
  /** pyatv has this way too. */
  readonly pyatvPlays: boolean;
}

const ways: readonly Way[] = [
  { id: "v1", name: "AirPlay 1", model: "apple-tv-3", pairs: false, pyatvPlays: true },
  { id: "v2", name: "AirPlay 2", model: "apple-tv-hd-tvos14", pairs: true, pyatvPlays: true },
  { id: "queue", name: "queue", model: "apple-tv-4k-tvos26", pairs: true, pyatvPlays: false },
];

/** From the call to the first request of the TV for the film, each way of playing on a TV that takes it. */
export async function benchPlay(): Promise<BenchRow[]> {
  const film = await FilmServer.start();
  try {
    const rows: BenchRow[] = [];
    for (const way of ways) rows.push(await measure(way, film));
    return rows;
  } finally {
    await film.stop();
  }
}

async function measure(way: Way, film: FilmServer): Promise<BenchRow> {
  const { executable, env } = appRuntime();
  const program = (name: string) => resolve(`out/bench/${name}.cjs`);
  const tv = new Program(process.execPath, [program("tv"), `--model=${way.model}`]);
  const ours = new Program(executable, [program("play-client")], env);
  const pyatv = way.pyatvPlays
    ? new Program(python(), [resolve("test/bench/pyatv_client.py")])
    : null;
  try {
    await ours.ask("target", await tv.ask("seen"));
    await pyatv?.ask("airplay-target", await tv.ask("services"));
    const clients = pyatv === null ? [ours] : [ours, pyatv];
    for (const client of clients) {
      if (way.pairs) await client.ask(client === pyatv ? "pair-airplay" : "pair", PIN);
      await client.ask("connect");
    }
    const times = new Map<Program, number[]>(clients.map((client) => [client, []]));
    for (let play = 0; play < WARM_UP + PLAYS; play++) {
      for (const client of clients) {
        const ms = await playOnce(client, tv, film);
        if (play >= WARM_UP) times.get(client)?.push(ms);
      }
    }
    return row(way, times.get(ours) ?? [], pyatv && (times.get(pyatv) ?? []));
  } finally {
    await Promise.all([ours.stop(), pyatv?.stop()]);
    await tv.stop();
  }
}

async function playOnce(client: Program, tv: Program, film: FilmServer): Promise<number> {
  const asked = film.nextRequest();
  const calledNs = await client.ask<string>("play", film.url);
  const ms = Number((await asked) - BigInt(calledNs)) / 1e6;
  await client.ask("stop");
  await tv.ask("stop");
  return ms;
}

function row(way: Way, mine: readonly number[], theirs: readonly number[] | null): BenchRow {
  const value = median(mine);
  const beside = theirs === null ? null : median(theirs);
  return {
    id: `play-${way.id}`,
    what: `play (${way.name}): from the call to the TV's first request for the film, median`,
    unit: "ms",
    value,
    beside: beside === null ? {} : { pyatv: beside },
    target: "–",
    met: null,
  };
}

/** Serves a short film on loopback, and notes when somebody asks for it. */
class FilmServer {
  readonly url: string;
  readonly #folder: string;
  readonly #server: ReturnType<typeof createServer>;
  #tell: (ns: bigint) => void = () => {};

  static async start(): Promise<FilmServer> {
    const folder = mkdtempSync(join(tmpdir(), "armchair-bench-"));
    writeFileSync(join(folder, "film.mp4"), sampleMp4({ seconds: 600 }));
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new FilmServer(folder, server);
  }

  private constructor(folder: string, server: ReturnType<typeof createServer>) {
    this.#folder = folder;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/film.mp4`;
    server.on("request", (request, response) => {
      this.#tell(process.hrtime.bigint());
      send(request, request.url ?? "/", { root: folder }).pipe(response);
    });
  }

  /** When it comes, of the machine's monotonic clock in nanoseconds. */
  nextRequest(): Promise<bigint> {
    return new Promise((tell) => {
      this.#tell = tell;
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
    rmSync(this.#folder, { recursive: true });
  }
}
