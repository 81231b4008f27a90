/** The other side of legacy pairing: bytes in, an answer out. */
export {
  type LegacyAnswer,
  LegacyPairSetupAccessory,
  type LegacySetupOptions,
} from "./legacy-accessory-setup.ts";
export {
  LegacyPairVerifyAccessory,
  type LegacyVerifyOptions,
} from "./legacy-accessory-verify.ts";
