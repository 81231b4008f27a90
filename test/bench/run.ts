import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { python } from "../support/peers.ts";
import { appRuntime } from "./app-runtime.ts";
import type { BenchRow } from "./row.ts";

/**
 * Runs the benchmarks named on the command line, one after another, prints one table and writes
 * bench/results.json. A benchmark that fails is told and makes the run fail; the others still run.
 */
async function main(names: readonly string[]): Promise<void> {
  const rows: BenchRow[] = [];
  for (const name of names) {
    process.stderr.write(`${name} …\n`);
    try {
      rows.push(...(await runModule(name)));
    } catch (error) {
      process.stderr.write(`${name} failed: ${error instanceof Error ? error.stack : error}\n`);
      process.exitCode = 1;
    }
  }
  const results = { ...surroundings(), rows };
  const { name, node } = results.runtime;
  console.log(
    `Our side in ${name}, Node ${node}; load ${results.load?.toFixed(1)}; pyatv's in CPython.`,
  );
  for (const line of table(rows)) console.log(line);
  mkdirSync("bench", { recursive: true });
  writeFileSync("bench/results.json", `${JSON.stringify(results, null, 2)}\n`);
  process.exit();
}

type Bench = () => Promise<BenchRow[]>;

/** Every exported function of the module whose name begins with `bench`. */
async function runModule(name: string): Promise<BenchRow[]> {
  const load = createRequire(resolve("out/bench/run.cjs"));
  const module = load(resolve(join("out/bench", `${name}.cjs`))) as Record<string, unknown>;
  const rows: BenchRow[] = [];
  for (const [exported, value] of Object.entries(module)) {
    if (exported.startsWith("bench") && typeof value === "function")
      rows.push(...(await (value as Bench)()));
  }
  return rows;
}

function surroundings() {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const script =
    "import pyatv.const, platform; print(pyatv.const.__version__, platform.python_version())";
  const [pyatv = "", pythonVersion = ""] = spawnSync(python(), ["-c", script], { encoding: "utf8" })
    .stdout.trim()
    .split(" ");
  return {
    date: new Date().toISOString(),
    machine: {
      processor: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      memoryMiB: Math.round(totalmem() / 2 ** 20),
      system: `${process.platform} ${release()}`,
    },
    load: loadavg()[0],
    runtime: ours(),
    versions: { armchair: version, node: process.versions.node, pyatv, python: pythonVersion },
  };
}

/** What our side ran in: `press`, `connect`, `pair`, `codec` and `reconnect` use the app's runtime. */
function ours() {
  const { name, executable, env } = appRuntime();
  const print = "const { node, v8, electron } = process.versions; console.log(node, v8, electron)";
  const { stdout } = spawnSync(executable, ["-e", print], { encoding: "utf8", env });
  const [node = "", v8 = "", version = ""] = stdout.trim().split(" ");
  return { name, node, v8, ...(name === "electron" ? { electron: version } : {}) };
}

function table(rows: readonly BenchRow[]): string[] {
  const cells = [
    ["what", "ours", "beside", "target", "met"],
    ...rows.map((row) => [
      row.what,
      quantity(row.value, row.unit),
      Object.entries(row.beside)
        .map(([name, value]) => `${name} ${quantity(value, row.unit)}`)
        .join(", "),
      row.target,
      row.met === null ? "–" : row.met ? "yes" : "NO",
    ]),
  ];
  const widths = cells[0]?.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths?.[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Three figures are all that such a measurement is good for. */
function quantity(value: number, unit: string): string {
  const shown = value >= 1000 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
  return `${shown} ${unit}`;
}

main(process.argv.slice(2));
