import { type Box, createFile, Log, MP4BoxBuffer } from "mp4box";
import type { MovieBox } from "./mp4-boxes.ts";
import { OTHER_ENTRY } from "./mp4-description.ts";

export interface Mp4Track {
  /** `vide`, `soun`, `subt`, `tmcd` …: what the track is for. */
  readonly handler: string;
  /** As in RFC 6381, such as "avc1.64001f"; the bare type where its details are missing. */
  readonly codec: string;
}

export interface Mp4Facts {
  /** Seconds; null: it does not tell. */
  readonly durationS: number | null;
  readonly tracks: readonly Mp4Track[];
}

/** What a movie box from `readMovie` says. Undefined when it is none that can be read. */
export function parseMovie({ bytes, otherTypes }: MovieBox): Mp4Facts | undefined {
  const file = createFile();
  // The library writes to the console what is wrong with a file. Nothing else runs meanwhile.
  const { error } = Log;
  Log.error = () => {};
  try {
    const copy = new Uint8Array(bytes);
    file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(copy.buffer, 0), true);
    const { moov } = file;
    if (!moov) return undefined;
    const tracks = (moov.traks ?? []).flatMap((track) => trackOf(track, otherTypes));
    return { durationS: durationOf(moov), tracks };
  } catch {
    // The library reads beyond the end of what was cut off, and throws whatever comes of it.
    return undefined;
  } finally {
    Log.error = error;
  }
}

type Movie = NonNullable<ReturnType<typeof createFile>["moov"]>;
type Track = Movie["traks"][number];

function trackOf({ mdia }: Track, otherTypes: readonly string[]): readonly Mp4Track[] {
  const entry = mdia?.minf?.stbl?.stsd?.entries?.[0];
  if (!entry) return [];
  const handler = mdia.hdlr?.handler ?? "";
  if (entry.type !== OTHER_ENTRY) return [{ handler, codec: codecOf(entry) }];
  return [{ handler, codec: otherTypes[entry.data_reference_index ?? -1] ?? "" }];
}

type Entry = Box & { getCodec?(): string; esds?: { esd?: { getOTI(): number } } };

/** As in RFC 6381; the library leaves out which kind of `mp4v` it is. */
function codecOf(entry: Entry): string {
  try {
    const codec = entry.getCodec?.() ?? entry.type ?? "";
    const kind = entry.type === "mp4v" ? entry.esds?.esd?.getOTI() : undefined;
    return kind === undefined ? codec : `${codec}.${kind.toString(16)}`;
  } catch {
    return entry.type ?? "";
  }
}

/** A fragmented film has its length in `mehd`, and 0 in `mvhd`; all ones means "not known". */
function durationOf({ mvhd, mvex }: Movie): number | null {
  if (!mvhd || !(mvhd.timescale > 0)) return null;
  const units = mvhd.duration > 0 ? mvhd.duration : (mvex?.mehd?.fragment_duration ?? 0);
  const isKnown = units > 0 && units !== 0xffff_ffff && Number.isSafeInteger(units);
  return isKnown ? units / mvhd.timescale : null;
}
