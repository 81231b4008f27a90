import { encodeHttpRequest } from "../wire/http.ts";
import { type PlainRecord, xmlPlist } from "./airplay-playback-info.ts";
import type { VideoPhase, VideoPlay } from "./airplay-video-play.ts";

/** Writes a request of ours to a connection that was turned round. */
type Write = (request: Uint8Array) => void;

/** The connections on which AirPlay 1 asks and its senders answer ("PTTH"), by session. */
export class ReverseLines {
  readonly #lines = new Map<string, Write>();

  /** A later connection of the same session takes the place of the former one. */
  open(session: string, write: Write): void {
    this.#lines.set(session, write);
  }

  close(session: string, write: Write): void {
    if (this.#lines.get(session) === write) this.#lines.delete(session);
  }

  /** Says where a video stands, to whoever listens for that session. */
  tell(session: string, play: VideoPlay): void {
    this.#lines.get(session)?.(
      encodeHttpRequest({
        method: "POST",
        target: "/event",
        version: "HTTP/1.1",
        headers: [
          ["Content-Type", "text/x-apple-plist+xml"],
          ["X-Apple-Session-ID", session],
        ],
        body: xmlPlist(eventOf(play.phase.value)),
      }),
    );
  }
}

function eventOf(phase: VideoPhase): PlainRecord {
  if (phase.phase === "failed") {
    const { code, domain } = phase.error;
    return { category: "video", state: "stopped", reason: "error", error: { code, domain } };
  }
  if (phase.phase !== "stopped") return { category: "video", state: phase.phase };
  const reason = phase.why === "end" ? "ended" : phase.why === "user" ? "userStop" : "stopped";
  return { category: "video", state: "stopped", reason };
}
