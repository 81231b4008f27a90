import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { recordsOf, response } from "./announce.ts";
import type { FarHost } from "./far-host.ts";
import { python } from "./peers.ts";
import { livingRoom } from "./sample-devices.ts";

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
  responder.stdin?.write(`${packets(count).join("\n")}\n\n`);
  await once(lines, "line");
  const answered = once(lines, "line").then(([line]) => JSON.parse(String(line)) as Sent);
  return { answered };
}

/** What each device would send: its three services, whole, in one packet. */
function packets(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const id = index.toString(16).padStart(4, "0").toUpperCase();
    const mac = `0200AA00${id}`;
    const records = livingRoom.flatMap((each) =>
      recordsOf({
        ...each,
        host: `tv-${id}.local`,
        addresses: [`10.78.${1 + (index >> 8)}.${index & 255}`],
        instance: each.type === "_raop._tcp" ? `${mac}@TV ${id}` : `TV ${id}`,
        txt: { ...each.txt, deviceid: mac, psi: `PSI-${id}`, rpMRtID: `PSI-${id}` },
      }),
    );
    return Buffer.from(response(records)).toString("hex");
  });
}
