import { type ErrorBody, RemoteError } from "../../shared/errors.ts";
import type { DeviceSummary } from "../../shared/model/device.ts";
import type { SoundOffer } from "../../shared/model/sound.ts";
import type { Api } from "../bridge.ts";
import { looksOf, mayBeMany } from "../playing/kinds.ts";

/** As many as one call takes: `SoundSources` of the contract. */
export const MOST_SONGS = 2000;
/** Files that are looked into at the same time. */
const AT_ONCE = 8;

export const nothingSounds: ErrorBody = {
  code: "invalid",
  message: "nothing in it sounds",
  details: { subject: "sound" },
};

/** Those that may be songs, folders or playlists. */
export const soundsAmong = (files: readonly File[]): readonly File[] =>
  files.filter(({ name, type }) => looksOf(name, type) !== "video");

/**
 * Whether files are to be sent as sound rather than fetched: where the device that they are meant for
 * takes sound, or takes nothing and another one does, or where several are to play one after the other.
 */
export function goesAsSound(
  files: readonly File[],
  aim: DeviceSummary | null,
  anySpeaker: boolean,
): boolean {
  const [first] = soundsAmong(files);
  if (first === undefined) return false;
  if (aim?.playsSound === true) return true;
  if (!anySpeaker) return false;
  return aim?.playsMedia !== true || files.length > 1 || mayBeMany(first.name, first.type);
}

/** What was found, in the order of the files; the first failure, when that is nothing. */
export interface FoundSongs {
  readonly offers: readonly SoundOffer[];
  readonly error: ErrorBody | null;
}

/** Looks into files, folders and playlists. What cannot be read is left out while anything can. */
export async function findSongs(api: Api, files: readonly File[]): Promise<FoundSongs> {
  const offers: SoundOffer[] = [];
  let error: ErrorBody | null = null;
  for (let at = 0; at < files.length && offers.length < MOST_SONGS; at += AT_ONCE) {
    const some = files.slice(at, at + AT_ONCE).map((file) => api.offerSound(file));
    for (const found of await Promise.allSettled(some)) {
      if (found.status === "fulfilled") offers.push(...found.value);
      else error ??= RemoteError.from(found.reason).toBody();
    }
  }
  if (offers.length > 0) return { offers: offers.slice(0, MOST_SONGS), error: null };
  return { offers, error: error === null || error.code === "invalid" ? nothingSounds : error };
}
