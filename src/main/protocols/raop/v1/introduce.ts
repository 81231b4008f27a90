import { isRemoteError, RemoteError } from "../../../../shared/errors.ts";
import { decodeBplist, type PlistDict, plistDict } from "../../../wire/bplist.ts";
import { type HttpResponse, headerOf } from "../../../wire/http.ts";
import { decodeXmlPlist } from "../../../wire/xml-plist.ts";
import type { OpenContext } from "../../plugin.ts";
import { authenticate } from "../../rtsp/authenticate.ts";
import { needsPassword, throwIfRefused } from "../../rtsp/status.ts";
import type { AnnouncedSound } from "../announced-sound.ts";
import { plainSoundAccess } from "../receiver.ts";
import type { SoundReceiver } from "../way.ts";
import { answersChallenge, formatChallenge } from "./apple-challenge.ts";
import type { RaopSession } from "./raop-session.ts";

/** Receivers that do not know `/info` may not answer it either. */
const INFO_TIMEOUT_MS = 2000;
const UNAUTHORIZED = 401;
/** Unencrypted, and a public key of Curve25519 that any number is. */
const NO_ENCRYPTION = 0x01;

/**
 * Everything before a sound is announced (RA-03): what the receiver says of itself, whether it is one,
 * and who we are. Resolves with its `/info`, which is empty where it has none (RB-12).
 */
export async function introduce(
  session: RaopSession,
  receiver: SoundReceiver,
  announced: AnnouncedSound,
  context: OpenContext,
): Promise<PlistDict> {
  const { runtime, signal, controllerName } = context;
  const about = await readInfo(session, receiver, signal);
  await challenge(session, receiver, context);
  if (announced.wantsAuthSetup) await setUpAuthentication(session, context);
  await authenticate(session.control, plainSoundAccess(receiver), {
    random: runtime.random,
    controllerName,
    signal,
  });
  return about;
}

async function readInfo(
  session: RaopSession,
  receiver: SoundReceiver,
  signal: AbortSignal,
): Promise<PlistDict> {
  const request = { method: "GET", target: "/info", timeoutMs: INFO_TIMEOUT_MS, signal } as const;
  try {
    const response = await session.request({ ...request, mayLackNumber: true });
    throwIfLocked(response, receiver);
    if (response.status !== 200) return new Map();
    return plistDict(decodePlist(response.body)) ?? new Map();
  } catch (error) {
    if (isRemoteError(error, "timeout", "malformed") && !signal.aborted) return new Map();
    throw error;
  }
}

function decodePlist(body: Uint8Array) {
  const isBinary = new TextDecoder().decode(body.subarray(0, 6)) === "bplist";
  return isBinary ? decodeBplist(body) : decodeXmlPlist(body);
}

/** A wrong answer is only told: the key behind it is known to everybody, and proves nothing. */
async function challenge(
  session: RaopSession,
  receiver: SoundReceiver,
  { runtime, signal }: OpenContext,
): Promise<void> {
  const question = runtime.random.bytes(16);
  const response = await session.request({
    method: "OPTIONS",
    target: "*",
    headers: [["Apple-Challenge", formatChallenge(question)]],
    signal,
    mayLackNumber: true,
  });
  throwIfLocked(response, receiver);
  const answer = headerOf(response, "Apple-Response");
  if (answer === undefined) return;
  const isRight = answersChallenge(question, answer);
  runtime.log[isRight ? "debug" : "warn"]("raop: the receiver answered our challenge", { isRight });
}

async function setUpAuthentication(
  session: RaopSession,
  { runtime, signal }: OpenContext,
): Promise<void> {
  throwIfRefused(
    await session.http({
      method: "POST",
      target: "/auth-setup",
      headers: [["Content-Type", "application/octet-stream"]],
      body: Uint8Array.of(NO_ENCRYPTION, ...runtime.random.bytes(32)),
      signal,
    }),
  );
}

/** RA-05: wanted and not there, or a wrong one. */
function throwIfLocked({ status }: HttpResponse, { credentials }: SoundReceiver): void {
  if (status !== UNAUTHORIZED) return;
  const isShown = credentials.password !== undefined;
  throw needsPassword(isShown, new RemoteError("rejected", "401", { deviceCode: status }));
}
