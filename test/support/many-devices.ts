import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { crowd, packetOf } from "./crowd.ts";
import type { FarHost } from "./far-host.ts";
import { python } from "./peers.ts";

/** When the answers left, in ms since 1970. */
export interface Sent {
  readonly first: number;
  readonly last: number;
}

/**
 * So many devices on another machine, which all answer the next question at once. Resolves once they
 * listen; `answered` when all of them have answered an asker.
 */
export async function startManyDevices(
  host: FarHost,
  count: number,
): Promise<{ readonly answered: Promise<Sent> }> {
  const responder = host.spawn(python(), [
    resolve("test/support/replay_responder.py"),
    host.address,
  ]);
  if (!responder.stdout) throw new Error("no output");
  const lines = createInterface({ input: responder.stdout });
  const packets = crowd(count).map((services) => Buffer.from(packetOf(services)).toString("hex"));
  responder.stdin?.write(`${packets.join("\n")}\n\n`);
  await once(lines, "line");
  const answered = once(lines, "line").then(([line]) => JSON.parse(String(line)) as Sent);
  return { answered };
}
