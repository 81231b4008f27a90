import type { Timer } from "../runtime/clock.ts";
import type { PlistDict } from "../wire/bplist.ts";
import type { HttpRequest } from "../wire/http.ts";
import type { AirplayContext } from "./airplay-context.ts";
import type { AirplayEventChannel } from "./airplay-event-channel.ts";
import { controlPlay, infoReply, readPlay } from "./airplay-play.ts";
import { AirplayQueue } from "./airplay-queue.ts";
import { type AirplayAnswer, badRequest, done, failed, silence } from "./airplay-reply.ts";
import { senderTellsTime } from "./airplay-timing.ts";
import { refusalOf } from "./airplay-video-faults.ts";
import type { VideoPlay } from "./airplay-video-play.ts";
import { videoWayOf } from "./airplay-video-way.ts";
import type { SoundTiming } from "./sink/airplay-sound.ts";

const ASK_TIME_EVERY_MS = 3_000;
/** tvOS 26 waits so long for a sender that does not tell its time, and then answers 400. */
const PATIENCE_MS = 30_000;
/** A session that asks nothing any more, not even feedback, is nobody's. */
const SILENCE_MS = 30_000;
/** From tvOS 26.5 a play queue under NTP is let go of after so long. */
const NTP_QUEUE_MS = 20_000;

export interface MediaEnds {
  /** Our own address, that the sender reached. */
  readonly host: string;
  readonly peerAddress: string;
  /** Ends the connection. */
  readonly drop: (why: string) => void;
}

/** A session of AirPlay 2 that plays: a video by `/play` or the play queue, or what its streams bring. */
export class AirplayMedia {
  readonly #context: AirplayContext;
  readonly #ends: MediaEnds;
  readonly #way: ReturnType<typeof videoWayOf>;
  readonly #abort = new AbortController();
  #timing: "NTP" | "PTP" | null = null;
  #timingPort: number | null = null;
  #name: string | null = null;
  #play: VideoPlay | null = null;
  #queue: AirplayQueue | null = null;
  #silence: Timer | null = null;
  #doom: Timer | null = null;

  constructor(context: AirplayContext, ends: MediaEnds) {
    this.#context = context;
    this.#ends = ends;
    this.#way = videoWayOf(context.identity);
  }

  /** The play queue hears nothing on the event channel from tvOS 26.5 on, when its clock is NTP. */
  get isQuiet(): boolean {
    return this.#way === "queue" && this.#timing === "NTP";
  }

  /** How it keeps time, for the streams of sound that it may have. */
  get timing(): SoundTiming {
    const kind = this.#timing === "PTP" ? "ptp" : "ntp";
    return { kind, port: this.#timingPort, name: this.#name };
  }

  /** Null: a session that plays may begin. Otherwise what is answered instead. */
  async admit(request: PlistDict): Promise<AirplayAnswer | null> {
    const { faults, speaker } = this.#context;
    const refused =
      refusalOf(faults.video, "setup") ?? speaker.faults.refusals.get("setup") ?? null;
    if (refused !== null) return { status: refused };
    const { emptySetup, silentSetup } = speaker.faults;
    if (silentSetup === "session") return silence;
    const [timing, port, name] = ["timingProtocol", "timingPort", "name"].map((key) =>
      request.get(key),
    );
    if (timing !== "NTP" && timing !== "PTP") return badRequest;
    if (emptySetup === "session" || emptySetup === timing.toLowerCase()) return done;
    if (timing === "NTP" && !(await this.#hearsTime(port))) return badRequest;
    this.#timing = timing;
    this.#timingPort = typeof port === "number" ? port : null;
    this.#name = typeof name === "string" ? name : null;
    this.touch();
    return null;
  }

  /** A stream of control type 1, over which the play queue is filled; it has no port. */
  openQueue(events: AirplayEventChannel): boolean {
    if (this.#way !== "queue" || this.#timing === null) return false;
    const post = (message: Parameters<AirplayEventChannel["post"]>[0]) => events.post(message);
    this.#queue ??= new AirplayQueue(this.#context, post, () => this.#inserted());
    return true;
  }

  /** Somebody is there still. */
  touch(): void {
    this.#silence?.cancel();
    if (this.#abort.signal.aborted) return;
    const { clock } = this.#context.runtime;
    this.#silence = clock.after(SILENCE_MS, () =>
      this.#ends.drop("the sender of a video is silent"),
    );
  }

  /** Undefined for a path that has nothing to do with video. */
  handle(request: HttpRequest, path: string): AirplayAnswer | undefined {
    const { video: faults } = this.#context.faults;
    if (this.#way === "none") return undefined;
    if (path === "/play") return this.#startPlay(request);
    if (path === "/command") return this.#command(request);
    if (path === "/playback-info") {
      if (this.#way === "queue") return failed;
      return faults.emptyInfo ? done : infoReply(this.#play);
    }
    if (this.#way === "queue") return controlPlay(request, this.#queue?.current ?? null);
    return controlPlay(request, this.#play);
  }

  end(): void {
    this.#abort.abort();
    this.#silence?.cancel();
    this.#doom?.cancel();
    this.#play?.stop("sender");
    this.#queue?.close();
  }

  #hearsTime(port: unknown): Promise<boolean> {
    if (typeof port !== "number" || port < 1 || port > 65_535) return Promise.resolve(false);
    const { network, clock } = this.#context.runtime;
    return senderTellsTime({
      network,
      clock,
      host: this.#ends.host,
      peer: { address: this.#ends.peerAddress, port },
      everyMs: ASK_TIME_EVERY_MS,
      patienceMs: PATIENCE_MS,
      signal: this.#abort.signal,
    });
  }

  #startPlay(request: HttpRequest): AirplayAnswer {
    const { faults, video } = this.#context;
    if (request.method !== "POST") return badRequest;
    if (faults.video.silent) return silence;
    const refused = refusalOf(faults.video, "play");
    if (refused !== null) return { status: refused };
    const asked = readPlay(request);
    if (asked === undefined) return badRequest;
    // It says yes, and that is all that comes of it.
    if (this.#way === "queue") return done;
    this.#play = video.start({ ...asked, rate: 0 });
    return done;
  }

  #command(request: HttpRequest): AirplayAnswer {
    const { faults } = this.#context;
    if (request.method !== "POST") return badRequest;
    // As real ones answer before there is a stream to command.
    if (this.#queue === null) return failed;
    if (faults.video.silent) return silence;
    const refused = refusalOf(faults.video, "command");
    return refused === null ? this.#queue.command(request.body) : { status: refused };
  }

  #inserted(): void {
    if (!this.isQuiet) return;
    const { clock } = this.#context.runtime;
    this.#doom ??= clock.after(NTP_QUEUE_MS, () => this.#ends.drop("a play queue under NTP"));
  }
}
