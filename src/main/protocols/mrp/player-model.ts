import type { MrpContentItem, MrpMessage, MrpPlayerPath } from "../../wire/mrp/message.ts";
import { DEFAULT_PLAYER, MessageType } from "../../wire/mrp/numbers.ts";
import { keepSame } from "../same.ts";
import { commandsOf, mergeItem, replaceItem, shortText } from "./player-wire.ts";
import {
  activeClient,
  type Client,
  type Item,
  newClient,
  newPlayer,
  type Player,
  type Players,
} from "./players.ts";

/** More than any device has. Beyond it, what has been there longest and does not play goes. */
const MAX_CLIENTS = 32;
const MAX_PLAYERS = 16;
const MAX_ITEMS = 128;

/**
 * The players after one message (MR-45, MR-46). Pure; the very same object when the message changes
 * nothing or is none of these.
 */
export function stepPlayers(players: Players, message: MrpMessage): Players {
  const { setState, updateContentItem, updateContentItemArtwork, updateClient } = message;
  if (setState) return onSetState(players, setState);
  if (updateContentItem) return onContentItems(players, updateContentItem);
  if (updateContentItemArtwork) return onContentItems(players, updateContentItemArtwork);
  if (updateClient) return named(players, { client: updateClient.client ?? null });
  // Protobuf leaves out what is empty: "nothing plays" may be the type alone.
  if (message.setNowPlayingClient || message.type === MessageType.SetNowPlayingClient) {
    return onActiveClient(players, { client: message.setNowPlayingClient?.client ?? null });
  }
  if (message.setNowPlayingPlayer) {
    return onActivePlayer(players, message.setNowPlayingPlayer.playerPath);
  }
  if (message.removeClient) {
    return onRemoveClient(players, message.removeClient.client?.bundleIdentifier);
  }
  if (message.removePlayer) return onRemovePlayer(players, message.removePlayer.playerPath);
  if (message.setDefaultSupportedCommands) {
    return onDefaultCommands(players, message.setDefaultSupportedCommands);
  }
  return players;
}

/**
 * The answer to a question about the queue: names and items that are known already gain what it
 * says, and nothing else changes. So does an answer that comes so late that it looks like news.
 */
export function stepAnswer(players: Players, answer: MrpMessage): Players {
  const { playbackQueue, playerPath } = answer.setState ?? {};
  if (!playbackQueue && !playerPath) return players;
  const path = playbackQueue?.resolvedPlayerPath ?? playerPath;
  const known = named(players, path);
  return playbackQueue ? merged(known, path, playbackQueue.contentItems ?? []) : known;
}

type SetState = NonNullable<MrpMessage["setState"]>;

function onSetState(players: Players, state: SetState): Players {
  const { playbackQueue, playbackState, supportedCommands } = state;
  if (playbackQueue && onlyAdds(playbackQueue.contentItems ?? [])) {
    return stepAnswer(players, { setState: state });
  }
  const path = state.playerPath ?? pathOfOldSystems(state);
  return changePlayer(named(players, path), path, (player) => {
    const commands = supportedCommands
      ? commandsOf(supportedCommands.supportedCommands, player.commands)
      : player.commands;
    const queue = playbackQueue
      ? {
          items: queueOf(player, playbackQueue.contentItems ?? []),
          location: playbackQueue.location ?? 0,
        }
      : {};
    return patched(player, {
      commands,
      playbackState: playbackState ?? player.playbackState,
      ...queue,
    });
  });
}

/** Before there were player paths the app stood in the message itself. */
function pathOfOldSystems(state: SetState): MrpPlayerPath {
  const bundleIdentifier = state.displayIdentifier ?? null;
  return { client: { bundleIdentifier, displayName: state.displayName ?? null } };
}

/** A late picture or a late list of languages comes alone: it must not empty the queue (F9). */
function onlyAdds(items: readonly MrpContentItem[]): boolean {
  return (
    items.length > 0 &&
    items.every(
      (item) =>
        !item.metadata &&
        (item.artworkData?.length || (item.availableLanguageOptions?.length ?? 0) > 0),
    )
  );
}

function queueOf(player: Player, sent: readonly MrpContentItem[]): readonly Item[] {
  const known = new Map(player.items.map((item) => [item.id, item]));
  const items = sent.slice(0, MAX_ITEMS).map((item, index) => {
    if (item.identifier) return replaceItem(known.get(item.identifier), item);
    // Nothing says that it is the same item, so it inherits nothing.
    const next = replaceItem(undefined, item);
    const before = player.items[index];
    return before === undefined ? next : keepSame(before, next);
  });
  return sameItems(player.items, items) ? player.items : items;
}

