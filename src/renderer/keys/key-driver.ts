import { assertNever } from "../../shared/errors.ts";
import type { PlaybackControl } from "../control/playback-control.ts";
import type { RemoteControl } from "../control/remote-control.ts";
import type { Sheet } from "../store/ui.ts";
import type { WindowClock } from "../window-clock.ts";
import type { KeyStroke } from "./chords.ts";
import type { KeyAction, KeyRow } from "./table.ts";

/** How long a key is down before it counts as held, for what this program does itself. */
export const HOLD_MS = 500;

export interface KeyDriverParts {
  readonly lookup: (stroke: KeyStroke) => KeyRow | null;
  readonly control: RemoteControl;
  readonly playback: PlaybackControl;
  readonly clock: WindowClock;
  readonly open: (sheet: Sheet) => void;
  readonly hide: () => void;
  readonly nowPlaying: () => void;
  readonly fullScreen: () => void;
}

export interface KeyDown extends KeyStroke {
  readonly repeat: boolean;
}

type Leaving = Extract<KeyAction, { does: "now-playing" | "full-screen" | "hide" }>;

interface Held {
  readonly action: KeyAction;
  repeating: boolean;
  /** Nothing happens any more when the key comes up. */
  done: boolean;
  /** Forgets that the key may still turn out to be held. */
  cancelHold: () => void;
}

/** Turns key strokes into what the table says. Key down starts, key up ends. */
export class KeyDriver {
  readonly #parts: KeyDriverParts;
  /** By physical key, so that releasing Shift first does not leave a button down. */
  readonly #held = new Map<string, Held>();

  constructor(parts: KeyDriverParts) {
    this.#parts = parts;
  }

  /** True for a key that is down and ours: its repeats belong to no text field. */
  holds(code: string): boolean {
    return this.#held.has(code);
  }

  /** True when the key was ours. */
  down(stroke: KeyDown, code: string): boolean {
    const held = this.#held.get(code);
    if (held !== undefined) {
      if (stroke.repeat) this.#repeat(held);
      return true;
    }
    const row = this.#parts.lookup(stroke);
    if (row === null) return false;
    if (!stroke.repeat) this.#begin(row.action, code);
    return true;
  }

  up(code: string): void {
    const held = this.#held.get(code);
    if (held === undefined) return;
    this.#held.delete(code);
    this.#end(held);
  }

  /** The keyboard went elsewhere: ends what is down without doing anything new. */
  releaseAll(): void {
    for (const held of this.#held.values()) held.cancelHold();
    this.#held.clear();
    this.#parts.control.releaseAll();
  }

  #begin(action: KeyAction, code: string): void {
    const held: Held = { action, repeating: false, done: false, cancelHold: () => undefined };
    this.#held.set(code, held);
    const { control, playback, open, clock } = this.#parts;
    switch (action.does) {
      case "button":
        control.down(action.button, action.button === "play-pause" ? "keys" : "pad");
        break;
      case "arrow":
        control.down(action.direction, "pad");
        break;
      case "swipe":
        control.swipe(action.direction);
        break;
      case "media":
        control.media(action.command);
        break;
      case "skip":
        playback.skip(action.direction);
        break;
      case "undo-seek":
        playback.undoSeek();
        break;
      case "volume":
        control.volumeStep(action.direction);
        break;
      case "mute":
        control.mute();
        break;
      case "control-center":
        control.controlCenter();
        break;
      case "app-switcher":
        control.appSwitcher();
        break;
      case "power":
        held.cancelHold = clock.after(HOLD_MS, () => {
          held.done = true;
          open("power");
        });
        break;
      case "open":
        open(action.sheet);
        break;
      default:
        this.#leave(action, code);
    }
  }

  /** The keys that take the keyboard elsewhere, and with it the `keyup`. */
  #leave(action: Leaving, code: string): void {
    this.#held.delete(code);
    const { nowPlaying, fullScreen, hide } = this.#parts;
    switch (action.does) {
      case "now-playing":
        nowPlaying();
        break;
      case "full-screen":
        fullScreen();
        break;
      case "hide":
        hide();
        break;
      default:
        assertNever(action);
    }
  }

  /** What the system repeats while a key is down: steps that are merged, never queued. */
  #repeat(held: Held): void {
    const { control } = this.#parts;
    const { action } = held;
    if (action.does === "arrow") {
      // From here on the key steps; the TV must not think of it as one long press as well.
      if (!held.repeating) control.up(action.direction, "pad");
      held.repeating = true;
      control.step(action.direction);
    } else if (action.does === "swipe") {
      control.swipe(action.direction);
    } else if (action.does === "volume") {
      control.volumeStep(action.direction);
    }
  }

  #end(held: Held): void {
    const { control } = this.#parts;
    const { action } = held;
    held.cancelHold();
    if (held.done) return;
    if (action.does === "button") {
      control.up(action.button, action.button === "play-pause" ? "keys" : "pad");
    } else if (action.does === "arrow") {
      control.up(action.direction, "pad");
      control.stopStepping();
    } else if (action.does === "power") {
      control.power("toggle");
    }
  }
}
