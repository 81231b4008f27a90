import { RemoteError } from "../../../shared/errors.ts";
import type { Identity } from "../../../shared/model/settings.ts";
import type { Random } from "../../runtime/random.ts";
import { randomU32 } from "../../runtime/random.ts";
import { utf8 } from "../../wire/bytes.ts";
import { type OpackDict, OpackFloat, opackBigInt, opackNumber } from "../../wire/opack.ts";
import type { CompanionConnection } from "./connection.ts";
import { contentOf } from "./messages.ts";

const SERVICE_TYPE = "com.apple.tvremoteservices";
const TVRC_VERSION = "1.2";
/** The model a TV expects to be controlled by; it decides nothing that anybody has seen. */
const CONTROLLER_MODEL = "iPhone14,3";
const SOFTWARE_VERSION = "170.18";
/** Both sides of the square that touch points live in (CO-14). */
export const TOUCH_SIZE = 1000;

export interface Introduction {
  readonly identity: Identity;
  readonly controllerName: string;
  /** The pairing identifier of our credentials: another one is let in and then refused (C18). */
  readonly pairingId: string;
}

/** CO-05. Must be the first message, or the device pushes no status; so must `_i` not be null. */
export async function sendSystemInfo(
  connection: CompanionConnection,
  { identity, controllerName, pairingId }: Introduction,
  options: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<void> {
  const content = {
    _bf: 0,
    _cf: 512,
    _clFl: 128,
    _i: identity.rpId,
    _idsID: utf8(pairingId),
    _pubID: identity.deviceId,
    _sf: 256,
    _sv: SOFTWARE_VERSION,
    model: CONTROLLER_MODEL,
    name: controllerName,
  };
  await connection.request("_systemInfo", content, options);
}

/** CO-06. The whole session id: the device's half above ours, 64 bits (E77). */
export async function startSession(
  connection: CompanionConnection,
  random: Random,
  signal: AbortSignal,
): Promise<bigint> {
  const local = randomU32(random);
  const content = { _srvT: SERVICE_TYPE, _sid: local };
  const answer = await connection.request("_sessionStart", content, { signal });
  const remote = opackBigInt(contentOf(answer)?.get("_sid"));
  if (remote === undefined) throw new RemoteError("malformed", "a session without a number");
  return BigInt.asUintN(64, (remote << 32n) | BigInt(local));
}

export function stopSession(
  connection: CompanionConnection,
  sessionId: bigint,
  timeoutMs: number,
): Promise<OpackDict> {
  const content = { _srvT: SERVICE_TYPE, _sid: sessionId };
  return connection.request("_sessionStop", content, { timeoutMs });
}

/**
 * CO-07: registers with the device's remote-control service. Since tvOS 26.4 several requests stay
 * without any answer until this was sent (E71); older systems refuse it, which is no harm.
 */
export async function startTvRemote(connection: CompanionConnection): Promise<void> {
  await connection.request("TVRCSessionStart", { ProtocolVersionKey: TVRC_VERSION });
}

/** CO-14. The number that `_touchStop` wants back. */
export async function startTouch(connection: CompanionConnection): Promise<number> {
  const size = new OpackFloat(TOUCH_SIZE);
  const answer = await connection.request("_touchStart", { _height: size, _tFl: 0, _width: size });
  return opackNumber(contentOf(answer)?.get("_i")) ?? 1;
}

/** CO-09: events that the device shall push, and shall push no more. Never answered. */
export function registerEvents(connection: CompanionConnection, events: readonly string[]): void {
  connection.event("_interest", { _regEvents: events });
}

export function deregisterEvents(connection: CompanionConnection, events: readonly string[]): void {
  connection.event("_interest", { _deregEvents: events });
}
