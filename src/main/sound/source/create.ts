import { RemoteError } from "../../../shared/errors.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { ByteSource } from "./byte-source.ts";
import { ByteWindow } from "./byte-window.ts";
import { asSourceError, DecodedSound } from "./decoded-sound.ts";
import { openFileBytes } from "./file-bytes.ts";
import { Offers } from "./offers.ts";
import { openDecoder } from "./open-decoder.ts";
import type { SoundFiles } from "./sound-files.ts";
import type { OpenSource, PcmReader, SoundSource } from "./source.ts";
import { noTags } from "./tags.ts";

/** Of `Runtime`, what sources need. */
export type SourceRuntime = Pick<Runtime, "clock" | "random" | "log" | "streamFetch">;

/** Opens what a person wants to hear, with the decoders of this program. May run on any thread. */
export function createOpenSource(runtime: SourceRuntime): OpenSource {
  return async (source, startS, signal) => {
    signal.throwIfAborted();
    const bytes = new ByteWindow(await openBytes(runtime, source, signal));
    try {
      return await openSound(bytes, startS, signal);
    } catch (error) {
      await bytes.close();
      throw asSourceError(error, signal);
    }
  };
}

/** The files, links and input of one program, as things that can be played. */
export function createSoundFiles(runtime: SourceRuntime): SoundFiles {
  return new Offers(runtime);
}

function openBytes(
  _runtime: SourceRuntime,
  source: SoundSource,
  _signal: AbortSignal,
): Promise<ByteSource> {
  if (source.kind === "file") return openFileBytes(source.path);
  throw new RemoteError("unsupported", "this cannot be opened here", { subject: source.kind });
}

async function openSound(
  bytes: ByteWindow,
  startS: number,
  signal: AbortSignal,
): Promise<PcmReader> {
  const decoder = await openDecoder(bytes, signal);
  try {
    if (startS > 0 && decoder.canSeek) await decoder.seek(startS, signal);
    return new DecodedSound({ bytes, decoder, tags: { ...noTags, durationS: decoder.durationS } });
  } catch (error) {
    await decoder.close();
    throw error;
  }
}
