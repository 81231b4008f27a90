import { alacLength, encodeAlacInto } from "../../wire/alac.ts";
import { FRAMES_PER_PACKET, type LegRemote } from "../engine.ts";
import { CHANNELS } from "../source/source.ts";

export const LARGEST_PAYLOAD = alacLength(FRAMES_PER_PACKET, true);

/** One packet's sound, encoded once for all who take it. Its memory is used again for the next. */
export class Payloads {
  readonly samples = new Int16Array(FRAMES_PER_PACKET * CHANNELS);
  readonly #alac = new Uint8Array(LARGEST_PAYLOAD);
  readonly #pcm = new Uint8Array(FRAMES_PER_PACKET * CHANNELS * 2);
  #hasAlac = false;
  #hasPcm = false;

  /** `samples` are others now. */
  renew(): void {
    this.#hasAlac = false;
    this.#hasPcm = false;
  }

  as(codec: LegRemote["codec"]): Uint8Array {
    if (codec === "alac") {
      if (!this.#hasAlac) encodeAlacInto(this.#alac, 0, this.samples, FRAMES_PER_PACKET);
      this.#hasAlac = true;
      return this.#alac;
    }
    if (!this.#hasPcm) writeBigEndian(this.#pcm, this.samples);
    this.#hasPcm = true;
    return this.#pcm;
  }
}

function writeBigEndian(out: Uint8Array, samples: Int16Array): void {
  for (let index = 0, at = 0; index < samples.length; index++) {
    const sample = samples[index] ?? 0;
    out[at++] = sample >> 8;
    out[at++] = sample;
  }
}
