import type { NowPlaying, PositionClock } from "../../../shared/model/now-playing.ts";

/** Less than anybody sees: apps that tell their position every second tell nothing new. */
const SAME_POSITION_S = 0.1;

interface Kept {
  readonly itemId: string;
  /** As the device told it. */
  readonly told: PositionClock;
  /** As it is shown. */
  readonly shown: PositionClock;
}

/** Makes the position that a device tells into a clock that does not jump. */
export class PositionKeeper {
  #kept: Kept | null = null;

  /** `wallMs` is our wall clock now, just after the device said this. */
  keep(playing: NowPlaying | null, wallMs: number): NowPlaying | null {
    if (playing === null || playing.position === null) {
      this.#kept = null;
      return playing;
    }
    const { itemId, position: told } = playing;
    const before = this.#kept?.itemId === itemId ? this.#kept : null;
    const shown = shownPosition(before, told, wallMs);
    this.#kept = { itemId, told, shown };
    return shown === told ? playing : { ...playing, position: shown };
  }
}

function shownPosition(before: Kept | null, told: PositionClock, wallMs: number): PositionClock {
  // A device whose clock is ahead of ours would begin in the past of its own item.
  const fresh = told.wallMs > wallMs ? { ...told, wallMs } : told;
  if (before === null) return fresh;
  const { shown } = before;
  if (before.told.seconds === told.seconds && before.told.wallMs === told.wallMs) {
    if (before.told.rate === told.rate) return shown;
    // Paused or resumed, and the position is told a moment later: go on from what is shown.
    return { seconds: secondsAt(shown, wallMs), wallMs, rate: told.rate };
  }
  const goesOn =
    shown.rate === fresh.rate &&
    Math.abs(secondsAt(shown, fresh.wallMs) - fresh.seconds) < SAME_POSITION_S;
  return goesOn ? shown : fresh;
}

function secondsAt(clock: PositionClock, wallMs: number): number {
  return clock.seconds + ((wallMs - clock.wallMs) / 1000) * clock.rate;
}
