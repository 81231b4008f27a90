import { isRemoteError } from "../../shared/errors.ts";
import { md5Hex } from "../crypto/hash.ts";
import { HttpClient } from "../runtime/http-client.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type DmapItem, decodeDmap, dmapItems, dmapValue } from "../wire/dmap.ts";
import type { SeenRemote } from "./dmap-remotes.ts";

const ANSWER_TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;

/** `refused`: the code was not the one that it shows. `unreachable`: it did not answer as a remote. */
export type CallOutcome = "accepted" | "refused" | "unreachable";

/**
 * Calls a remote with the code that somebody typed, at each of its addresses until one answers.
 * `serviceName` is what Home Sharing calls this TV.
 */
export async function callRemote(
  runtime: Runtime,
  remote: SeenRemote,
  pin: string,
  serviceName: string,
): Promise<CallOutcome> {
  const code = pairingCode(remote.guid, pin);
  const path = `/pair?pairingcode=${code}&servicename=${serviceName}`;
  for (const place of remote.places) {
    const client = new HttpClient({ ...runtime, ...place });
    try {
      const reply = await client.request({
        method: "GET",
        path,
        timeoutMs: ANSWER_TIMEOUT_MS,
        maxBytes: MAX_ANSWER_BYTES,
      });
      if (reply.status !== 200) return "refused";
      return letsUsIn(decodeDmap(reply.body), remote.guid) ? "accepted" : "unreachable";
    } catch (error) {
      if (!isRemoteError(error)) throw error;
    } finally {
      client.close();
    }
  }
  return "unreachable";
}

/** MD5 of the GUID as announced, then each digit of the code with a zero byte behind it (PA-21). */
function pairingCode(guid: string, pin: string): string {
  const digits = [...pin].map((digit) => `${digit}\0`).join("");
  return md5Hex(guid + digits).toUpperCase();
}

/** The answer names the GUID again, as a number. */
function letsUsIn(answer: readonly DmapItem[], guid: string): boolean {
  if (dmapItems(answer, "cmpa") === undefined) return false;
  const said = dmapValue(answer, "cmpa", "cmpg");
  return (
    (typeof said === "bigint" || typeof said === "number") && BigInt(said) === BigInt(`0x${guid}`)
  );
}
