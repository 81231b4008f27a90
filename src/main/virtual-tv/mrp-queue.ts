import type { MrpContentItem, MrpLanguageOption, MrpMessage } from "../wire/mrp/message.ts";
import { MessageType } from "../wire/mrp/numbers.ts";
import { metadataOf, pathOf } from "./mrp-player-messages.ts";
import type { TvItem, TvLanguage, TvLanguageGroup, TvPlayer } from "./tv-media.ts";
import { makePicture } from "./tv-pictures.ts";
import type { TvState } from "./tv-state.ts";

type QueueRequest = NonNullable<MrpMessage["playbackQueueRequest"]>;

/** Nobody asks for more at once. */
const MAX_ITEMS = 100;

/** Whether this request wants a picture. */
export function wantsArtwork({ artworkWidth, artworkHeight }: QueueRequest): boolean {
  return (artworkWidth ?? 0) !== 0 || (artworkHeight ?? 0) !== 0;
}

/** The part of the queue that was asked for, as a state. Without a player it holds nothing. */
export function queueAnswer(request: QueueRequest, state: TvState): MrpMessage {
  const { player } = state;
  if (player === null) return { type: MessageType.SetState, setState: { request } };
  const location = request.location ?? player.location;
  const contentItems = chosenItems(request, player, location).map((item) =>
    contentItem(request, player, item),
  );
  return {
    type: MessageType.SetState,
    setState: {
      playbackQueue: {
        location,
        contentItems,
        ...(request.requestIdentifier != null && { requestIdentifier: request.requestIdentifier }),
      },
      playerPath: pathOf(player, state.name),
      request,
    },
  };
}

function chosenItems(request: QueueRequest, player: TvPlayer, location: number) {
  const ids = request.contentItemIdentifiers ?? [];
  if (ids.length > 0) return player.queue.filter(({ id }) => ids.includes(id));
  const length = Math.min(MAX_ITEMS, Math.max(1, request.length ?? 1));
  return player.queue.slice(Math.max(0, location), Math.max(0, location) + length);
}

function contentItem(request: QueueRequest, player: TvPlayer, item: TvItem): MrpContentItem {
  return {
    identifier: item.id,
    ...(request.includeMetadata && { metadata: metadataOf(player, item) }),
    ...(wantsArtwork(request) && artworkOf(request, item)),
    ...(request.includeLanguageOptions && item.languages && languagesOf(item.languages)),
  };
}

function artworkOf(request: QueueRequest, { artwork }: TvItem): MrpContentItem {
  if (!artwork?.picture) return {};
  const { artworkWidth, artworkHeight } = request;
  const made = makePicture(artwork.picture, artworkWidth ?? 0, artworkHeight ?? 0);
  return {
    artworkData: made.bytes,
    artworkDataWidth: made.width,
    artworkDataHeight: made.height,
  };
}

function languagesOf({ audio, subtitles }: NonNullable<TvItem["languages"]>): MrpContentItem {
  const current = (type: number, group: TvLanguageGroup): MrpLanguageOption[] =>
    group.options.filter(({ id }) => id === group.currentId).map((option) => wire(type, option));
  return {
    availableLanguageOptions: [groupOf(0, audio), groupOf(1, subtitles)],
    currentLanguageOptions: [...current(0, audio), ...current(1, subtitles)],
  };
}

function groupOf(type: number, group: TvLanguageGroup) {
  const languageOptions = group.options.map((option) => wire(type, option));
  return {
    allowEmptySelection: group.canBeOff,
    ...(languageOptions[0] && !group.canBeOff && { defaultLanguageOption: languageOptions[0] }),
    languageOptions,
  };
}

function wire(type: number, { tag, name, characteristics, id }: TvLanguage): MrpLanguageOption {
  return {
    type,
    languageTag: tag,
    characteristics: [...characteristics],
    displayName: name,
    identifier: id,
  };
}
