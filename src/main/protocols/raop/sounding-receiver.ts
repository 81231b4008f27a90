import type { LegCounts, SoundLeg } from "../../sound/engine.ts";
import type { CloseReason, SoundEnd } from "../plugin.ts";
import { endOf } from "./sound-end.ts";
import type { RunningSound, SoundTellings } from "./way.ts";

export interface SoundingParts {
  /** The connection to it. `close` says good-bye. */
  readonly session: { readonly closed: Promise<CloseReason>; close(): Promise<void> };
  readonly leg: SoundLeg;
  /** Percent. */
  readonly volume: number;
  readonly wants: SoundTellings;
  readonly setParameter: RunningSound["setParameter"];
  /** At the end, whatever that is; before good-bye is said. */
  readonly stop?: () => void;
}

/** A receiver that sounds, by whichever AirPlay: whichever of its parts ends first ends the others. */
export class SoundingReceiver implements RunningSound {
  readonly ended: Promise<SoundEnd>;
  readonly volume: number;
  readonly wants: SoundTellings;
  readonly setParameter: RunningSound["setParameter"];
  readonly #parts: SoundingParts;
  #resolveEnded: (end: SoundEnd) => void = () => {};
  #isOver = false;

  constructor(parts: SoundingParts) {
    this.#parts = parts;
    this.volume = parts.volume;
    this.wants = parts.wants;
    this.setParameter = parts.setParameter;
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    void parts.session.closed.then((reason) => this.#end(endOf(reason)));
    void parts.leg.gone.then((error) =>
      this.#end(error === null ? { kind: "left" } : { kind: "failed", error }),
    );
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
    const { session, leg, stop } = this.#parts;
    stop?.();
    await Promise.all([session.close(), leg.close()]);
    this.#resolveEnded(end);
  }
}
