import type { Random } from "../../runtime/random.ts";
import { randomU32 } from "../../runtime/random.ts";
import type { HttpHeader } from "../../wire/http.ts";

/** Who we are within one session: the address it is named by, and the headers of every request. */
export interface SessionIdentity {
  /** `rtsp://<our address>/<number>`, the target of SETUP, RECORD and TEARDOWN (AP-20). */
  readonly uri: string;
  readonly headers: readonly HttpHeader[];
}

const USER_AGENT = "AirPlay/550.10";

/** `pass`: what the receiver's buttons get in with; without one it is made up, and nobody listens. */
export function createSessionIdentity(
  random: Random,
  localAddress: string,
  pass?: { readonly dacpId: string; readonly activeRemote: number },
): SessionIdentity {
  const dacpId = pass?.dacpId ?? hex(random, 8);
  return {
    uri: `rtsp://${hostOf(localAddress)}/${randomU32(random)}`,
    headers: [
      ["DACP-ID", dacpId],
      ["Active-Remote", `${pass?.activeRemote ?? randomU32(random)}`],
      ["Client-Instance", dacpId],
      ["User-Agent", USER_AGENT],
    ],
  };
}

function hex(random: Random, length: number): string {
  return Buffer.from(random.bytes(length)).toString("hex").toUpperCase();
}

/** An IPv6 address goes into brackets, without its zone, which means nothing to the other side. */
function hostOf(address: string): string {
  const [plain = ""] = address.split("%");
  return plain.includes(":") ? `[${plain}]` : plain;
}
