import type { AccessoryIdentity, PairingStore, PairingThrottle } from "../hap/accessory.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Faults } from "./faults.ts";
import type { Television } from "./television.ts";

/** Pairing as all connections of one TV share it: one identity, one memory, one PIN on the screen. */
export class PairingDesk {
  readonly runtime: Runtime;
  readonly identity: AccessoryIdentity;
  readonly pairings: PairingStore;
  readonly throttle: PairingThrottle;
  readonly faults: Faults;
  /** False: the device has no screen, and nobody pairs with it for good. */
  readonly showsPin: boolean;
  readonly #television: Television;
  readonly #choosePin: () => string;
  #owner: object | null = null;

  constructor(options: {
    readonly runtime: Runtime;
    readonly identity: AccessoryIdentity;
    readonly pairings: PairingStore;
    readonly throttle: PairingThrottle;
    readonly faults: Faults;
    readonly television: Television;
    readonly choosePin: () => string;
    readonly showsPin?: boolean;
  }) {
    this.runtime = options.runtime;
    this.identity = options.identity;
    this.pairings = options.pairings;
    this.throttle = options.throttle;
    this.faults = options.faults;
    this.showsPin = options.showsPin ?? true;
    this.#television = options.television;
    this.#choosePin = options.choosePin;
  }

  isBusyFor(asker: object): boolean {
    return this.#owner !== null && this.#owner !== asker;
  }

  showPin(asker: object): string {
    const pin = this.#choosePin();
    this.#owner = asker;
    this.#television.do({ kind: "show-pin", pin });
    this.#television.note("show pin");
    return pin;
  }

  /** Nothing happens when the PIN on the screen is another remote's. */
  hidePin(asker: object): void {
    if (this.#owner !== asker) return;
    this.#owner = null;
    this.#television.do({ kind: "show-pin", pin: null });
  }

  paired(): void {
    this.#television.note("paired");
  }
}
