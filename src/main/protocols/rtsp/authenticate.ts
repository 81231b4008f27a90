import { assertNever, isRemoteError } from "../../../shared/errors.ts";
import type { HapCredentials, LegacyCredentials } from "../../hap/credentials.ts";
import { legacyPairVerify } from "../../hap/legacy-verify.ts";
import { transientPairSetup } from "../../hap/pair-setup.ts";
import { pairVerify } from "../../hap/pair-verify.ts";
import { RecordCipher } from "../../hap/record.ts";
import { channelKeyNames, deriveChannelKeys } from "../../hap/session-keys.ts";
import type { Random } from "../../runtime/random.ts";
import type { Secret } from "../../runtime/secret.ts";
import type { AirPlayControl } from "./control.ts";
import { legacyMessenger } from "./legacy-messenger.ts";
import { airPlayMessenger, PairingKind, startPin } from "./messenger.ts";
import { needsPassword } from "./status.ts";

/** How a device of AirPlay 2 is to know us; everything is encrypted afterwards. */
export type SessionAccess =
  | { readonly kind: "hap"; readonly credentials: HapCredentials }
  /** Not at all, as HomePods allow. A password of the owner's takes the place of the known PIN. */
  | { readonly kind: "transient"; readonly password?: Secret<string> };

/** How one of AirPlay 1 is to know us; nothing is encrypted afterwards (PA-73, PA-74). */
export type PlainAccess =
  | { readonly kind: "none" }
  | { readonly kind: "legacy"; readonly credentials: LegacyCredentials }
  | { readonly kind: "hap-plain"; readonly credentials: HapCredentials };

export type Access = SessionAccess | PlainAccess;

export interface Introduction {
  readonly random: Random;
  readonly controllerName: string;
  readonly signal: AbortSignal;
}

/**
 * Proves who we are (PA-62, PA-73) or agrees on passing keys (PA-63). With AirPlay 2 it switches
 * encryption on and returns the secret from which the other channels' keys are derived; AirPlay 1
 * has none, and stays in the clear (PA-74).
 */
export async function authenticate(
  control: AirPlayControl,
  access: SessionAccess,
  introduction: Introduction,
): Promise<Secret>;
export async function authenticate(
  control: AirPlayControl,
  access: Access,
  introduction: Introduction,
): Promise<Secret | undefined>;
export async function authenticate(
  control: AirPlayControl,
  access: Access,
  introduction: Introduction,
): Promise<Secret | undefined> {
  switch (access.kind) {
    case "none":
      return undefined;
    case "legacy":
      await legacyPairVerify({
        messenger: legacyMessenger(control, introduction),
        credentials: access.credentials,
        random: introduction.random,
        signal: introduction.signal,
      });
      return undefined;
    case "hap-plain":
      await proveKeys(control, access.credentials, introduction);
      return undefined;
    case "hap":
      return encrypt(control, await proveKeys(control, access.credentials, introduction));
    case "transient":
      return encrypt(control, await passingKeys(control, access.password, introduction));
    default:
      return assertNever(access);
  }
}

function encrypt(control: AirPlayControl, shared: Secret): Secret {
  control.encrypt(new RecordCipher(deriveChannelKeys(shared, channelKeyNames.airplayControl)));
  return shared;
}

function proveKeys(
  control: AirPlayControl,
  credentials: HapCredentials,
  introduction: Introduction,
): Promise<Secret> {
  const { random, signal } = introduction;
  const messenger = airPlayMessenger(control, { ...introduction, kind: PairingKind.hap });
  return pairVerify({ messenger, credentials, random, signal });
}

async function passingKeys(
  control: AirPlayControl,
  password: Secret<string> | undefined,
  introduction: Introduction,
): Promise<Secret> {
  const { random, signal } = introduction;
  const options = { ...introduction, kind: PairingKind.transient };
  try {
    await startPin(control, options, signal);
  } catch (error) {
    // Nobody types this PIN, so a receiver need not know how to show one.
    if (!isRemoteError(error, "unsupported", "rejected")) throw error;
  }
  try {
    return await transientPairSetup(airPlayMessenger(control, options), random, signal, password);
  } catch (cause) {
    if (!isRemoteError(cause, "wrong-pin")) throw cause;
    // Everybody knows that PIN, until the owner's password takes its place.
    throw needsPassword(password !== undefined, cause);
  }
}
