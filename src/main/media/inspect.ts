import { isRemoteError } from "../../shared/errors.ts";
import type { FileOffer } from "../../shared/model/media.ts";
import type { BoundedFile } from "./bounded-file.ts";
import { ascii } from "./bytes.ts";
import { type FileKind, magics, unknownKind } from "./kinds-table.ts";
import { readMovie } from "./mp4-boxes.ts";
import type { Mp4Facts } from "./mp4-tracks.ts";
import { mpegAudio } from "./mpeg-audio.ts";
import { obstacleOf } from "./playable.ts";
import { soundLength } from "./sound-length.ts";

/** What a file is, as far as its own bytes tell; its name is not asked. */
export type Inspection = Pick<FileOffer, "mimeType" | "kind" | "durationS" | "obstacle">;

/**
 * Looks at the beginning of a file, and in MP4 and QuickTime at the movie box, wherever it is. Reads at most
 * a mebibyte, whatever the file says of itself. Rejects only with what reading does.
 */
export async function inspect(file: BoundedFile): Promise<Inspection> {
  try {
    return await look(file);
  } catch (error) {
    if (!isRemoteError(error, "malformed")) throw error;
    return described(unknownKind, null);
  }
}

const HEAD_BYTES = 1024;

async function look(file: BoundedFile): Promise<Inspection> {
  const head = await file.read(0, HEAD_BYTES);
  if (head.length === 0) {
    return {
      ...described(unknownKind, null),
      obstacle: { reason: "empty", what: "an empty file" },
    };
  }
  if (isMovieFile(head)) return await lookAtMovie(file, head);
  const magic = magics.find(({ is }) => is(head));
  if (magic) return described(magic, await soundLength(file, magic.name));
  const sound = await mpegAudio(file);
  return sound ? described(sound.kind, sound.durationS) : described(unknownKind, null);
}

const described = ({ name, mimeType, kind, plays }: FileKind, durationS: number | null) =>
  ({
    mimeType,
    kind,
    durationS,
    obstacle: plays ? null : { reason: "container", what: name },
  }) satisfies Inspection;

/** Files from before `ftyp` begin with any of these. */
const firstBoxes = ["ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"];
const isMovieFile = (head: Uint8Array) => firstBoxes.includes(ascii(head, 4, 8));

async function lookAtMovie(file: BoundedFile, head: Uint8Array): Promise<Inspection> {
  const brand = ascii(head, 4, 8) === "ftyp" ? ascii(head, 8, 12) : "qt  ";
  if (/^(heic|heix|mif1|msf1|avif|avis)$/.test(brand)) {
    return described({ ...unknownKind, name: "a picture", mimeType: "image/heic" }, null);
  }
  const movie = await readMovie(file);
  // Loaded with the first film: it is 180 kB of program that most starts need nothing of.
  const { parseMovie } = await import("./mp4-tracks.ts");
  const facts = movie && parseMovie(movie);
  if (!facts) {
    return described({ ...unknownKind, name: "an MP4 file that is not whole" }, null);
  }
  return {
    ...kindOfMovie(brand, facts),
    durationS: facts.durationS,
    obstacle: obstacleOf(facts.tracks),
  };
}

function kindOfMovie(brand: string, { tracks }: Mp4Facts): Pick<Inspection, "mimeType" | "kind"> {
  const has = (wanted: string) => tracks.some(({ handler }) => handler === wanted);
  if (!has("vide") && has("soun")) return { mimeType: "audio/mp4", kind: "audio" };
  const kind = has("vide") ? "video" : "other";
  if (brand === "qt  ") return { mimeType: "video/quicktime", kind };
  return { mimeType: brand.startsWith("M4V") ? "video/x-m4v" : "video/mp4", kind };
}
