import { sha512 } from "../../crypto/hash.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { hexOf } from "../../wire/bytes.ts";
import { AIRPLAY_APP } from "../airplay-video-play.ts";
import type { Television } from "../television.ts";
import { itemWith, newPlayer } from "../tv-library.ts";
import { itemOf, type TvArtwork, type TvItem } from "../tv-media.ts";
import type { SinkSession } from "./sink-session.ts";
import { rtpSince } from "./sound-clock.ts";

const QUIET_DB = -30;

/** Shows on the television what plays on its speaker, so that remotes are told of it. */
export class SoundOnTv {
  readonly #runtime: Runtime;
  readonly #television: Television;
  #session: SinkSession | null = null;
  #itemId = "";
  #volumeDb: number | null = null;
  #shown: Shown | null = null;
  #isGone = false;

  constructor(runtime: Runtime, television: Television) {
    this.#runtime = runtime;
    this.#television = television;
  }

  /** Called for every packet: does nothing while nothing is new. */
  show(session: SinkSession): void {
    if (session !== this.#session) this.#begin(session);
    if (session.isOver) {
      this.close();
      return;
    }
    this.#showVolume(session.volumeDb);
    if (!session.isRecording || this.#isGone) return;
    const next = shownOf(session);
    if (this.#shown !== null && same(this.#shown, next)) return;
    if (this.#shown === null) this.#showPlayer(next);
    else if (this.#isOurs) this.#change(this.#shown, next);
    // Something else fills the screen; the sound goes on.
    else this.#isGone = true;
    this.#shown = next;
  }

  close(): void {
    if (this.#shown !== null && this.#isOurs) {
      this.#television.do({ kind: "end-app", appId: AIRPLAY_APP.id });
    }
    this.#shown = null;
    this.#session = null;
  }

  #begin(session: SinkSession): void {
    this.close();
    this.#session = session;
    this.#itemId = this.#runtime.random.uuid().toUpperCase();
    this.#volumeDb = null;
    this.#isGone = false;
  }

  get #isOurs(): boolean {
    const { player } = this.#television.state.value;
    return player !== null && itemOf(player)?.id === this.#itemId;
  }

  #showVolume(volumeDb: number | null): void {
    if (volumeDb === null || volumeDb === this.#volumeDb) return;
    this.#volumeDb = volumeDb;
    const percent = volumeDb <= QUIET_DB ? 0 : (1 + volumeDb / -QUIET_DB) * 100;
    this.#television.do({ kind: "volume", percent });
  }

  #showPlayer(shown: Shown): void {
    const player = newPlayer(AIRPLAY_APP, [itemWith({ id: this.#itemId, ...itemFields(shown) })]);
    this.#television.do({
      kind: "show-player",
      player: { ...player, positionS: shown.positionS, playing: shown.playing },
      inFront: true,
    });
  }

  #change(before: Shown, next: Shown): void {
    if (!same(itemFields(before), itemFields(next))) {
      this.#television.do({ kind: "change-item", change: itemFields(next) });
    }
    const { positionS, playing } = next;
    if (before.positionS !== positionS) {
      this.#television.do({ kind: "change-player", change: { positionS } });
    }
    if (before.playing !== playing) {
      this.#television.do({ kind: "change-player", change: { playing } });
    }
  }
}

interface Shown {
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly genre: string | null;
  readonly durationS: number | null;
  readonly artwork: TvArtwork | null;
  /** As the sender said last. */
  readonly positionS: number;
  readonly playing: boolean;
}

const pictures = new WeakMap<object, TvArtwork>();

function shownOf(session: SinkSession): Shown {
  const { tags, progress, artwork, format } = session;
  const rate = format?.sampleRate ?? 44_100;
  const seconds = (from: number, to: number) => Math.max(0, rtpSince(from, to) / rate);
  const durationS = progress
    ? seconds(progress.start, progress.end)
    : tags?.durationMs != null
      ? tags.durationMs / 1000
      : 0;
  return {
    title: tags?.title ?? null,
    artist: tags?.artist ?? null,
    album: tags?.album ?? null,
    genre: tags?.genre ?? null,
    durationS: durationS > 0 ? durationS : null,
    artwork: artwork && pictureOf(artwork),
    positionS: progress ? seconds(progress.start, progress.now) : 0,
    playing: session.sounds,
  };
}

/** The same object for the same picture. */
function pictureOf(artwork: { readonly mimeType: string; readonly bytes: Uint8Array }): TvArtwork {
  const known = pictures.get(artwork);
  if (known) return known;
  const { mimeType, bytes } = artwork;
  const picture = { kind: "bytes", bytes } as const;
  const made: TvArtwork = { id: hexOf(sha512(bytes).subarray(0, 8)), mimeType, url: null, picture };
  pictures.set(artwork, made);
  return made;
}

function itemFields(shown: Shown): Omit<Partial<TvItem>, "id"> {
  const { title, artist, album, genre, durationS, artwork } = shown;
  const isLive = durationS === null;
  return { kind: "music", title, artist, album, genre, durationS, isLive, artwork };
}

function same(one: object, other: object): boolean {
  const values = Object.entries(one);
  return values.every(([key, value]) => Object.is(value, (other as Record<string, unknown>)[key]));
}
