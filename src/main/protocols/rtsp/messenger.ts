import { RemoteError } from "../../../shared/errors.ts";
import type { HapMessenger } from "../../hap/messages.ts";
import { type HttpHeader, headerOf } from "../../wire/http.ts";
import type { AirPlayControl } from "./control.ts";
import { throwIfRefused } from "./status.ts";

/** `X-Apple-HKP`: which kind of pairing the messages belong to (PA-62, PA-63). */
export const PairingKind = { hap: 3, transient: 4 } as const;
export type PairingKind = (typeof PairingKind)[keyof typeof PairingKind];

export interface MessengerOptions {
  readonly kind: PairingKind;
  /** Who asks, for the device to show. Without it tvOS 27 makes a PIN and shows none (E53). */
  readonly controllerName: string;
}

/** Carries HAP messages as TLV8 in the bodies of POST requests. */
export function airPlayMessenger(control: AirPlayControl, options: MessengerOptions): HapMessenger {
  return {
    async exchange(kind, request, _first, signal) {
      const response = await control.http({
        method: "POST",
        target: `/pair-${kind}`,
        headers: pairingHeaders(options),
        body: request,
        signal,
      });
      throwIfRefused(response);
      const type = headerOf(response, "Content-Type");
      if (type?.startsWith("application/") !== false) return response.body;
      throw new RemoteError("malformed", "a pairing answer that is text");
    },
  };
}

/** Asks for a PIN on the screen. A device with a fixed code, or none, takes it as well. */
export async function startPin(
  control: AirPlayControl,
  options: MessengerOptions,
  signal: AbortSignal,
): Promise<void> {
  const headers = pairingHeaders(options);
  throwIfRefused(
    await control.http({ method: "POST", target: "/pair-pin-start", headers, signal }),
  );
}

function pairingHeaders({ kind, controllerName }: MessengerOptions): HttpHeader[] {
  return [
    ["User-Agent", "AirPlay/320.20"],
    ["Connection", "keep-alive"],
    ["X-Apple-HKP", `${kind}`],
    ["X-Apple-Client-Name", clientName(controllerName)],
    ["Content-Type", "application/octet-stream"],
  ];
}

/** What the device shows; a header holds no control characters. */
export function clientName(controllerName: string): string {
  return controllerName.replaceAll(/\p{Cc}/gu, " ").trim();
}
