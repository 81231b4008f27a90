import { memoryPairings, PairingThrottle } from "../../src/main/hap/accessory.ts";
import type { AccessoryFaults, AccessoryIdentity } from "../../src/main/hap/accessory-model.ts";
import {
  LegacyPairSetupAccessory,
  LegacyPairVerifyAccessory,
} from "../../src/main/hap/legacy-accessory.ts";
import type { LegacyMessenger } from "../../src/main/hap/legacy-messages.ts";
import type { Random } from "../../src/main/runtime/random.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { ManualClock } from "./manual-clock.ts";
import { seededRandom } from "./seeded-random.ts";

/** Dice that fall as told, and then as `rest` says. */
export function scriptedRandom(
  throws: readonly Uint8Array[],
  rest: Random = seededRandom(9),
): Random {
  const left = [...throws];
  return { uuid: () => rest.uuid(), bytes: (length) => left.shift() ?? rest.bytes(length) };
}

/** An Apple TV of AirPlay 1 without a wire: each message is answered in the same turn. */
export function createLegacyAccessory(pin = "1234", random: Random = seededRandom(2)) {
  const clock = new ManualClock();
  const faults: AccessoryFaults = {};
  const pairings = memoryPairings();
  const throttle = new PairingThrottle(clock);
  const identity: AccessoryIdentity = { id: "legacy", seed: new Secret(random.bytes(32)) };
  const shared = { identity, pairings, random, faults };
  /** A new connection: its own dialogues, the same memory. */
  const connect = () => {
    const setup = new LegacyPairSetupAccessory({ ...shared, throttle, pin: () => pin });
    const verify = new LegacyPairVerifyAccessory(shared);
    const steps: string[] = [];
    const messenger: LegacyMessenger = {
      async exchange(step, request) {
        steps.push(step);
        const { status, body } = (step.startsWith("verify") ? verify : setup).handle(request);
        if (status !== 200) throw new Error(`${step} is answered ${status}`);
        return body;
      },
    };
    return { setup, verify, messenger, steps };
  };
  return { clock, faults, pairings, throttle, identity, connect };
}

/** A device that says what it said before, and keeps what it is asked. */
export function replaying(answers: readonly Uint8Array[]) {
  const left = [...answers];
  const asked: Uint8Array[] = [];
  const messenger: LegacyMessenger = {
    async exchange(_step, request) {
      asked.push(request);
      return left.shift() ?? new Uint8Array(0);
    },
  };
  return { messenger, asked };
}
