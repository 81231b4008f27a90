import { RemoteError } from "../../../shared/errors.ts";
import { positionAt } from "../../../shared/model/now-playing.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { Off } from "../../runtime/signal.ts";
import type { SoundSession, SoundStatus } from "../../sound/engine.ts";
import { SAMPLE_RATE } from "../../sound/source/source.ts";
import {
  pictureParameter,
  progressParameter,
  type SoundParameter,
  tagsParameter,
} from "./parameters.ts";
import { artworkIdOf } from "./sound-state.ts";
import type { RunningSound } from "./way.ts";

/**
 * Tells a receiver what it plays and where that stands, whenever it is heard and nothing before: at
 * the start, at each track, after a seek (RA-07). One thing at a time, and only the newest; a receiver
 * that refuses to know is left alone with it.
 */
export class SoundTeller {
  readonly #runtime: Runtime;
  readonly #session: SoundSession;
  readonly #sound: RunningSound;
  readonly #off: Off;
  #stopped = false;
  #isTelling = false;
  #isNews = true;
  #track: string | null = null;
  #tags: SoundStatus["tags"] = null;
  #artworkId: string | null = null;
  #progress = "";

  constructor(runtime: Runtime, session: SoundSession, sound: RunningSound) {
    this.#runtime = runtime;
    this.#session = session;
    this.#sound = sound;
    this.#off = session.status.on(() => this.#news());
    this.#news();
  }

  stop(): void {
    this.#stopped = true;
    this.#off();
  }

  #news(): void {
    this.#isNews = true;
    if (!this.#isTelling) void this.#tellAll();
  }

  async #tellAll(): Promise<void> {
    this.#isTelling = true;
    while (this.#isNews && !this.#stopped) {
      this.#isNews = false;
      await this.#tellTags(this.#session.status.value);
      await this.#tellPicture(this.#session.status.value);
      await this.#tellProgress(this.#session.status.value);
    }
    this.#isTelling = false;
  }

  async #tellTags(status: SoundStatus): Promise<void> {
    const { trackId, tags } = status;
    const rtpTime = this.#heardNow(status);
    if (trackId === null || tags === null || rtpTime === null) return;
    if (trackId === this.#track && tags === this.#tags) return;
    this.#track = trackId;
    this.#tags = tags;
    if (this.#sound.wants.text) await this.#tell("tags", tagsParameter(tags, rtpTime));
  }

  async #tellPicture(status: SoundStatus): Promise<void> {
    const { trackId, tags } = status;
    const rtpTime = this.#heardNow(status);
    if (trackId === null || tags === null || rtpTime === null) return;
    const id = artworkIdOf(status);
    if (id === this.#artworkId) return;
    this.#artworkId = id;
    if (!this.#sound.wants.artwork) return;
    await this.#tell("artwork", pictureParameter(tags.picture, rtpTime));
  }

  async #tellProgress(status: SoundStatus): Promise<void> {
    const { rtp, state } = status;
    const now = this.#heardNow(status);
    // What never ends has no progress (RA-15), and what stands still is told when it goes on.
    if (rtp === null || rtp.end === null || now === null || state !== "playing") return;
    const mark = `${status.trackId} ${rtp.start} ${rtp.end}`;
    if (mark === this.#progress) return;
    this.#progress = mark;
    if (!this.#sound.wants.progress) return;
    await this.#tell("progress", progressParameter({ start: rtp.start, now, end: rtp.end }));
  }

  /** RTP time of what is heard. */
  #heardNow({ rtp, position, tags }: SoundStatus): number | null {
    if (rtp === null) return null;
    const durationS = tags?.durationS ?? null;
    const seconds = positionAt({ position, durationS }, this.#runtime.clock.wallMs()) ?? 0;
    return (rtp.start + Math.round(seconds * SAMPLE_RATE)) >>> 0;
  }

  async #tell(what: string, parameter: SoundParameter): Promise<void> {
    try {
      await this.#sound.setParameter(parameter);
    } catch (error) {
      const { code, details } = RemoteError.from(error);
      this.#runtime.log.debug("raop: the receiver does not want to know", {
        what,
        code,
        status: details.deviceCode,
      });
    }
  }
}
