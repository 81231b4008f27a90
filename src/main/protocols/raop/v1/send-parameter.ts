import { parameterRequest, type SoundParameter } from "../parameters.ts";
import type { RaopSession } from "./raop-session.ts";

/** SET_PARAMETER; a refusal is an answer. */
export function sendParameter(
  session: RaopSession,
  parameter: SoundParameter,
  signal?: AbortSignal,
) {
  return session.request({ ...parameterRequest(parameter), ...(signal && { signal }) });
}
