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
  [401, { code: "unpaired", subject: "password", message: "the device asks for a password" }],
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

/** The owner set a password, and we showed none or a wrong one (docs/decisions/0033). */
export function needsPassword(shown: boolean, cause?: unknown): RemoteError {
  const message = shown ? "the password is wrong" : "the device asks for a password";
  return new RemoteError("unpaired", message, { subject: "password", cause });
}

/** The device does not let us in, whatever key we show: 401, 403, 470. */
export function isAccessRefusal({ code, details }: RemoteError): boolean {
  const { subject = "" } = details;
  if (subject === "password") return code === "unpaired" || code === "unavailable";
  return code === "unavailable" && ["access-restricted", "home-only"].includes(subject);
}
