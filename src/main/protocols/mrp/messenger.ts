import { RemoteError } from "../../../shared/errors.ts";
import type { HapMessenger } from "../../hap/messages.ts";
import type { MrpMessage } from "../../wire/mrp/message.ts";
import { MessageType } from "../../wire/mrp/numbers.ts";

/** Sends one message and brings the answer to it. */
export type Exchange = (message: MrpMessage, signal: AbortSignal) => Promise<MrpMessage>;

/** The device took its PIN off the screen before anybody had typed it (M19). */
const DIALOG_TIMED_OUT = "ThePinPairingDialogWasRemovedByATimeoutBeforePairingOccurred";
/** `state` of the message that makes the PIN appear; all others have 0. */
const STATE_SHOW_PIN = 2;

/** Carries HAP messages in CRYPTO_PAIRING, as TLV8 (PA-60). */
export function mrpMessenger(exchange: Exchange): HapMessenger {
  return {
    async exchange(kind, request, first, signal) {
      const answer = await exchange(
        {
          type: MessageType.CryptoPairing,
          cryptoPairing: {
            pairingData: request,
            status: 0,
            isRetrying: false,
            isUsingSystemPairing: false,
            state: kind === "setup" && first ? STATE_SHOW_PIN : 0,
          },
        },
        signal,
      );
      return pairingDataOf(answer);
    },
  };
}

function pairingDataOf({ cryptoPairing, errorCode, errorDescription }: MrpMessage): Uint8Array {
  if (errorDescription === DIALOG_TIMED_OUT) {
    throw new RemoteError("timeout", "the device took its PIN away before it was typed", {
      subject: "pin",
    });
  }
  // Errors of HAP are inside; what comes without any has the reason outside.
  if (cryptoPairing?.pairingData?.length) return cryptoPairing.pairingData;
  const deviceCode = errorCode || cryptoPairing?.status || undefined;
  if (deviceCode === undefined && !errorDescription) {
    throw new RemoteError("malformed", "an answer without pairing data");
  }
  throw new RemoteError("rejected", errorDescription || "the device refused to pair", {
    ...(deviceCode !== undefined && { deviceCode }),
  });
}
