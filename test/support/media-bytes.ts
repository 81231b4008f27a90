import { BoundedFile } from "../../src/main/media/bounded-file.ts";
import { type Inspection, inspect } from "../../src/main/media/inspect.ts";

/** What inspection makes of these bytes; `size` is what the file says it has, when that is more. */
export function inspectBytes(bytes: Uint8Array, size = bytes.length): Promise<Inspection> {
  const file = {
    read: async (into: Uint8Array, offset: number, length: number, position: number) => {
      const part = bytes.subarray(position, position + length);
      into.set(part, offset);
      return { bytesRead: part.length, buffer: into };
    },
  };
  return inspect(new BoundedFile(file as ConstructorParameters<typeof BoundedFile>[0], size));
}

/** A number of 32 bits, most significant first. */
export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

export const text = (value: string): Uint8Array => new TextEncoder().encode(value);
