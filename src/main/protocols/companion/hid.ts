import { isRemoteError } from "../../../shared/errors.ts";
import type { Button, ButtonEdge } from "../../../shared/model/buttons.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { CompanionConnection } from "./connection.ts";

/** `_hidC` codes (CO-10). */
export const HidCode = { Select: 6, Sleep: 12, Wake: 13 } as const;

export const buttonCodes: Readonly<Partial<Record<Button, number>>> = {
  up: 1,
  down: 2,
  left: 3,
  right: 4,
  menu: 5,
  select: HidCode.Select,
  home: 7,
  "volume-up": 8,
  "volume-down": 9,
  siri: 10,
  screensaver: 11,
  "play-pause": 14,
  "channel-up": 15,
  "channel-down": 16,
  guide: 17,
  "page-up": 18,
  "page-down": 19,
  // IF-055: the device opens its control centre for what is called "page down" elsewhere.
  "control-center": 19,
};

const edgeCodes = { down: 1, up: 2 } as const;
/** A tap is let go after this long without an answer: a silent device delays us but does not block. */
const PATIENCE_MS = 250;

/** Sends edges of buttons, and keeps sequences of them from mixing. */
export class HidSender {
  readonly #connection: CompanionConnection;
  readonly #clock: Clock;
  readonly #ended: AbortSignal;
  readonly #held = new Set<number>();
  #turn: Promise<void> = Promise.resolve();

  /** `ended` is aborted when the connection is gone, so that no hold outlives it. */
  constructor(connection: CompanionConnection, clock: Clock, ended: AbortSignal) {
    this.#connection = connection;
    this.#clock = clock;
    this.#ended = ended;
  }

  /** One edge, after the sequence that is being sent; resolves when the device has answered. */
  async edge(code: number, edge: ButtonEdge): Promise<void> {
    const pass = await this.#nextTurn();
    const answer = this.send(code, edge);
    pass();
    await answer;
  }

  /**
   * Down, up, `times` times, resolving when all is answered. Another sequence begins as soon as the
   * last edge is on its way. `heldMs` 0 is a tap: up follows the answer to down.
   */
  async press(code: number, { heldMs = 0, times = 1 } = {}): Promise<void> {
    const pass = await this.#nextTurn();
    const answers: Promise<void>[] = [];
    try {
      for (let time = 0; time < times; time++) {
        const down = this.send(code, "down");
        answers.push(down);
        await this.#whileHeld(down, heldMs);
        answers.push(this.send(code, "up"));
      }
    } finally {
      pass();
      // Whatever happens below, none of them may count as unhandled.
      for (const answer of answers) answer.catch(() => {});
    }
    await Promise.all(answers);
  }

  /** Lifts what is still held, without waiting: nobody will be there to let go of it. */
  liftAll(): void {
    for (const code of [...this.#held]) this.send(code, "up").catch(() => {});
  }

  /** Sends one edge now, in nobody's turn. */
  async send(code: number, edge: ButtonEdge): Promise<void> {
    if (edge === "down") this.#held.add(code);
    else this.#held.delete(code);
    const content = { _hBtS: edgeCodes[edge], _hidC: code };
    try {
      await this.#connection.request("_hidC", content);
    } catch (error) {
      if (edge === "down" && !isRemoteError(error, "timeout")) this.#held.delete(code);
      throw error;
    }
  }

  /** Rejects as soon as the device refuses the press: there is nothing to lift then. */
  #whileHeld(down: Promise<void>, heldMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        timer.cancel();
        this.#ended.removeEventListener("abort", onEnded);
        finish();
      };
      const onEnded = () => settle(() => reject(this.#ended.reason));
      const timer = this.#clock.after(heldMs || PATIENCE_MS, () => settle(resolve));
      this.#ended.addEventListener("abort", onEnded, { once: true });
      down.then(
        () => {
          if (heldMs === 0) settle(resolve);
        },
        (error: unknown) => settle(() => reject(error)),
      );
    });
  }

  /** Resolves when it is our turn, with the call that ends it. */
  async #nextTurn(): Promise<() => void> {
    const before = this.#turn;
    let pass = () => {};
    this.#turn = new Promise((resolve) => {
      pass = resolve;
    });
    await before;
    return pass;
  }
}
