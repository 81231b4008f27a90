import type { ErrorBody } from "../../shared/errors.ts";
import type { Args } from "../../shared/ipc/contract.ts";
import type { CallName } from "../../shared/ipc/names.ts";
import type { Button, MediaCommand, PressAction } from "../../shared/model/buttons.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import { offers } from "../../shared/model/features.ts";
import type { FactsStore } from "../store/facts.ts";
import { homeButton } from "../store/home-button.ts";
import { type Place, setPressed, type UiStore } from "../store/ui.ts";
import type { WindowClock } from "../window-clock.ts";
import type { Attempts } from "./attempts.ts";
import { LatestOnly } from "./latest-only.ts";

export type Direction = "up" | "down" | "left" | "right";

/** Fastest auto-repeat and swipe stepping: a focus on the TV can just be followed at this pace. */
const STEP_GAP_MS = 80;
const VOLUME_GAP_MS = 60;
const SWIPE_MS = 120;

const swipes: Readonly<Record<Direction, Args<"touch.swipe">[1]>> = {
  up: { from: { x: 500, y: 800 }, to: { x: 500, y: 200 }, durationMs: SWIPE_MS },
  down: { from: { x: 500, y: 200 }, to: { x: 500, y: 800 }, durationMs: SWIPE_MS },
  left: { from: { x: 800, y: 500 }, to: { x: 200, y: 500 }, durationMs: SWIPE_MS },
  right: { from: { x: 200, y: 500 }, to: { x: 800, y: 500 }, durationMs: SWIPE_MS },
};

/** After these the place that was asked for last says nothing any more. */
const leavesPlace: readonly MediaCommand[] = ["next", "previous", "stop"];

const noMute: ErrorBody = {
  code: "unsupported",
  message: "it is not muted over the network",
  details: { subject: "mute" },
};

const noVolume: ErrorBody = {
  code: "unsupported",
  message: "its volume is not changed over the network",
  details: { subject: "volume" },
};

export interface RemoteControlParts {
  readonly attempts: Attempts;
  readonly facts: FactsStore;
  readonly ui: UiStore;
  readonly clock: WindowClock;
}

/** What hands do, as calls: shared by the keyboard, the disc, the buttons and the menus. */
export class RemoteControl {
  readonly #attempts: Attempts;
  readonly #facts: FactsStore;
  readonly #ui: UiStore;
  readonly #steps: LatestOnly;
  readonly #volume: LatestOnly;
  /** What goes over the wire for each button that is down, and to whom. */
  readonly #held = new Map<Button, { readonly id: DeviceId; readonly sent: Button }>();

  constructor({ attempts, facts, ui, clock }: RemoteControlParts) {
    this.#attempts = attempts;
    this.#facts = facts;
    this.#ui = ui;
    this.#steps = new LatestOnly(clock, STEP_GAP_MS);
    this.#volume = new LatestOnly(clock, VOLUME_GAP_MS);
  }

  get selectedId(): DeviceId | null {
    return this.#facts.getState().devices?.selectedId ?? null;
  }

  /** The start of a real hold. A second `down` of the same button before its `up` does nothing. */
  down(button: Button, place: Place): void {
    const id = this.selectedId;
    if (id === null || this.#held.has(button)) return;
    const sent = button === "home" ? this.#home(id) : button;
    this.#held.set(button, { id, sent });
    setPressed(this.#ui, button, true);
    void this.#attempts.make(place, "remote.button", id, sent, "down");
  }

  up(button: Button, place: Place): void {
    const held = this.#held.get(button);
    if (held === undefined) return;
    this.#held.delete(button);
    setPressed(this.#ui, button, false);
    void this.#attempts.make(place, "remote.button", held.id, held.sent, "up");
  }

  /** Ends every hold: the window lost the keyboard, and with it the `keyup`. */
  releaseAll(): void {
    for (const button of [...this.#held.keys()]) this.up(button, "pad");
    this.#steps.forget();
  }

  press(button: Button, action: PressAction, place: Place): void {
    const id = this.selectedId;
    if (id !== null) void this.#attempts.make(place, "remote.press", id, button, action);
  }

  /** One step of an auto-repeat, a drag or a wheel: at most one more is remembered. */
  step(direction: Direction): void {
    const id = this.selectedId;
    if (id === null) return;
    this.#steps.submit(() => this.#step("pad", "remote.press", id, direction, "tap"));
  }

  /** Drops the step that waits: the key that repeated is up. */
  stopStepping(): void {
    this.#steps.forget();
  }

  /** A swipe on the TV's touch surface, or a step where there is none. */
  swipe(direction: Direction): void {
    const id = this.selectedId;
    if (id === null) return;
    const features = this.#facts.getState().sessions[id]?.features ?? {};
    if (!offers(features, "swipe")) {
      this.step(direction);
      return;
    }
    this.#steps.submit(() => this.#step("pad", "touch.swipe", id, swipes[direction]));
  }

  media(command: MediaCommand, place: Place = "keys"): void {
    const id = this.selectedId;
    if (leavesPlace.includes(command)) this.#ui.setState({ seeking: null });
    if (id !== null) void this.#attempts.make(place, "remote.media", id, command);
  }

  volumeStep(direction: "up" | "down"): void {
    const id = this.selectedId;
    if (id === null) return;
    if (this.#facts.getState().sessions[id]?.volume.control === "none") {
      this.#ui.setState({ problem: { place: "keys", error: noVolume } });
      return;
    }
    this.#volume.submit(() => this.#step("keys", "volume.step", id, direction));
  }

  mute(place: Place = "keys"): void {
    const id = this.selectedId;
    if (id === null) return;
    if (!offers(this.#facts.getState().sessions[id]?.features ?? {}, "mute")) {
      this.#ui.setState({ problem: { place, error: noMute } });
      return;
    }
    this.press("mute", "tap", place);
  }

  volumeSet(percent: number): void {
    const id = this.selectedId;
    if (id === null) return;
    this.#volume.submit(() => this.#step("keys", "volume.set", id, percent));
  }

  power(state: "on" | "off" | "toggle"): void {
    const id = this.selectedId;
    if (id !== null) void this.#attempts.make("header", "power.set", id, state);
  }

  controlCenter(): void {
    const id = this.selectedId;
    if (id === null) return;
    const features = this.#facts.getState().sessions[id]?.features ?? {};
    if (offers(features, "control-center")) this.press("control-center", "tap", "keys");
    else this.press("home", "hold", "keys");
  }

  appSwitcher(): void {
    this.press("home", "double", "keys");
  }

  connect(): void {
    const id = this.selectedId;
    if (id !== null) void this.#attempts.make("header", "session.connect", id);
  }

  /** An Apple TV 3 has no Home, but the top of its menu is the same place. */
  #home(id: DeviceId): Button {
    return homeButton(this.#facts.getState().sessions[id]?.features ?? {}) ?? "home";
  }

  /** A call that waits its turn; how it ended is told where it was made. */
  async #step<N extends CallName>(place: Place, name: N, ...args: Args<N>): Promise<void> {
    await this.#attempts.make(place, name, ...args);
  }
}
