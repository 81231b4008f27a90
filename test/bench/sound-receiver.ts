import { resolve } from "node:path";
import { Shairport, ShairportWorld } from "../support/shairport.ts";
import { Program } from "./lines.ts";

/** What shairport-sync says of a session when it is over. */
export interface Heard {
  /** Packets that it had not got when their time came. */
  readonly missing: number;
}

/** Debian's shairport-sync on this machine, once for each port. `lost`: the share that each loses by itself. */
export class Receivers {
  readonly ports: readonly number[];
  readonly #world: ShairportWorld;
  readonly #all: readonly Shairport[];

  static async start(ports: readonly number[], lost = 0): Promise<Receivers> {
    const world = await ShairportWorld.start();
    const config =
      lost > 0 ? `diagnostics = { drop_this_fraction_of_audio_packets = ${lost}; };` : "";
    const all = await Promise.all(
      ports.map((port) => Shairport.start(world, { name: `Bench ${port}`, port, config })),
    );
    return new Receivers(world, all);
  }

  private constructor(world: ShairportWorld, all: readonly Shairport[]) {
    this.#world = world;
    this.#all = all;
    this.ports = all.map(({ port }) => port);
  }

  /** By the last row of each one's statistics. */
  heard(): readonly Heard[] {
    return this.#all.map(({ log }) => {
      const rows = log.map(statistics).filter((row) => row !== null);
      return rows.at(-1) ?? { missing: Number.NaN };
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((one) => one.stop()));
    await this.#world.stop();
  }
}

/** A row such as `1003, 39, 0, 0, 169, 145, …`: all packets, the missing, the late, the too late, … */
function statistics(line: string): Heard | null {
  const row = /player\.c:\d+"((?:\s*[\d.*-]+,){7}.*)$/.exec(line)?.[1];
  const missing = Number(row?.split(",")[1]?.replaceAll("*", "").trim());
  return Number.isInteger(missing) ? { missing } : null;
}

/** Our virtual speaker, in a process of its own. */
export class OurSpeaker {
  readonly ports: readonly number[];
  readonly #program: Program;

  static async start(): Promise<OurSpeaker> {
    const program = new Program(process.execPath, [
      resolve("out/bench/tv.cjs"),
      "--model=airport-express",
    ]);
    return new OurSpeaker(program, await program.ask<number>("raop-port"));
  }

  private constructor(program: Program, port: number) {
    this.#program = program;
    this.ports = [port];
  }

  /** It does not say. */
  heard(): readonly Heard[] {
    return [];
  }

  stop(): Promise<void> {
    return this.#program.stop();
  }
}
