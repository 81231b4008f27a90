import { RemoteError } from "../../../shared/errors.ts";
import { openAiff } from "./aiff.ts";
import type { ByteWindow } from "./byte-window.ts";
import type { Decoder } from "./decoder.ts";
import { openFlac } from "./flac-decoder.ts";
import { openMpeg } from "./mpeg-decoder.ts";
import { openOgg } from "./ogg-decoder.ts";
import { openWave } from "./wave.ts";

const asciiAt = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/** The decoder for what these bytes are, whatever they are called. Rejects as `OpenSource` does. */
export async function openDecoder(bytes: ByteWindow, signal: AbortSignal): Promise<Decoder> {
  await skipTags(bytes, signal);
  const head = await bytes.peek(16, signal);
  if (head.length === 0) throw new RemoteError("malformed", "there is nothing in it");
  const [first, second] = [asciiAt(head, 0, 4), asciiAt(head, 8, 12)];
  if ((first === "RIFF" || first === "RF64") && second === "WAVE") return openWave(bytes, signal);
  if (first === "FORM" && /^AIF[FC]$/.test(second)) return openAiff(bytes, signal);
  if (first === "fLaC") return openFlac(bytes, signal);
  if (first === "OggS") return openOgg(bytes, signal);
  return openMpeg(bytes, signal);
}

const MOST_TAGS = 4;

/** ID3v2 before the sound, of whatever size: its own words say where it ends. */
async function skipTags(bytes: ByteWindow, signal: AbortSignal): Promise<void> {
  for (let tags = 0; tags < MOST_TAGS; tags++) {
    const head = await bytes.peek(10, signal);
    if (asciiAt(head, 0, 3) !== "ID3" || head.length < 10) return;
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0);
    const footer = (head[5] ?? 0) & 0x10 ? 10 : 0;
    await bytes.skip(10 + size + footer, signal);
  }
}
