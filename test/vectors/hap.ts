import { hex } from "./crypto.ts";

/** Companion pair-setup M1 as a client sends it (github.com/postlund/pyatv/issues/1592). */
export const setupM1 = hex("000100060101");

/**
 * Pair-verify of an Apple TV 4K (AppleTV14,1) with tvOS 26.5, the `_pd` of each Companion frame
 * (github.com/postlund/pyatv/issues/2845). The keys were ephemeral.
 */
export const verifyM1 = hex(
  "0601010320f7756c108f84c34a3a98151e797e443ebef653a83ab21cc79afdf7cc9087f128",
);
export const verifyM2 = hex(
  `0578636db95f68fb241088886fac1976977ccbf2ab7ecb5cd065d07c659a284a
   7078a91fe8db94bc3c7f1220dae9d24593fc6e462c852b8dafe8043bc3ac0f6a
   b250bee15e8baa0d4835feb9a67c4359ff63b07d51c79719ca2a1c11079b49ce
   be13d17443960b07cd3f1e907ec3195393c189a522f9b8775e82060102
   0320f74b5c7774f1705addaf1afb3c2b09c41d0c3e5b72a68825a959e0d172a9ef68`,
);
export const verifyM4 = hex("060104");

/** Answers with an error, put together from the same reports' words (edge cases E54 and E62). */
export const refusals = {
  /** tvOS 26.5 after a wrong PIN: Authentication, and 16 seconds to wait. */
  wrongPin: hex("060104 070102 08021000"),
  /** M2 of a device in back-off: 10773 seconds. */
  backOff: hex("060102 070103 0802152a"),
  /** A pairing that was deleted on the device (tvOS 27.0). */
  forgotten: hex("060104 070102"),
};

/** Made with another implementation, Python's `cryptography` (pyca), from the secret 00 01 ... 1f. */
export const session = {
  secret: Uint8Array.from({ length: 32 }, (_, at) => at),
  airplayControlOutput: hex("c3ca130c7033dbe5e7ff7f91d117ead869bac476994c7a48ca170c111136ed96"),
  companionOutput: hex("9f8aa265911271e6d6e90daf564d82b5913d4b760373afbd6c03e675af681f8d"),
  /** "hello" twice under airplayControlOutput. */
  records: hex(
    `0500 41eb73c8b12f2242e46a44830bf84a28bb7c54b628
     0500 e95439f04ce283ba1edfd14e96f2d591dee3e0d648`,
  ),
};
