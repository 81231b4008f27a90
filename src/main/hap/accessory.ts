/** The side of pairing that shows the PIN, as one import. */
export {
  type AccessoryFaults,
  type AccessoryIdentity,
  type Controller,
  errorAnswer,
} from "./accessory-model.ts";
export { answerPairings } from "./accessory-pairings.ts";
export { PairSetupAccessory, type PairSetupAccessoryOptions } from "./accessory-setup.ts";
export {
  PairVerifyAccessory,
  type PairVerifyAccessoryOptions,
  type Verified,
} from "./accessory-verify.ts";
export { memoryPairings, type PairingStore } from "./pairing-store.ts";
export { PairingThrottle } from "./throttle.ts";
