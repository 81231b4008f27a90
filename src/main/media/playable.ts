import type { FileObstacle } from "../../shared/model/media.ts";
import { type CodecRow, codecRows, h264Rows, hevcRows, objectTypeRows } from "./codecs-table.ts";
import type { Mp4Track } from "./mp4-tracks.ts";

/**
 * What keeps an Apple TV from playing these tracks; null: nothing that we know of. One picture and one
 * sound that it can play are enough: players leave out the others.
 */
export function obstacleOf(tracks: readonly Mp4Track[]): FileObstacle | null {
  const pictures = tracks.filter(({ handler }) => handler === "vide");
  const sounds = tracks.filter(({ handler }) => handler === "soun");
  if (pictures.length + sounds.length === 0) {
    return { reason: "container", what: "a file without picture or sound" };
  }
  const what = firstObstacle(pictures) ?? firstObstacle(sounds);
  return what === undefined ? null : { reason: "codec", what };
}

/** The name of what the first track is, when none of them plays. */
function firstObstacle(tracks: readonly Mp4Track[]): string | undefined {
  const rows = tracks.map(({ codec }) => rowOf(codec));
  return rows.some(({ plays }) => plays) ? undefined : rows[0]?.name;
}

/** `codec` as in RFC 6381. */
function rowOf(codec: string): CodecRow {
  const [type = "", profile = ""] = codec.split(".");
  const detail = detailOf(type, profile.toLowerCase());
  return detail ?? own(codecRows, type) ?? { name: unknownName(type), plays: false };
}

function detailOf(type: string, profile: string): CodecRow | undefined {
  switch (type) {
    case "mp4a":
    case "mp4v":
      return own(objectTypeRows, profile);
    case "avc1":
    case "avc3":
      return own(h264Rows, profile.slice(0, 2));
    case "hvc1":
      return own(hevcRows, profile);
    default:
      return undefined;
  }
}

const own = <T>(rows: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(rows, key) ? rows[key] : undefined;

/** Four characters from a file: what is no letter or digit is not for a window. */
function unknownName(type: string): string {
  const plain = type.replace(/[^0-9A-Za-z-]/g, "");
  return plain === "" ? "an unknown kind" : `the kind ${plain}`;
}
