import type { Runtime } from "../../runtime/runtime.ts";
import { Offers } from "./offers.ts";
import type { OpenPacketDecoder } from "./packet-decoder.ts";
import type { SoundFiles } from "./sound-files.ts";
import type { OpenSource } from "./source.ts";

/** Of `Runtime`, what sources need. */
export type SourceRuntime = Pick<Runtime, "clock" | "random" | "log" | "streamFetch"> & {
  /** Decodes AAC within this program, where it can; absent: only ffmpeg does. */
  readonly openAac?: OpenPacketDecoder;
};

/**
 * Opens what a person wants to hear, with the decoders of this program. May run on any thread. They are
 * megabytes, so they are loaded when something is opened, each by itself.
 */
export function createOpenSource(runtime: SourceRuntime): OpenSource {
  return async (source, startS, signal) => {
    const { openSource } = await import("./open-source.ts");
    return openSource(runtime, source, startS, signal);
  };
}

/** The files, links and input of one program, as things that can be played. */
export function createSoundFiles(runtime: SourceRuntime): SoundFiles {
  return new Offers(runtime);
}
