import type { HapCredentials, ProtocolCredentials } from "../../src/main/hap/credentials.ts";

/** The key that a HAP pairing ended with; fails the test when it is another kind. */
export function hapKey(key: ProtocolCredentials): HapCredentials {
  if (key.kind !== "hap") throw new Error(`a HAP key was expected, not ${key.kind}`);
  return key;
}
