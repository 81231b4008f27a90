import type { ElectronProgram } from "./electron-program.ts";
import { cpuSeconds } from "./process-tree.ts";
import type { BenchRow } from "./row.ts";
import { connected, onScene, type Presses, pairOnce, pause, type Scene } from "./scene.ts";
import { median, percentile } from "./statistics.ts";

const UPDATES = 200;
const UPDATE_SPACING_MS = 40;
const PICTURES = 15;
const FLOOD_PER_SECOND = 1000;
const FLOOD_MS = 60_000;
/** Before the first look at the heap: everything is compiled, and caches are as full as they get. */
const FLOOD_WARM_MS = 8000;
const PRESS_SPACING_MS = 100;
const QUIET_PRESSES = 100;
const MB = 1e6;
const WINDOW = "now-playing";
/** Exact figures of the heap, and a way to have it swept first. */
const MEMORY_ARGS = ["--js-flags=--expose-gc", "--enable-precise-memory-info"];

type Seen = readonly (readonly [string, number])[];

/** What plays in the real app, paired and connected over the network: how soon it shows, and a flood of it. */
export function benchWhatPlays(): Promise<BenchRow[]> {
  return onScene(async (scene) => {
    await pairOnce(scene);
    await scene.tv.ask("play");
    const app = scene.open("ours", MEMORY_ARGS);
    try {
      await connected(app);
      await app.ask("run", { code: `armchair.call("app.openWindow", ["${WINDOW}"])` });
      await app.ask("run", { window: WINDOW, code: shown });
      await app.ask("run", { window: WINDOW, code: observe });
      return [
        ...(await updateRows(scene, app)),
        ...(await pictureRows(scene, app)),
        ...(await floodRows(scene, app)),
      ];
    } finally {
      await app.stop();
    }
  });
}

const shown = `new Promise((resolve) => {
  const look = () => document.querySelector("h1.title bdi") ? resolve(true) : requestAnimationFrame(look);
  look();
})`;

/** Notes each title as it comes into the document, and each picture once it is decoded and drawn. */
const observe = `(() => {
  window.titles = [];
  window.pictures = [];
  let [title, picture] = ["", ""];
  const look = () => {
    const now = performance.now();
    const text = document.querySelector("h1.title bdi")?.textContent ?? "";
    if (text !== title) titles.push([title = text, now]);
    const image = [...document.querySelectorAll(".backdrop img")].at(-1);
    if (!image || image.src === picture) return;
    picture = image.src;
    image.decode().then(() => requestAnimationFrame(() => pictures.push([text, performance.now()])), () => {});
  };
  window.observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
})()`;

async function updateRows({ tv }: Scene, app: ElectronProgram): Promise<BenchRow[]> {
  const change = async (name: string, count: number) => {
    const told = new Map<string, number>();
    for (let at = 0; at < count; at++) {
      const title = `${name} ${at}`;
      told.set(title, msOf(await tv.ask<string>("title", title)));
      await pause(UPDATE_SPACING_MS);
    }
    return told;
  };
  await change("Warm", 60);
  const told = await change("Measured", UPDATES);
  const { times, uncertainMs } = await seen(app, "titles");
  const latencies = latenciesOf(told, times);
  const row = (name: string, share: number, mostMs: number): BenchRow => ({
    id: `update-${name}`,
    what: `update to pixels: state message at the TV to the title in the now-playing window's document, ${name} (± ${uncertainMs.toFixed(2)} ms)`,
    unit: "ms",
    value: percentile(latencies, share),
    beside: {},
    target: `≤ ${mostMs} ms`,
    met: percentile(latencies, share) <= mostMs,
  });
  return [row("p50", 0.5, 8), row("p99", 0.99, 16)];
}

async function pictureRows({ tv }: Scene, app: ElectronProgram): Promise<BenchRow[]> {
  const told = new Map<string, number>();
  for (let at = 0; at < PICTURES; at++) {
    const id = `Picture ${at}`;
    const startMs = msOf(await tv.ask<string>("big-picture", id));
    await app.ask("run", {
      window: WINDOW,
      code: `new Promise((resolve, reject) => {
        const end = performance.now() + 10_000;
        const look = () => pictures.some(([title]) => title === "${id}") ? resolve(true)
          : performance.now() > end ? reject(new Error("no picture")) : setTimeout(look, 20);
        look();
      })`,
    });
    // The first ones find nothing compiled.
    if (at >= 3) told.set(id, startMs);
  }
  const { times } = await seen(app, "pictures");
  const value = median(latenciesOf(told, times));
  return [
    {
      id: "artwork-1mb",
      what: "artwork of 1 MB: another item at the TV to its picture decoded and drawn, median",
      unit: "ms",
      value,
      beside: {},
      target: "≤ 250 ms",
      met: value <= 250,
    },
  ];
}

