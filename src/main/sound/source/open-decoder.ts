import { RemoteError } from "../../../shared/errors.ts";
import type { ByteWindow } from "./byte-window.ts";
import type { Decoder } from "./decoder.ts";
import { openWave } from "./wave.ts";

const asciiAt = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/** The decoder for what these bytes are, whatever they are called. Rejects as `OpenSource` does. */
export async function openDecoder(bytes: ByteWindow, signal: AbortSignal): Promise<Decoder> {
  const head = await bytes.peek(16, signal);
  if (head.length === 0) throw new RemoteError("malformed", "there is nothing in it");
  const [first, second] = [asciiAt(head, 0, 4), asciiAt(head, 8, 12)];
  if ((first === "RIFF" || first === "RF64") && second === "WAVE") return openWave(bytes, signal);
  throw new RemoteError("unsupported", "nothing here decodes this", { subject: "this format" });
}