function sameItems(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function onContentItems(
  players: Players,
  update: { contentItems?: MrpContentItem[] | null; playerPath?: MrpPlayerPath | null },
): Players {
  return merged(named(players, update.playerPath), update.playerPath, update.contentItems ?? []);
}

function merged(
  players: Players,
  path: MrpPlayerPath | null | undefined,
  sent: readonly MrpContentItem[],
): Players {
  if (sent.length === 0) return players;
  return changePlayer(players, path, (player) => {
    const items = player.items.map((item) => {
      const update = sent.find((candidate) => (candidate.identifier ?? null) === item.id);
      return update === undefined ? item : mergeItem(item, update);
    });
    return sameItems(player.items, items) ? player : { ...player, items };
  });
}

/** Nobody's name is taken away by a message that has none (the device leaves it out at times). */
function named(players: Players, path: MrpPlayerPath | null | undefined): Players {
  const name = shortText(path?.client?.displayName);
  if (!path?.client?.bundleIdentifier) return players;
  return changeClient(players, path, (client) => (name ? patched(client, { name }) : client));
}

function onActiveClient(players: Players, path: MrpPlayerPath): Players {
  // A client without an identifier is nobody: nothing plays.
  const id = path.client?.bundleIdentifier || null;
  return patched(named(players, path), { activeClientId: id });
}

function onActivePlayer(players: Players, path: MrpPlayerPath | null | undefined): Players {
  const activePlayerId = path?.player?.identifier || null;
  return changeClient(named(players, path), path, (client) => patched(client, { activePlayerId }));
}

function onRemoveClient(players: Players, bundleId: string | null | undefined): Players {
  if (!bundleId || !players.clients.has(bundleId)) return players;
  const clients = new Map(players.clients);
  clients.delete(bundleId);
  const { activeClientId } = players;
  return { clients, activeClientId: activeClientId === bundleId ? null : activeClientId };
}

function onRemovePlayer(players: Players, path: MrpPlayerPath | null | undefined): Players {
  const id = path?.player?.identifier || DEFAULT_PLAYER;
  const client = clientOf(players, path);
  if (client === null || (!client.players.has(id) && client.activePlayerId !== id)) return players;
  return changeClient(players, path, (known) => {
    const rest = new Map(known.players);
    rest.delete(id);
    const activePlayerId = known.activePlayerId === id ? null : known.activePlayerId;
    return { ...known, players: rest, activePlayerId };
  });
}

function onDefaultCommands(
  players: Players,
  message: NonNullable<MrpMessage["setDefaultSupportedCommands"]>,
): Players {
  return changeClient(players, message.playerPath, (client) =>
    patched(client, {
      defaultCommands: commandsOf(
        message.supportedCommands?.supportedCommands,
        client.defaultCommands,
      ),
    }),
  );
}

/** Who a path means; without a name it is the one that plays (F9). */
function clientOf(players: Players, path: MrpPlayerPath | null | undefined): Client | null {
  const bundleId = path?.client?.bundleIdentifier;
  if (!bundleId) return activeClient(players);
  return players.clients.get(bundleId) ?? newClient(bundleId);
}

function changeClient(
  players: Players,
  path: MrpPlayerPath | null | undefined,
  change: (client: Client) => Client,
): Players {
  const client = clientOf(players, path);
  if (client === null) return players;
  const next = change(client);
  const { bundleId } = next;
  if (players.clients.get(bundleId) === next) return players;
  const clients = withEntry(players.clients, bundleId, next, MAX_CLIENTS, players.activeClientId);
  return { ...players, clients };
}

function changePlayer(
  players: Players,
  path: MrpPlayerPath | null | undefined,
  change: (player: Player) => Player,
): Players {
  return changeClient(players, path, (client) => {
    // Updates that name no app name no player either: they are about what plays.
    const fallback = path?.client?.bundleIdentifier ? null : client.activePlayerId;
    const id = path?.player?.identifier || fallback || DEFAULT_PLAYER;
    const known = client.players.get(id) ?? newPlayer(id);
    const next = change(known);
    if (next === known) return client;
    const active = client.activePlayerId ?? DEFAULT_PLAYER;
    return { ...client, players: withEntry(client.players, id, next, MAX_PLAYERS, active) };
  });
}

/** A copy with one entry set; the oldest but the active one goes when there are too many. */
function withEntry<V>(
  map: ReadonlyMap<string, V>,
  key: string,
  value: V,
  most: number,
  active: string | null,
): ReadonlyMap<string, V> {
  const next = new Map(map).set(key, value);
  for (const candidate of next.keys()) {
    if (next.size <= most) break;
    if (candidate !== active && candidate !== key) next.delete(candidate);
  }
  return next;
}

/** The same object when the patch says nothing new. */
function patched<T extends object>(before: T, patch: Partial<T>): T {
  const changed = Object.entries(patch).some(
    ([key, value]) => !Object.is(before[key as keyof T], value),
  );
  return changed ? { ...before, ...patch } : before;
}