async function floodRows(scene: Scene, app: ElectronProgram): Promise<BenchRow[]> {
  const { tv } = scene;
  // Or its own notes would be what grows.
  await app.ask("run", {
    window: WINDOW,
    code: "observer.disconnect(); titles = []; pictures = []; 0",
  });
  const quiet = await pressLatencies(scene, app, QUIET_PRESSES);
  await tv.ask("play");
  await tv.ask("flood", FLOOD_PER_SECOND);
  await pause(FLOOD_WARM_MS);
  const before = await heap(app);
  const startCpu = cpuSeconds(app.pid);
  const startMs = performance.now();
  const inFlood = await pressLatencies(scene, app, FLOOD_MS / (PRESS_SPACING_MS + 2));
  const cpu = (cpuSeconds(app.pid) - startCpu) / ((performance.now() - startMs) / 1000);
  const after = await heap(app);
  const last = await tv.ask<string>("end-flood");
  await app.ask("run", { window: WINDOW, code: untilTitle(last) });
  return [
    pressRow("p50", 0.5, 2, inFlood, quiet),
    pressRow("p99", 0.99, 8, inFlood, quiet),
    heapRow("main", "main process", after.main - before.main),
    heapRow("pages", "pages", after.pages - before.pages),
    {
      id: "flood-cpu",
      what: `${FLOOD_PER_SECOND} updates a second for ${FLOOD_MS / 1000} s, two windows open: processor time of all processes`,
      unit: "%",
      value: cpu * 100,
      beside: {},
      target: "–",
      met: null,
    },
  ];
}

/** The last of a flood is what stays on the screen. */
const untilTitle = (title: string) => `new Promise((resolve, reject) => {
  const end = performance.now() + 5000;
  const look = () => document.querySelector("h1.title bdi")?.textContent === ${JSON.stringify(title)} ? resolve(true)
    : performance.now() > end ? reject(new Error("the last title is not shown")) : setTimeout(look, 20);
  look();
})`;

const heap = (app: ElectronProgram) => app.ask<{ main: number; pages: number }>("heap");

function pressRow(
  name: string,
  share: number,
  mostMs: number,
  inFlood: readonly number[],
  quiet: readonly number[],
): BenchRow {
  const value = percentile(inFlood, share);
  return {
    id: `flood-press-${name}`,
    what: `${FLOOD_PER_SECOND} updates a second for ${FLOOD_MS / 1000} s: key event in the page to the press understood by the TV, ${name}`,
    unit: "ms",
    value,
    beside: { "without the flood": percentile(quiet, share) },
    target: `≤ ${mostMs} ms`,
    met: value <= mostMs,
  };
}

function heapRow(id: string, where: string, bytes: number): BenchRow {
  return {
    id: `flood-heap-${id}`,
    what: `${FLOOD_PER_SECOND} updates a second for ${FLOOD_MS / 1000} s: growth of the heap after collection, ${where}`,
    unit: "MB",
    value: bytes / MB,
    beside: {},
    target: "≤ 1 MB",
    met: bytes <= MB,
  };
}

interface Input {
  readonly what: string;
  readonly ns: string;
}

/** Milliseconds for each press; every one has to arrive, in order and once. */
async function pressLatencies(
  { tv }: Scene,
  app: ElectronProgram,
  count: number,
): Promise<readonly number[]> {
  await tv.ask("inputs");
  const { atMs } = await app.ask<Presses>("presses", {
    key: "Right",
    count: Math.floor(count),
    spacingMs: PRESS_SPACING_MS,
  });
  await pause(500);
  const inputs = await tv.ask<Input[]>("inputs");
  const arrived = inputs.filter(({ what }) => what === "right").map(({ ns }) => msOf(ns));
  if (arrived.length !== atMs.length) {
    throw new Error(`${arrived.length} of ${atMs.length} presses arrived`);
  }
  return arrived.map((ms, index) => ms - (atMs[index] ?? Number.NaN));
}

/** When each came into that page, on the machine's clock. */
async function seen(app: ElectronProgram, list: "titles" | "pictures") {
  const { offsetMs, uncertainMs } = await app.ask<{ offsetMs: number; uncertainMs: number }>(
    "offset",
    { window: WINDOW },
  );
  const all = await app.ask<Seen>("run", { window: WINDOW, code: list });
  return { uncertainMs, times: new Map(all.map(([name, ms]) => [name, ms + offsetMs])) };
}

/** Of two that came at once the page may show only the later one: then that is when both were shown. */
function latenciesOf(
  told: ReadonlyMap<string, number>,
  times: ReadonlyMap<string, number>,
): readonly number[] {
  const names = [...told.keys()];
  return [...told.values()].map((startMs, at) => {
    const shownAs = names.slice(at).find((name) => times.has(name));
    const ms = shownAs === undefined ? undefined : times.get(shownAs);
    if (ms === undefined) throw new Error(`${names[at]} was never shown`);
    return ms - startMs;
  });
}

const msOf = (ns: string) => Number(BigInt(ns)) / 1e6;
