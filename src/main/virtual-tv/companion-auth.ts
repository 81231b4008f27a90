import {
  type AccessoryIdentity,
  errorAnswer,
  type PairingStore,
  type PairingThrottle,
  PairSetupAccessory,
  PairVerifyAccessory,
  type Verified,
} from "../hap/accessory.ts";
import { HapError } from "../hap/errors.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Secret } from "../runtime/secret.ts";
import { decodeTlv8, TlvTag, tlvValue } from "../wire/tlv8.ts";
import type { Faults } from "./faults.ts";
import type { Television } from "./television.ts";

/** Pairing as all connections of one TV share it: one identity, one memory, one PIN on the screen. */
export class PairingDesk {
  readonly runtime: Runtime;
  readonly identity: AccessoryIdentity;
  readonly pairings: PairingStore;
  readonly throttle: PairingThrottle;
  readonly faults: Faults;
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
  }) {
    this.runtime = options.runtime;
    this.identity = options.identity;
    this.pairings = options.pairings;
    this.throttle = options.throttle;
    this.faults = options.faults;
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

/** The pairing side of one connection. */
export class LinkAuth {
  readonly #desk: PairingDesk;
  readonly #setup: PairSetupAccessory;
  readonly #verify: PairVerifyAccessory;

  constructor(desk: PairingDesk) {
    this.#desk = desk;
    const { identity, pairings, faults, throttle } = desk;
    const { random } = desk.runtime;
    this.#setup = new PairSetupAccessory({
      identity,
      pairings,
      random,
      throttle,
      faults: faults.hap,
      allowTransient: false,
      pin: () => desk.showPin(this),
    });
    this.#verify = new PairVerifyAccessory({ identity, pairings, random, faults: faults.hap });
  }

  get verified(): Verified | undefined {
    return this.#verify.verified;
  }

  /** The secret of a finished pair-setup, from which the same connection may go on encrypted. */
  get setupSecret(): { readonly secret: Secret; readonly controllerId: string } | undefined {
    const { sessionKey, controller } = this.#setup;
    if (sessionKey === undefined || controller === undefined) return undefined;
    return { secret: sessionKey, controllerId: controller.id };
  }

  setup(request: Uint8Array): Uint8Array {
    const isFirst = tlvValue(decodeTlv8(request), TlvTag.State)?.[0] === 1;
    if (isFirst && this.#desk.isBusyFor(this)) return errorAnswer(2, HapError.Busy);
    const reply = this.#setup.handle(request);
    const failed = tlvValue(decodeTlv8(reply), TlvTag.Error) !== undefined;
    if (failed || this.#setup.done) this.#desk.hidePin(this);
    if (this.#setup.done) this.#desk.paired();
    return reply;
  }

  verify(request: Uint8Array): Uint8Array {
    return this.#verify.handle(request);
  }

  close(): void {
    this.#desk.hidePin(this);
  }
}
