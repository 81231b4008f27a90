import type { DeviceId } from "../../shared/model/device.ts";
import { offers } from "../../shared/model/features.ts";
import {
  type NowPlaying,
  positionAt,
  type RepeatMode,
  type ShuffleMode,
} from "../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import { believedClock } from "../playing/believed-clock.ts";
import type { FactsStore } from "../store/facts.ts";
import type { Place, UiStore } from "../store/ui.ts";
import type { WindowClock } from "../window-clock.ts";
import type { Attempts } from "./attempts.ts";
import { LatestOnly } from "./latest-only.ts";
import { SeekLane } from "./seek-lane.ts";

const VOLUME_GAP_MS = 60;
/** Seeks that follow each other this closely are one to whoever wants to go back. */
const ONE_SEEK_MS = 1500;
const REMEMBERED_SEEKS = 50;
/** What apps skip by that do not say. */
const USUAL_SKIP_S = 10;

export interface PlaybackControlParts {
  readonly attempts: Attempts;
  readonly facts: FactsStore;
  readonly ui: UiStore;
  readonly clock: WindowClock;
}

interface Playing {
  readonly id: DeviceId;
  readonly session: SessionSnapshot;
  readonly item: NowPlaying;
}

/** What hands do with what plays: skip, seek and back again, modes, languages, speakers. */
export class PlaybackControl {
  readonly #attempts: Attempts;
  readonly #facts: FactsStore;
  readonly #ui: UiStore;
  readonly #clock: WindowClock;
  readonly #seeks: SeekLane;
  readonly #speakers = new Map<string, LatestOnly>();
  #lastSeekMs = Number.NEGATIVE_INFINITY;

  constructor({ attempts, facts, ui, clock }: PlaybackControlParts) {
    this.#attempts = attempts;
    this.#facts = facts;
    this.#ui = ui;
    this.#clock = clock;
    const playing = (): string | null => this.#playing()?.item.itemId ?? null;
    this.#seeks = new SeekLane({ facts, ui, clock, playing });
  }

  /** By as many seconds as the app likes. */
  skip(direction: "back" | "forward", place: Place = "keys"): void {
    const id = this.#selectedId;
    if (id === null) return;
    const playing = this.#playing();
    const back = playing?.item.skipBackwardS ?? USUAL_SKIP_S;
    const forward = playing?.item.skipForwardS ?? USUAL_SKIP_S;
    if (playing !== null) this.#remember(playing);
    this.#seeks.forget();
    void this.#attempts.make(place, "remote.skip", id, direction === "back" ? -back : forward);
  }

  /** Seconds from the start; kept inside the item. */
  seek(seconds: number): void {
    const playing = this.#playing();
    if (playing === null) return;
    this.#remember(playing);
    this.#seekTo(playing, seconds);
  }

  /** Back to where the item stood before the last seek or skip of this window. */
  undoSeek(): void {
    const playing = this.#playing();
    if (playing === null) return;
    const { undoable } = this.#ui.getState();
    const last = undoable.filter(({ itemId }) => itemId === playing.item.itemId).at(-1);
    if (last === undefined) return;
    this.#ui.setState({ undoable: undoable.filter((entry) => entry !== last) });
    this.#lastSeekMs = Number.NEGATIVE_INFINITY;
    this.#seekTo(playing, last.seconds);
  }

  /** Says which of the two, where the device can be told; what is on the button is what happens. */
  playPause(): void {
    const id = this.#selectedId;
    if (id === null) return;
    const playing = this.#playing();
    const wanted = playing?.item.state === "playing" ? "pause" : "play";
    const told = playing !== null && offers(playing.session.features, wanted);
    void this.#attempts.make("playing", "remote.media", id, told ? wanted : "play-pause");
  }

  shuffle(mode: ShuffleMode): void {
    const id = this.#selectedId;
    if (id !== null) void this.#attempts.make("playing", "playback.shuffle", id, mode);
  }

  repeat(mode: RepeatMode): void {
    const id = this.#selectedId;
    if (id !== null) void this.#attempts.make("playing", "playback.repeat", id, mode);
  }

  audio(choiceId: string): void {
    const id = this.#selectedId;
    if (id !== null) void this.#attempts.make("playing", "playback.audio", id, choiceId);
  }

  /** Null for none. */
  subtitles(choiceId: string | null): void {
    const id = this.#selectedId;
    if (id !== null) void this.#attempts.make("playing", "playback.subtitles", id, choiceId);
  }

  addSpeaker(outputId: string): void {
    const id = this.#selectedId;
    if (id !== null) void this.#attempts.make("speakers", "outputs.add", id, [outputId]);
  }

  removeSpeaker(outputId: string): void {
    const id = this.#selectedId;
    if (id !== null) void this.#attempts.make("speakers", "outputs.remove", id, [outputId]);
  }

  /** Percent; only the newest of those that a drag brings is sent. */
  speakerVolume(outputId: string, percent: number): void {
    const id = this.#selectedId;
    if (id === null) return;
    const gate = this.#speakers.get(outputId) ?? new LatestOnly(this.#clock, VOLUME_GAP_MS);
    this.#speakers.set(outputId, gate);
    gate.submit(async () => {
      await this.#attempts.make("speakers", "outputs.setVolume", id, outputId, percent);
    });
  }

  get #selectedId(): DeviceId | null {
    return this.#facts.getState().devices?.selectedId ?? null;
  }

  #playing(): Playing | null {
    const id = this.#selectedId;
    const session = id === null ? undefined : this.#facts.getState().sessions[id];
    if (id === null || session === undefined || session.nowPlaying === null) return null;
    return { id, session, item: session.nowPlaying };
  }

  #seekTo({ id, item }: Playing, wanted: number): void {
    const toSeconds = Math.max(0, Math.min(wanted, item.durationS ?? wanted));
    this.#seeks.seek(item.itemId, toSeconds, () =>
      this.#attempts.make("playing", "playback.seek", id, toSeconds),
    );
  }

  /** Where it stands before it is moved, for the way back; only where a way back is possible. */
  #remember({ session, item }: Playing): void {
    const nowMs = this.#clock.now();
    const follows = nowMs - this.#lastSeekMs < ONE_SEEK_MS;
    this.#lastSeekMs = nowMs;
    const { undoable, seeking } = this.#ui.getState();
    const isSame = undoable.at(-1)?.itemId === item.itemId;
    if ((follows && isSame) || !offers(session.features, "set-position")) return;
    const seconds = positionAt(believedClock(item, seeking, nowMs), nowMs);
    if (seconds === null) return;
    const kept = undoable.slice(1 - REMEMBERED_SEEKS);
    this.#ui.setState({ undoable: [...kept, { itemId: item.itemId, seconds }] });
  }
}
