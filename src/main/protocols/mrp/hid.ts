import { RemoteError } from "../../../shared/errors.ts";
import type { Button, ButtonEdge, PressAction } from "../../../shared/model/buttons.ts";
import { type Clock, delay } from "../../runtime/clock.ts";
import { MessageType } from "../../wire/mrp/numbers.ts";
import { encodeHidEvent, type HidUsage, hidUsages } from "./hid-event.ts";
import type { RemoteSession } from "./session-contract.ts";

/** MR-22: how long a held button stays down. */
const HOLD_MS = 1000;

/** Sends keys. The device answers none of them, so a round trip behind them shows that they came. */
export class HidSender {
  readonly #session: RemoteSession;
  readonly #clock: Clock;
  readonly #ended: AbortSignal;
  readonly #held = new Set<HidUsage>();
  #turn: Promise<void> = Promise.resolve();

  /** `ended` is aborted when the session is gone, so that no hold outlives it. */
  constructor(session: RemoteSession, clock: Clock, ended: AbortSignal) {
    this.#session = session;
    this.#clock = clock;
    this.#ended = ended;
  }

  /** A whole press (MR-22); resolves when the device has it. `unsupported` for other buttons. */
  async press(button: Button, action: PressAction): Promise<void> {
    await this.strike(button, action);
    await this.flush();
  }

  /** One edge of a real hold. */
  async edge(button: Button, edge: ButtonEdge): Promise<void> {
    const usage = usageOf(button);
    await this.#inTurn(async () => this.#send(usage, edge));
    await this.flush();
  }

  /** A press without the round trip; resolves when it is sent. Presses do not mix. */
  strike(button: Button, action: PressAction): Promise<void> {
    const usage = usageOf(button);
    return this.#inTurn(async () => {
      for (let time = 0; time < (action === "double" ? 2 : 1); time++) {
        this.#send(usage, "down");
        if (action === "hold") await delay(this.#clock, HOLD_MS, this.#ended);
        this.#send(usage, "up");
      }
    });
  }

  async flush(): Promise<void> {
    await this.#session.request({ type: MessageType.Generic, generic: {} });
  }

  /** Lifts what is still held: nobody will be there to let go of it. */
  liftAll(): void {
    for (const usage of [...this.#held]) this.#send(usage, "up");
  }

  #send(usage: HidUsage, edge: ButtonEdge): void {
    const hidEventData = encodeHidEvent(usage, edge);
    this.#session.send({ type: MessageType.SendHidEvent, sendHidEvent: { hidEventData } });
    if (edge === "down") this.#held.add(usage);
    else this.#held.delete(usage);
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    await turn;
  }
}

function usageOf(button: Button): HidUsage {
  const usage = hidUsages[button];
  if (usage === undefined) {
    throw new RemoteError("unsupported", "MediaRemote has no such button", { subject: button });
  }
  return usage;
}
