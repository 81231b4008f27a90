import type { LegacyMessenger } from "../../hap/legacy-messages.ts";
import type { HttpHeader } from "../../wire/http.ts";
import type { AirPlayControl } from "./control.ts";
import { clientName } from "./messenger.ts";
import { throwIfRefused } from "./status.ts";

const routes = {
  setup: { target: "/pair-setup-pin", type: "application/x-apple-binary-plist" },
  verify: { target: "/pair-verify", type: "application/octet-stream" },
} as const;

/** Carries legacy pairing in the bodies of POST requests (PA-70, PA-73). */
export function legacyMessenger(
  control: AirPlayControl,
  { controllerName }: { readonly controllerName: string },
): LegacyMessenger {
  return {
    async exchange(kind, request, signal) {
      const { target, type } = routes[kind];
      const headers: HttpHeader[] = [
        ["User-Agent", "AirPlay/320.20"],
        ["Connection", "keep-alive"],
        ["X-Apple-Client-Name", clientName(controllerName)],
        ["Content-Type", type],
      ];
      const response = await control.http({
        method: "POST",
        target,
        headers,
        body: request,
        signal,
      });
      throwIfRefused(response);
      return response.body;
    },
  };
}
