import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import type { HapCredentials } from "../../hap/credentials.ts";
import { transientPairSetup } from "../../hap/pair-setup.ts";
import { pairVerify } from "../../hap/pair-verify.ts";
import { RecordCipher } from "../../hap/record.ts";
import { channelKeyNames, deriveChannelKeys } from "../../hap/session-keys.ts";
import type { Random } from "../../runtime/random.ts";
import type { Secret } from "../../runtime/secret.ts";
import type { AirPlayControl } from "./control.ts";
import { airPlayMessenger, PairingKind, startPin } from "./messenger.ts";

/** How the device is to know us: by a key of ours, or not at all, as HomePods allow. */
export type Access =
  | { readonly kind: "hap"; readonly credentials: HapCredentials }
  | { readonly kind: "transient" };

export interface Introduction {
  readonly random: Random;
  readonly controllerName: string;
  readonly signal: AbortSignal;
}

/**
 * Proves who we are (PA-62) or agrees on passing keys (PA-63), and switches encryption on. Returns
 * the secret from which the other channels' keys are derived.
 */
export async function authenticate(
  control: AirPlayControl,
  access: Access,
  introduction: Introduction,
): Promise<Secret> {
  const { random, signal } = introduction;
  const shared =
    access.kind === "transient"
      ? await passingKeys(control, introduction)
      : await pairVerify({
          messenger: airPlayMessenger(control, { ...introduction, kind: PairingKind.hap }),
          credentials: access.credentials,
          random,
          signal,
        });
  control.encrypt(new RecordCipher(deriveChannelKeys(shared, channelKeyNames.airplayControl)));
  return shared;
}

async function passingKeys(control: AirPlayControl, introduction: Introduction): Promise<Secret> {
  const { random, signal } = introduction;
  const options = { ...introduction, kind: PairingKind.transient };
  try {
    await startPin(control, options, signal);
  } catch (error) {
    // Nobody types this PIN, so a receiver need not know how to show one.
    if (!isRemoteError(error, "unsupported", "rejected")) throw error;
  }
  try {
    return await transientPairSetup(airPlayMessenger(control, options), random, signal);
  } catch (cause) {
    if (!isRemoteError(cause, "wrong-pin")) throw cause;
    // Everybody knows that PIN, until the owner's password takes its place.
    throw new RemoteError("unavailable", "the device asks for a password", {
      subject: "password",
      cause,
    });
  }
}
