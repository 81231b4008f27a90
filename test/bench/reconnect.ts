import type { BenchRow } from "./row.ts";
import { onStage, PIN, type Stage } from "./stage.ts";

const ROUNDS = 5;
/** What the TV calls a tap of the button that `home` presses. */
const PRESSED = "home";
const LIMIT_MS = 500;

interface Input {
  readonly what: string;
  readonly ns: string;
}

/**
 * The TV resets the connection while somebody presses a key: how long until that press arrives, which
 * takes a new connection. Clients of their own each time, for a link that keeps dying earns a pause.
 */
export async function benchReconnect(): Promise<BenchRow[]> {
  const waits: number[] = [];
  let missing = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const waitMs = await onStage(cutAndPress);
    if (waitMs === undefined) missing += 1;
    else waits.push(waitMs);
  }
  const slowest = Math.max(...waits);
  return [
    {
      id: "reconnect",
      what: `reconnect: from the cut to the press that met the dead link, longest of ${ROUNDS}`,
      unit: "ms",
      value: slowest,
      beside: {},
      target: `≤ ${LIMIT_MS} ms`,
      met: slowest <= LIMIT_MS,
    },
    {
      id: "reconnect-missing",
      what: "reconnect: presses that did not arrive, or more than once",
      unit: "presses",
      value: missing,
      beside: {},
      target: "0",
      met: missing === 0,
    },
  ];
}

/** Milliseconds, or undefined when the press did not arrive exactly once. */
async function cutAndPress({ tv, ours }: Stage): Promise<number | undefined> {
  await ours.ask("pair", PIN);
  await ours.ask("connect");
  await ours.ask("settle");
  await tv.ask("inputs");
  const [cutNs] = await Promise.all([tv.ask<string>("cut"), ours.ask("home")]);
  const inputs = await tv.ask<Input[]>("inputs");
  const [press, ...more] = inputs.filter(({ what }) => what === PRESSED);
  if (press === undefined || more.length > 0) return undefined;
  return Number(BigInt(press.ns) - BigInt(cutNs)) / 1e6;
}
