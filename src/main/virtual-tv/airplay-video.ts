import type { Runtime } from "../runtime/runtime.ts";
import type { AskForPlaylist } from "./airplay-film.ts";
import { VideoPlay } from "./airplay-video-play.ts";
import type { Television } from "./television.ts";

export interface VideoRequest {
  readonly url: string;
  /** Where it begins: seconds, or a fraction of its length as AirPlay 1 says it. */
  readonly start?: { readonly seconds: number } | { readonly fraction: number };
  /** Seconds of it in a second; 0 waits, with the first picture on the screen. */
  readonly rate: number;
  readonly askForPlaylist?: AskForPlaylist;
}

/** The player that AirPlay fills, of which a TV has one: whatever plays next takes its place. */
export class AirplayVideo {
  readonly #runtime: Runtime;
  readonly #television: Television;
  #play: VideoPlay | null = null;

  constructor(runtime: Runtime, television: Television) {
    this.#runtime = runtime;
    this.#television = television;
  }

  /** What was asked for last, also when it has ended; null before anything was. */
  get current(): VideoPlay | null {
    return this.#play;
  }

  /** Shows it at once, loading; the answer tells what comes of it. */
  start(request: VideoRequest): VideoPlay {
    this.#play?.stop("replaced");
    const play = new VideoPlay(this.#runtime, this.#television, request);
    this.#play = play;
    this.#television.note("video asked for");
    return play;
  }

  /** Plays what there is to its end, now. */
  finish(): void {
    this.#play?.finish();
  }

  close(): void {
    this.#play?.stop("closed");
  }
}
