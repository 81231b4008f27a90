import type { TvSpeaker } from "./tv-media.ts";

export interface TvApp {
  readonly id: string;
  readonly name: string;
}

export interface TvAccount {
  readonly id: string;
  readonly name: string;
}

export const SEARCH_APP = "com.apple.TVSearch";

/**
 * The home screen. Identifiers and the odd characters of the names are those of real lists
 * (system apps and store apps mixed, localised names, in no order).
 */
export const tvApps: readonly TvApp[] = [
  { id: "com.apple.TVWatchList", name: "TV" },
  { id: "com.apple.TVMusic", name: "Music" },
  { id: "com.apple.Arcade", name: "Arcade" },
  { id: "com.netflix.Netflix", name: "Netflix" },
  { id: "com.google.ios.youtube", name: "YouTube" },
  { id: "com.apple.TVPhotos", name: "Photos" },
  { id: SEARCH_APP, name: "Search" },
  { id: "com.disney.disneyplus", name: "Disney+" },
  { id: "com.aetn.aetv.ios.watch", name: "A&E" },
  { id: "com.apple.podcasts", name: "Podcasts" },
  { id: "com.amazon.aiv.AIVApp", name: "Prime Video" },
  { id: "com.plexapp.plex", name: "Plex" },
  { id: "com.apple.TVAppStore", name: "App Store" },
  { id: "com.apple.facetime", name: "FaceTime" },
  { id: "com.cobra.redskingdom", name: "Red's Kingdom" },
  { id: "de.swr.avp.ard.tablet", name: "ARD Mediathek" },
  { id: "fr.francetv.pluzz", name: "France Télévisions" },
  { id: "com.apple.TVHomeSharing", name: "Computers" },
  { id: "com.apple.TVSettings", name: "Settings" },
];

export const tvAccounts: readonly TvAccount[] = [
  { id: "7B0E1C7A-43C4-4C5C-9B5C-0C9B0A4A1F01", name: "Alex" },
  { id: "7B0E1C7A-43C4-4C5C-9B5C-0C9B0A4A1F02", name: "Sam & Zoë" },
  { id: "7B0E1C7A-43C4-4C5C-9B5C-0C9B0A4A1F03", name: "Kids" },
];

/** Which app a link opens: by scheme, or by the host of a web link. */
const linkTargets: readonly (readonly [prefix: string, appId: string])[] = [
  ["youtube:", "com.google.ios.youtube"],
  ["https://www.youtube.com/", "com.google.ios.youtube"],
  ["https://youtu.be/", "com.google.ios.youtube"],
  ["nflx:", "com.netflix.Netflix"],
  ["https://www.netflix.com/", "com.netflix.Netflix"],
  ["https://www.disneyplus.com/", "com.disney.disneyplus"],
  ["com.apple.tv:", "com.apple.TVWatchList"],
  ["https://tv.apple.com/", "com.apple.TVWatchList"],
  ["music:", "com.apple.TVMusic"],
  ["https://music.apple.com/", "com.apple.TVMusic"],
  ["plex:", "com.plexapp.plex"],
];

/** The app that opens `url`, or undefined when none is installed for it. */
export function appOfLink(apps: readonly TvApp[], url: string): TvApp | undefined {
  const target = linkTargets.find(([prefix]) => url.toLowerCase().startsWith(prefix));
  return target && apps.find((app) => app.id === target[1]);
}

/** Speakers of the same home. Their volumes are their own. */
export const tvSpeakers: readonly TvSpeaker[] = [
  { id: "5B2C8C8E-2D0C-4A3F-9E57-30C7E2A4B101", name: "Kitchen", percent: 35, joined: false },
  { id: "5B2C8C8E-2D0C-4A3F-9E57-30C7E2A4B102", name: "Bedroom", percent: 20, joined: false },
];
