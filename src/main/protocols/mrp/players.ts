import type { MrpLanguageOption } from "../../wire/mrp/message.ts";
import { DEFAULT_PLAYER } from "../../wire/mrp/numbers.ts";

/**
 * Who plays what, as MediaRemote tells it (MR-45): apps, their players, the queue of each. Plain,
 * immutable, bounded, and free of bytes. Null and absent: not told.
 */
export interface Players {
  /** By bundle id. */
  readonly clients: ReadonlyMap<string, Client>;
  readonly activeClientId: string | null;
}

export interface Client {
  readonly bundleId: string;
  readonly name: string | null;
  readonly players: ReadonlyMap<string, Player>;
  /** Null: none was named, so it is the default player. */
  readonly activePlayerId: string | null;
  readonly defaultCommands: Commands;
}

export interface Player {
  readonly id: string;
  /** As the device sent it; null before it sent one. */
  readonly playbackState: number | null;
  readonly commands: Commands;
  readonly items: readonly Item[];
  readonly location: number;
}

export type Commands = ReadonlyMap<number, CommandState>;

export interface CommandState {
  readonly enabled: boolean;
  /** Seconds. */
  readonly intervals: readonly number[];
  readonly repeatMode: number | null;
  readonly shuffleMode: number | null;
}

export interface Item {
  readonly id: string | null;
  readonly metadata: Metadata | null;
  readonly languages: Languages | null;
  /** Of a picture that was pushed for it, so that another one is noticed. */
  readonly pictureMark: string | null;
}

/** Language options as the device gave them; null: never told. */
export interface Languages {
  readonly groups: readonly LanguageOptions[];
  readonly current: readonly MrpLanguageOption[];
}

export interface LanguageOptions {
  readonly canBeOff: boolean;
  readonly options: readonly MrpLanguageOption[];
}

/** Fields of an item's metadata that mean something here, by their names on the wire. */
export const textFields = [
  "title",
  "subtitle",
  "albumName",
  "trackArtistName",
  "albumArtistName",
  "genre",
  "contentIdentifier",
  "seriesName",
  "artworkMimeType",
  "artworkUrl",
  "artworkIdentifier",
] as const;
export const numberFields = [
  "seasonNumber",
  "episodeNumber",
  "duration",
  "elapsedTime",
  "elapsedTimeTimestamp",
  "playbackRate",
  "defaultPlaybackRate",
  "iTunesStoreIdentifier",
  "mediaType",
  "mediaSubType",
] as const;
export const flagFields = ["artworkAvailable", "languageOptionsAvailable", "isAlwaysLive"] as const;

type Fields<N extends readonly string[], V> = { readonly [K in N[number]]?: V };
/** A field that is absent was not told. */
export type Metadata = Fields<typeof textFields, string> &
  Fields<typeof numberFields, number> &
  Fields<typeof flagFields, boolean>;

export const noPlayers: Players = { clients: new Map(), activeClientId: null };

export function newClient(bundleId: string): Client {
  const none = new Map();
  return { bundleId, name: null, players: none, activePlayerId: null, defaultCommands: none };
}

export function newPlayer(id: string): Player {
  return { id, playbackState: null, commands: new Map(), items: [], location: 0 };
}

export function activeClient(players: Players): Client | null {
  const { activeClientId, clients } = players;
  return activeClientId === null ? null : (clients.get(activeClientId) ?? null);
}

/** The player that was named, else the default one (MR-45); null when there is no such player. */
export function activePlayer(client: Client | null): Player | null {
  return client?.players.get(client.activePlayerId ?? DEFAULT_PLAYER) ?? null;
}

/**
 * What the queue points at. A device that sends one item of a long queue gives its place in the
 * queue, not in the message, so a single item is the one.
 */
export function currentItem(player: Player | null): Item | null {
  if (player === null) return null;
  const { items, location } = player;
  return items[location] ?? (items.length === 1 ? items[0] : undefined) ?? null;
}

/** MR-46, FE-02: the player's own commands go before those of its app. */
export function commandOf(client: Client | null, command: number): CommandState | null {
  if (client === null) return null;
  const own = activePlayer(client)?.commands.get(command);
  return own ?? client.defaultCommands.get(command) ?? null;
}

/** FE-02. */
export function isEnabled(client: Client | null, command: number): boolean {
  return commandOf(client, command)?.enabled ?? false;
}
