import { openStandardInput } from "../../runtime/standard-input.ts";
import type { ByteSource } from "./byte-source.ts";

const LARGEST_READ = 64 * 1024;

/** What this program is given on its standard input. Rejects with `storage`. */
export async function openInputBytes(): Promise<ByteSource> {
  const input = openStandardInput();
  return {
    size: null,
    canSeek: false,
    read: (length, signal) => input.read(Math.min(length, LARGEST_READ), signal),
    seek() {},
    close: async () => input.close(),
  };
}
