import { parameterRequest, type SoundParameter } from "../parameters.ts";
import type { RaopRequest, RaopSession } from "./raop-session.ts";

/** SET_PARAMETER; a refusal is an answer. */
export function sendParameter(
  session: RaopSession,
  parameter: SoundParameter,
  limits: Pick<RaopRequest, "timeoutMs" | "signal"> = {},
) {
  return session.request({ ...parameterRequest(parameter), ...limits });
}
