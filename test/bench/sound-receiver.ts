import { Shairport, ShairportWorld } from "../support/shairport.ts";

/** What shairport-sync says of a session when it is over. */
export interface Heard {
  readonly missing: number;
  /** Requests for packets that it had lost. */
  readonly asked: number;
}

/** Debian's shairport-sync on this machine, once for each port. `lost`: the share that each loses by itself. */
export class Receivers {
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
  }

  /** By the last row of each one's statistics. */
  heard(): readonly Heard[] {
    return this.#all.map(({ log }) => {
      const rows = log.map(statistics).filter((row) => row !== null);
      return rows.at(-1) ?? { missing: Number.NaN, asked: Number.NaN };
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((one) => one.stop()));
    await this.#world.stop();
  }
}

/**
 * A row such as `1003, 39, 0, 0, 169, 145, …`: all packets, the missing, the late, the too late, and how
 * often it asked again.
 */
function statistics(line: string): Heard | null {
  const row = /player\.c:\d+"((?:\s*[\d.*-]+,){7}.*)$/.exec(line)?.[1];
  if (row === undefined) return null;
  const [, missing = Number.NaN, , , asked = Number.NaN] = row
    .split(",")
    .map((cell) => Number(cell.replaceAll("*", "").trim()));
  return Number.isInteger(missing) && Number.isInteger(asked) ? { missing, asked } : null;
}
