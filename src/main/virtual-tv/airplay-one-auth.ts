import type { PairingStore } from "../hap/accessory.ts";
import {
  type LegacyAnswer,
  LegacyPairSetupAccessory,
  LegacyPairVerifyAccessory,
} from "../hap/legacy-accessory.ts";
import type { AirplayReply } from "./airplay-reply.ts";
import type { PairingDesk } from "./pairing-desk.ts";

const PAIRING_TYPES = {
  setup: "application/x-apple-binary-plist",
  verify: "application/octet-stream",
} as const;

/** Pairing before HAP on one connection: a PIN on the screen, then keys (PA-70 to PA-73). */
export class AirplayOneAuth {
  readonly #desk: PairingDesk;
  readonly #setup: LegacyPairSetupAccessory;
  readonly #verify: LegacyPairVerifyAccessory;
  #pin: string | undefined;

  constructor(desk: PairingDesk, pairings: PairingStore) {
    this.#desk = desk;
    const { identity, throttle, faults } = desk;
    const { random } = desk.runtime;
    const pin = () => this.#pin;
    const shared = { identity, pairings, random, faults: faults.hap };
    this.#setup = new LegacyPairSetupAccessory({ ...shared, throttle, pin });
    this.#verify = new LegacyPairVerifyAccessory(shared);
  }

  /** Whether this connection belongs to a remote that paired. */
  get verified(): boolean {
    return this.#verify.controllerId !== undefined;
  }

  /** Nothing happens while another remote pairs. */
  showPin(): void {
    if (!this.#desk.isBusyFor(this)) this.#pin ??= this.#desk.showPin(this);
  }

  setup(request: Uint8Array): AirplayReply {
    const answer = this.#setup.handle(request);
    const paired = this.#setup.controllerId !== undefined;
    if (paired || answer.status !== 200) this.#hidePin();
    if (paired) this.#desk.paired();
    return replyOf(answer, PAIRING_TYPES.setup);
  }

  verify(request: Uint8Array): AirplayReply {
    return replyOf(this.#verify.handle(request), PAIRING_TYPES.verify);
  }

  close(): void {
    this.#hidePin();
  }

  #hidePin(): void {
    this.#pin = undefined;
    this.#desk.hidePin(this);
  }
}

function replyOf({ status, body, retryAfterS }: LegacyAnswer, type: string): AirplayReply {
  if (retryAfterS !== undefined) return { status, headers: [["Retry-After", `${retryAfterS}`]] };
  return body.length === 0 ? { status } : { status, headers: [["Content-Type", type]], body };
}
