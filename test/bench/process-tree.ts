import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks of /proc in a second; the same on every Linux that people run. */
const TICKS_A_SECOND = 100;

/** A process and all its descendants, from /proc. Those that end meanwhile are left out. */
export function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = statOf(Number(name))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const tree = [root];
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  }
  return tree;
}

/** Memory of the whole tree in MiB: what is shared is counted once (proportional set size). */
export function memoryMiB(root: number): number {
  const kib = processTree(root).map((pid) => {
    const rollup = read(`/proc/${pid}/smaps_rollup`);
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  });
  return kib.reduce((sum, each) => sum + each, 0) / 1024;
}

/** Seconds of processor time that the whole tree has used. */
export function cpuSeconds(root: number): number {
  const ticks = processTree(root).map((pid) => {
    const stat = statOf(pid);
    return Number(stat?.[11] ?? 0) + Number(stat?.[12] ?? 0);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_A_SECOND;
}

/** The fields of /proc/<pid>/stat after the name, which may hold spaces; the state is the first. */
function statOf(pid: number): string[] | undefined {
  const text = read(`/proc/${pid}/stat`);
  return text === "" ? undefined : text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // it ended
  }
}
