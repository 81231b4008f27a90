import {
  errorAnswer,
  type PairingStore,
  PairSetupAccessory,
  PairVerifyAccessory,
  type Verified,
} from "../hap/accessory.ts";
import { HapError } from "../hap/errors.ts";
import type { Secret } from "../runtime/secret.ts";
import { decodeTlv8, TlvTag, tlvValue } from "../wire/tlv8.ts";
import type { PairingDesk } from "./pairing-desk.ts";

export interface LinkAuthOptions {
  /** By default the desk's. */
  readonly pairings?: PairingStore;
  /** Default false, as on an Apple TV. */
  readonly allowTransient?: boolean;
  /** Of its owner, for transient pairing. */
  readonly password?: Secret<string>;
}

/** The pairing side of one connection, whatever it speaks: Companion, AirPlay or MediaRemote. */
export class LinkAuth {
  readonly #desk: PairingDesk;
  readonly #setup: PairSetupAccessory;
  readonly #verify: PairVerifyAccessory;
  readonly #allowTransient: boolean;
  /** On the screen before M1 asks for it. */
  #shownPin: string | null = null;

  constructor(desk: PairingDesk, options: LinkAuthOptions = {}) {
    this.#desk = desk;
    const { identity, faults, throttle } = desk;
    const { pairings = desk.pairings, allowTransient = false, password } = options;
    const { random } = desk.runtime;
    this.#allowTransient = allowTransient;
    this.#setup = new PairSetupAccessory({
      identity,
      pairings,
      random,
      throttle,
      faults: faults.hap,
      allowTransient,
      ...(password && { password }),
      pin: () => this.#takePin(),
    });
    this.#verify = new PairVerifyAccessory({ identity, pairings, random, faults: faults.hap });
  }

  get #allowsSetup(): boolean {
    return this.#desk.showsPin || this.#allowTransient;
  }

  /** Shows the PIN ahead of M1, as AirPlay's /pair-pin-start does; nothing while another pairs. */
  showPin(): void {
    if (!this.#desk.isBusyFor(this)) this.#shownPin ??= this.#desk.showPin(this);
  }

  #takePin(): string {
    const pin = this.#shownPin ?? this.#desk.showPin(this);
    this.#shownPin = null;
    return pin;
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

  /** The secret of a finished transient pairing, which leaves nothing behind. */
  get transientSecret(): Secret | undefined {
    const { sessionKey, controller } = this.#setup;
    return controller === undefined ? sessionKey : undefined;
  }

  setup(request: Uint8Array): Uint8Array {
    const isFirst = tlvValue(decodeTlv8(request), TlvTag.State)?.[0] === 1;
    if (isFirst && !this.#allowsSetup) return errorAnswer(2, HapError.Unavailable);
    if (isFirst && this.#desk.isBusyFor(this)) return errorAnswer(2, HapError.Busy);
    const reply = this.#setup.handle(request);
    const failed = tlvValue(decodeTlv8(reply), TlvTag.Error) !== undefined;
    if (failed || this.#setup.done) this.#desk.hidePin(this);
    if (failed) this.#shownPin = null;
    if (this.#setup.done && this.#setup.controller) this.#desk.paired();
    return reply;
  }

  verify(request: Uint8Array): Uint8Array {
    return this.#verify.handle(request);
  }

  close(): void {
    this.#desk.hidePin(this);
  }
}
