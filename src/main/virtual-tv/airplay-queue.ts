import type { Off } from "../runtime/signal.ts";
import { decodeBplist, type PlistDict, type PlistRecord, plistDict } from "../wire/bplist.ts";
import type { AirplayContext } from "./airplay-context.ts";
import { cmTime } from "./airplay-playback-info.ts";
import {
  notification,
  type QueueItem,
  queueInfo,
  rateChanged,
  readItem,
  readTime,
  stateMessage,
} from "./airplay-queue-messages.ts";
import { type AirplayReply, badRequest, done } from "./airplay-reply.ts";
import { SenderFetches } from "./airplay-sender-fetches.ts";
import type { VideoPlay } from "./airplay-video-play.ts";

/**
 * The play queue of tvOS 26: items come by `POST /command`, what happens to them is told on the event
 * channel, and requests are answered there too.
 */
export class AirplayQueue {
  readonly #context: AirplayContext;
  readonly #post: (message: PlistRecord) => void;
  readonly #inserted: () => void;
  readonly #fetches: SenderFetches;
  readonly #waiting: QueueItem[] = [];
  #item: QueueItem | null = null;
  #play: VideoPlay | null = null;
  #offPhase: Off = () => {};
  #rate = 0;
  /** Nothing is said of states before a rate was set. */
  #speaks = false;

  constructor(context: AirplayContext, post: (message: PlistRecord) => void, inserted: () => void) {
    this.#context = context;
    this.#post = post;
    this.#inserted = inserted;
    this.#fetches = new SenderFetches(post);
  }

  get current(): VideoPlay | null {
    return this.#play;
  }

  command(body: Uint8Array): AirplayReply {
    const data = plistDict(plistDict(decodeBplist(body))?.get("params"))?.get("data");
    const command = data instanceof Uint8Array ? plistDict(decodeBplist(data)) : undefined;
    if (command === undefined) return badRequest;
    switch (command.get("type")) {
      case "insertPlayQueueItem":
        return this.#insert(command);
      case "removePlayQueueItem":
        return this.#remove(plistDict(command.get("item"))?.get("uuid"));
      case "setRate":
        return this.#setRate(command.get("rate"));
      case "seek":
        return this.#seek(command);
      case "playbackInfo":
        return this.#tellInfo(command);
      case "stop":
        this.#play?.stop("sender");
        return done;
      case "unhandledURL":
        return this.#fetches.answered(command) ? done : badRequest;
      // What is set changes nothing that anybody here could see.
      default:
        return done;
    }
  }

  close(): void {
    this.#waiting.length = 0;
    this.#fetches.close();
    this.#play?.stop("sender");
    this.#offPhase();
  }

  #insert(command: PlistDict): AirplayReply {
    const item = readItem(command.get("item"));
    if (item === undefined) return badRequest;
    this.#inserted();
    if (this.#play !== null && !this.#play.ended) this.#waiting.push(item);
    else this.#begin(item);
    return done;
  }

  #remove(uuid: unknown): AirplayReply {
    const at = this.#waiting.findIndex((item) => item.uuid === uuid);
    if (at >= 0) this.#waiting.splice(at, 1);
    else if (this.#item?.uuid === uuid) this.#play?.stop("sender");
    return done;
  }

  #begin(item: QueueItem): void {
    const { video, faults } = this.#context;
    this.#offPhase();
    const { url, startS } = item;
    const asks = faults.video.asksSender;
    const play = video.start({
      url,
      start: { seconds: startS },
      rate: this.#rate,
      ...(asks && { askForPlaylist: (wanted, signal) => this.#fetches.ask(wanted, signal) }),
    });
    this.#item = item;
    this.#play = play;
    this.#post(notification("currentItemChanged", item));
    if (this.#speaks) this.#tellState(play, item);
    this.#offPhase = play.phase.on(() => this.#changed(play, item));
  }

  #changed(play: VideoPlay, item: QueueItem): void {
    const phase = play.phase.value;
    if (phase.phase === "failed") {
      const { code, domain } = phase.error;
      this.#post({ type: "error", error: { code, domain } });
    } else if (phase.phase === "stopped" && phase.why === "end") {
      this.#post(notification("itemPlayedToEnd", item));
    } else if (phase.phase !== "stopped") this.#post(rateChanged(play, item));
    const next = play.ended ? this.#waiting.shift() : undefined;
    if (next === undefined) this.#tellState(play, item);
    else void Promise.resolve().then(() => this.#begin(next));
  }

  #tellState(play: VideoPlay, item: QueueItem): void {
    const { statesInParams } = this.#context.faults.video;
    if (this.#speaks) this.#post(stateMessage(play, item, statesInParams));
  }

  #setRate(rate: unknown): AirplayReply {
    if (typeof rate !== "number") return badRequest;
    this.#rate = rate;
    const first = !this.#speaks;
    this.#speaks = true;
    const play = this.#play;
    if (play === null || this.#item === null) return done;
    if (first) this.#tellState(play, this.#item);
    play.setRate(rate);
    return done;
  }

  #seek(command: PlistDict): AirplayReply {
    const seconds = readTime(command.get("time"));
    if (seconds === null) return badRequest;
    this.#play?.seek(seconds);
    const position = cmTime(this.#play?.positionS ?? 0);
    if (this.#item !== null) this.#post(notification("timeJumped", this.#item, { position }));
    this.#respond(command, { position });
    return done;
  }

  #tellInfo(command: PlistDict): AirplayReply {
    const [play, item] = [this.#play, this.#item];
    this.#respond(command, { info: play && item ? queueInfo(play, item) : {} });
    return done;
  }

  #respond(command: PlistDict, more: PlistRecord): void {
    const [messageID, type] = [command.get("messageID"), command.get("type")];
    if (command.get("kind") !== "request" || messageID === undefined || type === undefined) return;
    this.#post({ kind: "response", type, messageID, ...more });
  }
}
