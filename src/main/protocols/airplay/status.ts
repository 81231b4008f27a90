import { type ErrorCode, RemoteError } from "../../../shared/errors.ts";
import type { HttpResponse } from "../../wire/http.ts";

/** What the receiver said instead of doing it, by what a person does next. */
interface Refusal {
  readonly code: ErrorCode;
  readonly subject?: string;
  readonly message: string;
}

/**
 * AP-22, AP-08. `subject` tells the causes of `unavailable` apart, because each has its own place in
 * the device's settings (docs/protocols/airplay.md#refusals).
 */
const refusals: ReadonlyMap<number, Refusal> = new Map([
  [401, { code: "unavailable", subject: "password", message: "the device asks for a password" }],
  [403, { code: "unavailable", subject: "access-restricted", message: "the device forbids it" }],
  [404, { code: "unsupported", subject: "airplay", message: "the device does not know that" }],
  [453, { code: "unavailable", subject: "in-use", message: "the device serves somebody else" }],
  [
    470,
    { code: "unavailable", subject: "access-restricted", message: "the device wants to know us" },
  ],
]);

/** Throws unless the status is 2xx. `deviceCode` is the status. */
export function throwIfRefused({ status, reason }: HttpResponse): void {
  if (status >= 200 && status < 300) return;
  const known = refusals.get(status);
  throw new RemoteError(known?.code ?? "rejected", known?.message ?? "the device refused", {
    deviceCode: status,
    ...(known?.subject !== undefined && { subject: known.subject }),
    ...(known === undefined && { cause: reason }),
  });
}

/** The device does not let us in, whatever key we show: 401, 403, 470. */
export function isAccessRefusal(error: RemoteError): boolean {
  return (
    error.code === "unavailable" &&
    ["password", "access-restricted", "home-only"].includes(error.details.subject ?? "")
  );
}
