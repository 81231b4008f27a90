import type { LegCounts, SoundLeg } from "../../../sound/engine.ts";
import type { SoundEnd } from "../../plugin.ts";
import type { Feedback } from "../../rtsp/feedback.ts";
import { throwIfRefused } from "../../rtsp/status.ts";
import { parameterRequest, type SoundParameter } from "../parameters.ts";
import { endOf } from "../sound-end.ts";
import type { RunningSound, SoundTellings } from "../way.ts";
import type { RaopSession } from "./raop-session.ts";

export interface SoundParts {
  readonly session: RaopSession;
  readonly leg: SoundLeg;
  readonly heartbeat: Feedback;
  readonly volume: number;
  readonly wants: SoundTellings;
}

/** A receiver of AirPlay 1 that sounds: whichever of its parts ends first ends the others. */
export class AirPlay1Sound implements RunningSound {
  readonly ended: Promise<SoundEnd>;
  readonly volume: number;
  readonly wants: SoundTellings;
  readonly #parts: SoundParts;
  #resolveEnded: (end: SoundEnd) => void = () => {};
  #isOver = false;

  constructor(parts: SoundParts) {
    this.#parts = parts;
    this.volume = parts.volume;
    this.wants = parts.wants;
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    void parts.session.closed.then((reason) => this.#end(endOf(reason)));
    void parts.leg.gone.then((error) =>
      this.#end(error === null ? { kind: "left" } : { kind: "failed", error }),
    );
  }

  async setParameter(parameter: SoundParameter): Promise<void> {
    throwIfRefused(await sendParameter(this.#parts.session, parameter));
  }

  setDelay(delayMs: number): void {
    this.#parts.leg.setDelay(delayMs);
  }

  counts(): Promise<LegCounts> {
    return this.#parts.leg.counts();
  }

  async leave(): Promise<void> {
    void this.#end({ kind: "left" });
    await this.ended;
  }

  async #end(end: SoundEnd): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    const { session, leg, heartbeat } = this.#parts;
    heartbeat.stop();
    await Promise.all([session.close(), leg.close()]);
    this.#resolveEnded(end);
  }
}

/** SET_PARAMETER; a refusal is an answer. */
export function sendParameter(
  session: RaopSession,
  parameter: SoundParameter,
  signal?: AbortSignal,
) {
  return session.request({ ...parameterRequest(parameter), ...(signal && { signal }) });
}
