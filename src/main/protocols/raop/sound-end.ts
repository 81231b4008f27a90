import { RemoteError } from "../../../shared/errors.ts";
import type { CloseReason, SoundEnd } from "../plugin.ts";

/** A receiver that gives its place to somebody else hangs up in order; one that breaks does not. */
export function endOf(reason: CloseReason): SoundEnd {
  if (reason.kind === "ended") return { kind: "interrupted" };
  if (reason.kind === "asked") return { kind: "left" };
  const { error } = reason;
  if (error.code === "lost" || error.code === "bug") return { kind: "failed", error };
  const lost = new RemoteError("lost", "the connection to the speaker broke", { cause: error });
  return { kind: "failed", error: lost };
}
