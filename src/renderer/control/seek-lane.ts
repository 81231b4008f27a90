import { BELIEVED_MS, type Seeking } from "../playing/believed-clock.ts";
import type { FactsStore } from "../store/facts.ts";
import type { UiStore } from "../store/ui.ts";
import type { WindowClock } from "../window-clock.ts";
import { LatestOnly } from "./latest-only.ts";

/** A bar that is dragged by its keys sends no faster than this. */
const SEEK_GAP_MS = 200;

export interface SeekLaneParts {
  readonly facts: FactsStore;
  readonly ui: UiStore;
  readonly clock: WindowClock;
  /** The id of what plays now; null where nothing does, or nobody has told yet. */
  readonly playing: () => string | null;
}

/**
 * The seeks of a hand: one at a time, the newest of those that wait, and each for the item that it was
 * meant for. Its place is what the window shows until what plays tells of it, for `BELIEVED_MS` at most,
 * and no longer than that item plays.
 */
export class SeekLane {
  readonly #facts: FactsStore;
  readonly #ui: UiStore;
  readonly #clock: WindowClock;
  readonly #playing: () => string | null;
  readonly #lane: LatestOnly;
  #disbelieve: () => void = () => undefined;

  constructor({ facts, ui, clock, playing }: SeekLaneParts) {
    this.#facts = facts;
    this.#ui = ui;
    this.#clock = clock;
    this.#playing = playing;
    this.#lane = new LatestOnly(clock, SEEK_GAP_MS);
  }

  /** Seconds from the item's start. `send` says whether it worked, and never rejects. */
  seek(itemId: string, toSeconds: number, send: () => Promise<boolean>): void {
    const disbelieve = this.#believe({ itemId, toSeconds, atMs: this.#clock.now() });
    this.#lane.submit(async () => {
      if (this.#isGone(itemId) || !(await send())) disbelieve();
    });
  }

  /** Something else is asked for: neither the place that waits nor the one that is shown holds. */
  forget(): void {
    this.#lane.forget();
    this.#disbelieve();
  }

  #believe(seeking: Seeking): () => void {
    const before = this.#disbelieve;
    this.#ui.setState({ seeking });
    before();
    const off = this.#facts.subscribe(() => {
      if (this.#isGone(seeking.itemId)) disbelieve();
    });
    const disbelieve = (): void => {
      off();
      if (this.#ui.getState().seeking === seeking) this.#ui.setState({ seeking: null });
    };
    this.#clock.after(BELIEVED_MS, disbelieve);
    this.#disbelieve = disbelieve;
    return disbelieve;
  }

  #isGone(itemId: string): boolean {
    const now = this.#playing();
    return now !== null && now !== itemId;
  }
}
