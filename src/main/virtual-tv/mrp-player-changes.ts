import type { MrpMessage, MrpMetadata } from "../wire/mrp/message.ts";
import { Command, MessageType } from "../wire/mrp/numbers.ts";
import {
  clientOf,
  cocoaSeconds,
  commandsOf,
  metadataOf,
  pathOf,
  playbackStateOf,
  queueOf,
  wholeState,
} from "./mrp-player-messages.ts";
import type { TvApp } from "./tv-apps.ts";
import { itemOf, samePlayer, type TvPlayer } from "./tv-media.ts";
import { playersOf } from "./tv-player.ts";
import type { TvState } from "./tv-state.ts";

/**
 * What plays, told to a remote that knows `before`; null: one that knows nothing. In the order of
 * real ones: the name of an app, who is in front, states, and only then who is gone
 * (docs/protocols/mrp.md).
 */
export function playerMessages(before: TvState | null, after: TvState): MrpMessage[] {
  const olds = before === null ? [] : playersOf(before);
  const news = playersOf(after);
  return [
    ...introductions(olds, news),
    ...inFront(before?.player ?? null, after),
    ...news.flatMap((player) => {
      const old = olds.find((entry) => samePlayer(entry, player));
      return old === undefined
        ? [wholeState(player, after.name)]
        : changes(old, player, after.name);
    }),
    ...removals(olds, news, after.name),
  ];
}

const has = (players: readonly TvPlayer[], app: TvApp) =>
  players.some((player) => player.app.id === app.id);

/** UPDATE_CLIENT comes before any state of that app. */
function introductions(olds: readonly TvPlayer[], news: readonly TvPlayer[]): MrpMessage[] {
  const apps = new Map(news.map(({ app }) => [app.id, app]));
  return [...apps.values()]
    .filter((app) => !has(olds, app))
    .flatMap((app) => {
      const client = clientOf(app);
      const name = {
        type: MessageType.UpdateClient,
        updateClient: { client: { ...client, displayName: app.name } },
      };
      return [name, defaultCommands(app)];
    });
}

/** What an app takes when no player of it says otherwise. */
function defaultCommands(app: TvApp): MrpMessage {
  const supportedCommands = [Command.Play, Command.Pause].map((command) => ({
    command,
    enabled: true,
  }));
  return {
    type: MessageType.SetDefaultSupportedCommands,
    setDefaultSupportedCommands: {
      supportedCommands: { supportedCommands },
      playerPath: { client: clientOf(app) },
    },
  };
}

function inFront(old: TvPlayer | null, { player, name }: TvState): MrpMessage[] {
  if (player === null || (old !== null && samePlayer(old, player))) return [];
  return [
    {
      type: MessageType.SetNowPlayingClient,
      setNowPlayingClient: { client: clientOf(player.app) },
    },
    {
      type: MessageType.SetNowPlayingPlayer,
      setNowPlayingPlayer: { playerPath: pathOf(player, name) },
    },
  ];
}

function removals(
  olds: readonly TvPlayer[],
  news: readonly TvPlayer[],
  name: string,
): MrpMessage[] {
  const messages = new Map<string, MrpMessage>();
  for (const old of olds) {
    if (news.some((player) => samePlayer(player, old))) continue;
    if (has(news, old.app)) {
      const removePlayer = { playerPath: pathOf(old, name) };
      messages.set(`${old.app.id} ${old.playerId}`, {
        type: MessageType.RemovePlayer,
        removePlayer,
      });
    } else {
      const removeClient = { client: clientOf(old.app) };
      messages.set(old.app.id, { type: MessageType.RemoveClient, removeClient });
    }
  }
  return [...messages.values()];
}

/** SET_STATE with the fields that changed, and UPDATE_CONTENT_ITEM for what changed of one item. */
function changes(old: TvPlayer, player: TvPlayer, name: string): MrpMessage[] {
  if (old === player) return [];
  const messages: MrpMessage[] = [];
  const update = itemUpdate(old, player);
  const playbackState = playbackStateOf(player);
  const commands = commandsOf(player);
  const setState = {
    ...(!same(commands, commandsOf(old)) && {
      supportedCommands: { supportedCommands: commands },
    }),
    ...(update === "queue" && { playbackQueue: queueOf(player) }),
    ...(playbackState !== undefined &&
      playbackState !== playbackStateOf(old) && {
        playbackState,
        playbackStateTimestamp: cocoaSeconds(player.positionAtMs),
      }),
  };
  const playerPath = pathOf(player, name);
  if (Object.keys(setState).length > 0) {
    messages.push({ type: MessageType.SetState, setState: { ...setState, playerPath } });
  }
  const item = itemOf(player);
  if (update !== "queue" && update !== null && item !== null) {
    const contentItems = [{ identifier: item.id, metadata: update }];
    messages.push({
      type: MessageType.UpdateContentItem,
      updateContentItem: { contentItems, playerPath },
    });
  }
  return messages;
}

/** What is new about the item; "queue" when merging could not say it, null for nothing. */
function itemUpdate(old: TvPlayer, player: TvPlayer): MrpMetadata | "queue" | null {
  const [was, is] = [itemOf(old), itemOf(player)];
  const ids = (entry: TvPlayer) => entry.queue.map(({ id }) => id);
  if (old.location !== player.location || !same(ids(old), ids(player))) return "queue";
  if (was === null || is === null) return null;
  const before: Record<string, unknown> = { ...metadataOf(old, was) };
  const after: Record<string, unknown> = { ...metadataOf(player, is) };
  if (Object.keys(before).some((key) => !(key in after))) return "queue";
  const changed = Object.entries(after).filter(([key, value]) => !Object.is(before[key], value));
  return changed.length === 0 ? null : Object.fromEntries(changed);
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
