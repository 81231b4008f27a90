import type { LegCounts, SoundLeg } from "../../../sound/engine.ts";
import type { SoundEnd } from "../../plugin.ts";
import type { ReceiverSession } from "../../rtsp/receiver-session.ts";
import type { SoundParameter } from "../parameters.ts";
import { endOf } from "../sound-end.ts";
import type { RunningSound, SoundTellings } from "../way.ts";
import type { SoundLine } from "./sound-line.ts";

/** AirPlay 2 announces nothing about it; who does not want to know refuses. */
const EVERYTHING: SoundTellings = { text: true, artwork: true, progress: true };

export interface AirPlay2Parts {
  readonly session: ReceiverSession;
  readonly line: SoundLine;
  readonly leg: SoundLeg;
  /** Percent. */
  readonly volume: number;
}

/** A receiver of AirPlay 2 that sounds: whichever of its parts ends first ends the others. */
export class AirPlay2Sound implements RunningSound {
  readonly ended: Promise<SoundEnd>;
  readonly volume: number;
  readonly wants = EVERYTHING;
  readonly #parts: AirPlay2Parts;
  #resolveEnded: (end: SoundEnd) => void = () => {};
  #isOver = false;

  constructor(parts: AirPlay2Parts) {
    this.#parts = parts;
    this.volume = parts.volume;
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    void parts.session.closed.then((reason) => this.#end(endOf(reason)));
    void parts.leg.gone.then((error) =>
      this.#end(error === null ? { kind: "left" } : { kind: "failed", error }),
    );
  }

  setParameter(parameter: SoundParameter): Promise<void> {
    return this.#parts.line.setParameter(parameter);
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
    const { session, leg } = this.#parts;
    await Promise.all([session.close(), leg.close()]);
    this.#resolveEnded(end);
  }
}
