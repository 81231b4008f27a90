import type { Off } from "../runtime/signal.ts";
import type { AirplayFaults } from "./airplay-faults.ts";
import type { Television } from "./television.ts";

/** Remembers that the TV woke up, for the fault that refuses the first tunnel thereafter. */
export class AirplayWakes {
  readonly #faults: AirplayFaults;
  readonly #off: Off;

  constructor(television: Television, faults: AirplayFaults) {
    this.#faults = faults;
    let { power } = television.state.value;
    this.#off = television.state.on((state) => {
      const woke = power === "asleep" && state.power === "on";
      power = state.power;
      if (woke && faults.refusesTunnelAfterWake) faults.tunnelRefusals = 1;
    });
  }

  /** Whether the SETUP of a remote control stream that comes now is refused. */
  refusesTunnel(): boolean {
    if (this.#faults.tunnelRefusals === 0) return false;
    this.#faults.tunnelRefusals -= 1;
    return true;
  }

  close(): void {
    this.#off();
  }
}
