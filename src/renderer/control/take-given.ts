import { type ErrorBody, RemoteError } from "../../shared/errors.ts";
import type { DeviceSummary } from "../../shared/model/device.ts";
import type { Api } from "../bridge.ts";
import { looksOf } from "../playing/kinds.ts";
import { linkTitle } from "../playing/links.ts";
import type { PlayItem } from "../store/play-draft.ts";
import { findSongs, goesAsSound, soundsAmong } from "./sound-offers.ts";

/** What a hand let go of, pasted or chose. */
export type Given =
  | { readonly kind: "files"; readonly files: readonly File[] }
  | { readonly kind: "link"; readonly url: string }
  /** Something else, such as a sentence. */
  | { readonly kind: "other" };

/** Where it is meant to go; null: nowhere yet. */
export interface Aim {
  readonly device: DeviceSummary | null;
  /** There is a device that takes sound. */
  readonly anySpeaker: boolean;
}

const notPlayable: ErrorBody = {
  code: "invalid",
  message: "neither a file nor a link",
  details: { subject: "media" },
};

/** What will be looked into, and how many of it stay behind. */
export interface Look {
  readonly file: File;
  readonly leftOver: number;
  /** Rejects with what kept it from being looked into. */
  run(): Promise<PlayItem>;
}

export const linkItem = (url: string, asSound = false): PlayItem => ({
  source: "link",
  url,
  title: linkTitle(url),
  asSound,
});

/** A link as it is; how to look into files; or why it is nothing to play. */
export function takeGiven(api: Api, given: Given, aim: Aim): PlayItem | Look | ErrorBody {
  if (given.kind === "link") return linkItem(given.url);
  if (given.kind === "other") return notPlayable;
  const [file] = given.files;
  if (file === undefined) return notPlayable;
  if (goesAsSound(given.files, aim.device, aim.anySpeaker)) {
    const songs = soundsAmong(given.files);
    const leftOver = given.files.length - songs.length;
    return { file: songs[0] ?? file, leftOver, run: () => takeSongs(api, songs) };
  }
  return { file, leftOver: given.files.length - 1, run: () => takeFile(api, file) };
}

async function takeSongs(api: Api, files: readonly File[]): Promise<PlayItem> {
  const { offers, error } = await findSongs(api, files);
  const [first] = offers;
  if (first !== undefined) return { source: "sound", title: first.title, offers };
  const [only] = files;
  // It may be a film whose name does not say so.
  const unknown = only !== undefined && looksOf(only.name, only.type) === "unknown";
  if (error?.code === "invalid" && unknown && files.length === 1) {
    const item = await takeFile(api, only).catch(() => null);
    if (item !== null && item.offer.kind !== "other") return item;
  }
  throw RemoteError.fromBody(error ?? notPlayable);
}

async function takeFile(
  api: Api,
  file: File,
): Promise<Extract<PlayItem, { readonly source: "file" }>> {
  try {
    const offer = await api.offerFile(file);
    return { source: "file", offer, title: offer.name };
  } catch (thrown) {
    const error = RemoteError.from(thrown);
    throw error.code === "invalid" ? RemoteError.fromBody(notPlayable) : error;
  }
}
