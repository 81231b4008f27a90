import { RemoteError } from "../../../shared/errors.ts";
import type { PowerState } from "../../../shared/model/session.ts";
import type { Clock } from "../../runtime/clock.ts";
import { until } from "../../runtime/signal.ts";
import { type OpackDict, opackNumber } from "../../wire/opack.ts";
import type { Operations } from "../plugin.ts";
import type { CompanionConnection } from "./connection.ts";
import type { FactStore } from "./facts.ts";
import { HidCode, type HidSender } from "./hid.ts";
import { contentOf } from "./messages.ts";

/** Pushed on a change; which of the two depends on the system version (CO-08). */
export const powerEvents = ["SystemStatus", "TVSystemStatus"] as const;

/** How long falling asleep and waking may take before we ask whether it happened (QK-03). */
const CHANGE_MS = 5000;

/** C11: 1 asleep, 2 screensaver, 3 awake, 4 idle. */
function powerOf(status: number | undefined): PowerState {
  if (status === 1) return "off";
  return status === 2 || status === 3 || status === 4 ? "on" : "unknown";
}

/** Sleep, wake, and what the device says of itself. */
export class CompanionPower {
  readonly #connection: CompanionConnection;
  readonly #clock: Clock;
  readonly #facts: FactStore;
  readonly #hid: HidSender;

  constructor(connection: CompanionConnection, clock: Clock, facts: FactStore, hid: HidSender) {
    this.#connection = connection;
    this.#clock = clock;
    this.#facts = facts;
    this.#hid = hid;
  }

  readonly operations: Pick<Operations, "turnOn" | "turnOff"> = {
    turnOn: () => this.#change(HidCode.Wake, "on"),
    turnOff: () => this.#change(HidCode.Sleep, "off"),
  };

  onEvent(content: OpackDict): void {
    this.#facts.update({ power: powerOf(opackNumber(content.get("state"))) });
  }

  /** Asks for the state now; an answer of any kind, also a refusal, shows that the link lives. */
  async fetch(options: { timeoutMs?: number } = {}): Promise<PowerState> {
    const answer = await this.#connection.request("FetchAttentionState", {}, options);
    const power = powerOf(opackNumber(contentOf(answer)?.get("state")));
    this.#facts.update({ power });
    return power;
  }

  /**
   * Resolves once the device reports the new state (QK-03), or at once after its answer when it
   * reports none. Rejects with `timeout` when it then still says that it is in the old one.
   */
  async #change(code: number, wanted: PowerState): Promise<void> {
    const told = this.#facts.facts.power !== "unknown";
    // CO-10: these two have no "down".
    await this.#hid.edge(code, "up");
    if (!told || (await this.#reached(wanted)) || !this.#connection.isOpen) return;
    if ((await this.fetch().catch(() => wanted)) === wanted) return;
    throw new RemoteError("timeout", "the device did not change its power state");
  }

  async #reached(wanted: PowerState): Promise<boolean> {
    const stop = new AbortController();
    const timer = this.#clock.after(CHANGE_MS, () => stop.abort());
    // A device that falls asleep may take the link with it.
    void this.#connection.closed.then(() => stop.abort());
    try {
      await until(this.#facts.state, ({ power }) => power === wanted, stop.signal);
      return true;
    } catch {
      return false;
    } finally {
      timer.cancel();
    }
  }
}
