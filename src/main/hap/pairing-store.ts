/** Controllers that an accessory knows: public keys by pairing identifier. */
export interface PairingStore {
  get(id: string): Uint8Array | undefined;
  add(id: string, publicKey: Uint8Array): void;
  remove(id: string): void;
  list(): readonly (readonly [id: string, publicKey: Uint8Array])[];
}

/** A store that lives as long as the program. */
export function memoryPairings(
  initial: readonly (readonly [id: string, publicKey: Uint8Array])[] = [],
): PairingStore {
  const keys = new Map(initial);
  return {
    get: (id) => keys.get(id),
    add: (id, publicKey) => void keys.set(id, publicKey),
    remove: (id) => void keys.delete(id),
    list: () => [...keys],
  };
}
