import { RemoteError } from "../../../shared/errors.ts";
import type { LegacyMessenger, LegacyStep } from "../../hap/legacy-messages.ts";
import { type HttpHeader, type HttpResponse, headerOf } from "../../wire/http.ts";
import type { AirPlayControl } from "./control.ts";
import { clientName } from "./messenger.ts";
import { throwIfRefused } from "./status.ts";

const setup = { target: "/pair-setup-pin", type: "application/x-apple-binary-plist" } as const;
const verify = { target: "/pair-verify", type: "application/octet-stream" } as const;

interface Route {
  readonly target: string;
  readonly type: string;
  /** What a refusal of us means at this step, where it does not mean that nobody is let in. */
  readonly refused?: () => RemoteError;
}

const forgotten = () => new RemoteError("unpaired", "the device no longer knows us");

const routes: Readonly<Record<LegacyStep, Route>> = {
  challenge: setup,
  pin: { ...setup, refused: () => new RemoteError("wrong-pin", "the device refused the PIN") },
  keys: setup,
  "verify-start": { ...verify, refused: forgotten },
  verify: { ...verify, refused: forgotten },
};

/** Statuses by which a device refuses a proof: real ones, an emulator's, and pyatv's fake's. */
const REFUSED = [400, 403, 470];
const UNAVAILABLE = 503;

/**
 * Carries legacy pairing in the bodies of POST requests (PA-70, PA-73). There is no error inside a
 * message, so the status and the step together say what went wrong.
 */
export function legacyMessenger(
  control: AirPlayControl,
  { controllerName }: { readonly controllerName: string },
): LegacyMessenger {
  return {
    async exchange(step, request, signal) {
      const { target, type, refused } = routes[step];
      const headers = [...legacyHeaders(controllerName), ["Content-Type", type] as const];
      const body = request;
      const response = await control.http({ method: "POST", target, headers, body, signal });
      if (refused && REFUSED.includes(response.status)) throw refused();
      if (response.status === UNAVAILABLE) throw backoff(response);
      throwIfRefused(response);
      return response.body;
    },
  };
}

/** Makes the PIN appear. `unsupported` where the device knows no such pairing (E66). */
export async function startLegacyPin(
  control: AirPlayControl,
  controllerName: string,
  signal: AbortSignal,
): Promise<void> {
  const headers = legacyHeaders(controllerName);
  throwIfRefused(
    await control.http({ method: "POST", target: "/pair-pin-start", headers, signal }),
  );
}

/** Without X-Apple-HKP, by which a device of both kinds knows which one is meant. */
function legacyHeaders(controllerName: string): HttpHeader[] {
  return [
    ["User-Agent", "AirPlay/320.20"],
    ["Connection", "keep-alive"],
    ["X-Apple-Client-Name", clientName(controllerName)],
  ];
}

function backoff(response: HttpResponse): RemoteError {
  const seconds = headerOf(response, "Retry-After") ?? "";
  return new RemoteError("backoff", "the device makes us wait before another try", {
    deviceCode: response.status,
    ...(/^\d{1,6}$/.test(seconds) && { retryAfterS: Number(seconds) }),
  });
}
