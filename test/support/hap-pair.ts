import {
  type AccessoryFaults,
  type AccessoryIdentity,
  memoryPairings,
  PairingThrottle,
  PairSetupAccessory,
  PairVerifyAccessory,
} from "../../src/main/hap/accessory.ts";
import type { HapMessenger } from "../../src/main/hap/messages.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { ManualClock } from "./manual-clock.ts";
import { seededRandom } from "./seeded-random.ts";

/** An accessory without a wire: each exchange is answered in the same turn. */
export function createTestAccessory(pin = "1234") {
  const clock = new ManualClock();
  const random = seededRandom(2);
  const faults: AccessoryFaults = {};
  const pairings = memoryPairings();
  const throttle = new PairingThrottle(clock);
  const identity: AccessoryIdentity = {
    id: "01234567-89AB-CDEF-0123-456789ABCDEF",
    seed: new Secret(random.bytes(32)),
  };
  const shared = { identity, pairings, random, faults };
  let pinsShown = 0;
  const showPin = () => {
    pinsShown++;
    return pin;
  };
  /** A new connection: its own dialogues, the same memory. */
  const connect = ({ allowTransient = true } = {}) => {
    const setup = new PairSetupAccessory({ ...shared, throttle, pin: showPin, allowTransient });
    const verify = new PairVerifyAccessory(shared);
    const messenger: HapMessenger = {
      exchange: async (kind, request) => (kind === "setup" ? setup : verify).handle(request),
    };
    return { setup, verify, messenger };
  };
  return { clock, faults, pairings, throttle, identity, connect, pinsShown: () => pinsShown };
}
