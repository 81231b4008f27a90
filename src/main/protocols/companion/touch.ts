import { RemoteError } from "../../../shared/errors.ts";
import type { PressAction, TouchPhase, TouchPoint } from "../../../shared/model/buttons.ts";
import { type Clock, delay } from "../../runtime/clock.ts";
import type { Operations } from "../plugin.ts";
import { pressOptions } from "./buttons.ts";
import type { CompanionConnection } from "./connection.ts";
import { HidCode, type HidSender } from "./hid.ts";
import { TOUCH_SIZE } from "./session.ts";

/** `_tPh` of a touch event (IF-140). */
const phaseCodes: Readonly<Record<TouchPhase, number>> = {
  press: 1,
  move: 3,
  release: 4,
  click: 5,
};
/** Time between two points of a swipe (CO-15). */
const STEP_MS = 16;
/** A click's time between down and up. */
const CLICK_MS = 20;
const CLICK_AT: TouchPoint = { x: TOUCH_SIZE, y: TOUCH_SIZE };

type TouchOperations = Pick<Operations, "swipe" | "touch" | "click">;

/** The touch pad: events that are never answered, timed from the start of touch (CO-14, CO-15). */
export class CompanionTouch {
  readonly #connection: CompanionConnection;
  readonly #clock: Clock;
  readonly #hid: HidSender;
  readonly #ended: AbortSignal;
  #startedAtMs: number;

  constructor(connection: CompanionConnection, clock: Clock, hid: HidSender, ended: AbortSignal) {
    this.#connection = connection;
    this.#clock = clock;
    this.#hid = hid;
    this.#ended = ended;
    this.#startedAtMs = clock.now();
  }

  readonly operations: TouchOperations = {
    swipe: (from, to, durationMs) => this.#swipe(from, to, durationMs),
    touch: async (phase, at) => this.#send(phase, at),
    click: (action) => this.#click(action),
  };

  /** Call when `_touchStart` is sent: points are timed from there. */
  started(): void {
    this.#startedAtMs = this.#clock.now();
  }

  #send(phase: TouchPhase, at: TouchPoint): void {
    if (!this.#connection.isOpen) throw new RemoteError("lost", "the connection is gone");
    const elapsedMs = this.#clock.now() - this.#startedAtMs;
    this.#connection.event("_hidT", {
      _ns: Math.round(elapsedMs * 1e6),
      _tFg: 1,
      _cx: onPad(at.x),
      _tPh: phaseCodes[phase],
      _cy: onPad(at.y),
    });
  }

  /** Straight from one point to the other; a point is where the finger would be by then. */
  async #swipe(from: TouchPoint, to: TouchPoint, durationMs: number): Promise<void> {
    const startMs = this.#clock.now();
    this.#send("press", from);
    for (;;) {
      const elapsedMs = this.#clock.now() - startMs;
      if (elapsedMs >= durationMs) break;
      const part = Math.min(1, (elapsedMs + STEP_MS) / durationMs);
      this.#send("move", between(from, to, part));
      await delay(this.#clock, STEP_MS, this.#ended);
    }
    this.#send("release", to);
  }

  async #click(action: PressAction): Promise<void> {
    const { heldMs, times } = pressOptions(action);
    for (let time = 0; time < times; time++) {
      await this.#hid.press(HidCode.Select, { heldMs: heldMs || CLICK_MS });
      this.#send("click", CLICK_AT);
    }
  }
}

function between(from: TouchPoint, to: TouchPoint, part: number): TouchPoint {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** Clamped, never refused (IF-140). */
function onPad(value: number): number {
  return Math.trunc(Math.min(TOUCH_SIZE, Math.max(0, value)) || 0);
}
