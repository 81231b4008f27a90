import { RemoteError } from "../../../../shared/errors.ts";
import type { Runtime } from "../../../runtime/runtime.ts";
import type { Anchor, LegHost, RtpMoment, SoundLeg } from "../../../sound/engine.ts";
import type { HttpRequest, HttpResponse } from "../../../wire/http.ts";
import type { SoundJoin } from "../../plugin.ts";
import type { ReceiverSession } from "../../rtsp/receiver-session.ts";
import type { SessionIdentity } from "../../rtsp/session-identity.ts";
import { throwIfRefused } from "../../rtsp/status.ts";
import { LATE_ANSWER_MS } from "../../rtsp/turns.ts";
import { parameterRequest, type SoundParameter } from "../parameters.ts";
import { remoteCommand } from "./remote-events.ts";
import { anchorRequest, flushUntil, rtpInfo } from "./requests.ts";

/** While it sounds. The engine waits two seconds for a flush, and for the others nobody does. */
const PATIENCE = { timeoutMs: LATE_ANSWER_MS };

export interface LineOptions {
  readonly session: ReceiverSession;
  readonly identity: SessionIdentity;
  readonly controls: SoundJoin["controls"];
  readonly runtime: Runtime;
}

/** What is said about the sound between us and one receiver, beside the sound itself. */
export class SoundLine implements LegHost {
  readonly #options: LineOptions;
  #clockId: bigint | undefined;
  #isBuffered = false;

  constructor(options: LineOptions) {
    this.#options = options;
    options.session.events.on((request) => void this.#onEvent(request));
  }

  /** Which of our clocks an anchor means. */
  follow({ clockId }: Pick<SoundLeg, "clockId">): void {
    this.#clockId = clockId ?? undefined;
  }

  /** How the stream goes there, which decides what a flush is. */
  carries(transport: "realtime" | "buffered"): void {
    this.#isBuffered = transport === "buffered";
  }

  /** SET_PARAMETER. Rejects with the refusal, `timeout` or `lost`. */
  async setParameter(parameter: SoundParameter): Promise<void> {
    throwIfRefused(await this.#request({ ...parameterRequest(parameter), ...PATIENCE }));
  }

  flush(at: RtpMoment): Promise<void> {
    const { session } = this.#options;
    const headers = [["RTP-Info", rtpInfo(at)] as const];
    return this.#say("flush", () =>
      this.#isBuffered
        ? session.ask("FLUSHBUFFERED", flushUntil(at), PATIENCE)
        : this.#request({ method: "FLUSH", headers, ...PATIENCE }),
    );
  }

  async anchor(anchor: Anchor | null): Promise<void> {
    const clockId = this.#clockId;
    if (clockId === undefined) return;
    const { session } = this.#options;
    await this.#say("anchor", () =>
      session.ask("SETRATEANCHORTIME", anchorRequest(anchor, clockId), PATIENCE),
    );
  }

  #request(request: Omit<Parameters<ReceiverSession["rtsp"]>[0], "target">): Promise<HttpResponse> {
    const { session, identity } = this.#options;
    return session.rtsp({ ...request, target: identity.uri });
  }

  /** A receiver that does not answer is found out by its missing signs of life. */
  async #say(what: string, ask: () => Promise<HttpResponse>): Promise<void> {
    try {
      throwIfRefused(await ask());
    } catch (error) {
      const { code, details } = RemoteError.from(error);
      const status = details.deviceCode;
      this.#options.runtime.log.info("raop: the receiver did not follow", { what, code, status });
    }
  }

  async #onEvent(request: HttpRequest): Promise<void> {
    try {
      const command = remoteCommand(request);
      if (command !== undefined) await this.#options.controls.command(command);
    } catch (error) {
      const { code } = RemoteError.from(error);
      this.#options.runtime.log.debug("raop: an event led to nothing", { code });
    }
  }
}
