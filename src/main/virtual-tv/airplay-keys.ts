import type { PairingStore } from "../hap/accessory.ts";
import type { AirplayFaults } from "./airplay-faults.ts";

/**
 * The remotes as AirPlay knows them: all of the TV's, whichever protocol they paired by, or while
 * the fault `ownKeysOnly` is on, those that paired by AirPlay since the start.
 */
export function airplayKeys(all: PairingStore, faults: AirplayFaults): PairingStore {
  const own = new Map<string, Uint8Array>();
  return {
    get: (id) => (faults.ownKeysOnly ? own.get(id) : all.get(id)),
    add(id, publicKey) {
      own.set(id, publicKey);
      all.add(id, publicKey);
    },
    remove(id) {
      own.delete(id);
      all.remove(id);
    },
    list: () => all.list(),
  };
}
