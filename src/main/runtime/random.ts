import { randomBytes, randomUUID } from "node:crypto";

/** Dice, as an argument; the real one is the operating system's. */
export interface Random {
  bytes(length: number): Uint8Array;
  /** Lower-case text form. */
  uuid(): string;
}

export const systemRandom: Random = {
  bytes: (length) => new Uint8Array(randomBytes(length)),
  uuid: () => randomUUID(),
};

/** An unsigned 32-bit integer. */
export function randomU32(random: Random): number {
  const bytes = random.bytes(4);
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
}
