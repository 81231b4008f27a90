import { isRemoteError, RemoteError } from "../../../../shared/errors.ts";
import { delay } from "../../../runtime/clock.ts";
import { type PlistRecord, plistDict } from "../../../wire/bplist.ts";
import type { HttpRequest } from "../../../wire/http.ts";
import type { CloseReason, MediaEnd } from "../../plugin.ts";
import { authenticate, type SessionAccess } from "../../rtsp/authenticate.ts";
import { errorOf } from "../../rtsp/link.ts";
import { plistOf } from "../../rtsp/session-requests.ts";
import { throwIfRefused } from "../../rtsp/status.ts";
import {
  BPLIST,
  commandBody,
  type ItemToPlay,
  queueCommands,
  queueStream,
  seekCommand,
  setRate,
  type Timing,
} from "./media-requests.ts";
import { MediaSession } from "./media-session.ts";
import { type PlaybackInfo, readPlaybackAnswer } from "./playback-info.ts";
import { connectPlayer, onUnwanted, type Player, type PlayRequest } from "./player.ts";
import { Lifecycle } from "./player-lifecycle.ts";
import { PlaylistRequests } from "./playlist-requests.ts";
import { type QueueEvent, queueEventOrNone } from "./queue-events.ts";
import { neverStarted, playbackFailed, START_PATIENCE_MS } from "./watch.ts";

const USER_AGENT = "AirPlay/870.14.1";
/** A receiver that says nothing for this long after "play" has not taken it, whatever it answered. */
const SIGN_PATIENCE_MS = 10_000;
const POLL_MS = 5000;
const OFF_S = 5;

/** The play queue of tvOS 26 and later. Resolves and rejects as `StartPlayer` does. */
export async function startQueue(
  request: PlayRequest,
  access: SessionAccess,
  timing: Timing["protocol"],
): Promise<Player> {
  const { item, context } = request;
  const { control, shared } = await connectPlayer(request, (opened, introduction) =>
    authenticate(opened, access, introduction),
  );
  const url = await item.urlFor(control.endpoints.localAddress).catch(async (error: unknown) => {
    await control.abort();
    throw error;
  });
  const session = await MediaSession.open({ control, shared, timing, context });
  const off = onUnwanted(context.signal, (error) => session.fail(error));
  try {
    const streamId = await openStream(session, request);
    const id = context.runtime.random.uuid().toUpperCase();
    const player = new QueuePlayer({
      session,
      request,
      streamId,
      item: { id, url, startS: item.startS },
    });
    await player.load();
    return player;
  } catch (error) {
    await session.close();
    throw error;
  } finally {
    off();
  }
}

/** `/info` is asked because every sender does; the stream has an id, and no port. */
async function openStream(session: MediaSession, { context }: PlayRequest): Promise<string> {
  await session.rtsp({ method: "GET", target: "/info" });
  const setup = queueStream(context.identity, context.runtime.random);
  const streams = plistOf(await session.session("SETUP", setup)).get("streams");
  const [first] = Array.isArray(streams) ? streams : [];
  const id = plistDict(first)?.get("streamID");
  if (typeof id === "number" || typeof id === "bigint") return `${id}`;
  throw new RemoteError("malformed", "a stream without an id");
}

interface QueueOptions {
  readonly session: MediaSession;
  readonly request: PlayRequest;
  readonly streamId: string;
  readonly item: ItemToPlay;
}

/** What is in the play queue. The receiver tells by itself how it goes on. */
class QueuePlayer implements Player {
  readonly #options: QueueOptions;
  readonly #session: MediaSession;
  readonly #life: Lifecycle;
  readonly #playlists: PlaylistRequests;
  #started = false;
  #messageId = 1;

  constructor(options: QueueOptions) {
    const { session, request, item } = options;
    const { runtime } = request.context;
    this.#options = options;
    this.#session = session;
    this.#life = new Lifecycle(runtime.clock, request.item.durationS, () => session.close());
    this.#playlists = new PlaylistRequests(item.url, runtime.httpGet, this.#life.signal);
    session.events.on((event) => this.#onRequest(event));
    void session.closed.then((reason) => this.#onClosed(reason));
  }

  get status() {
    return this.#life.progress.status;
  }

  get ended(): Promise<MediaEnd> {
    return this.#life.ended;
  }

  /** Resolves once the receiver showed that it has the item. */
  async load(): Promise<void> {
    try {
      for (const command of queueCommands(this.#options.item)) await this.#command(command);
      this.#session.keepAlive();
      void this.#follow();
      void this.#waitForStart();
    } catch (error) {
      await this.#life.fail(error);
    }
    await this.#life.taken;
  }

  async setRate(rate: 0 | 1): Promise<void> {
    await this.#command(setRate(rate));
    if (this.#started) this.#life.progress.report({ state: rate === 1 ? "playing" : "paused" });
  }

  async seek(seconds: number): Promise<void> {
    const target = `/scrub?position=${seconds.toFixed(3)}`;
    const { status } = await this.#session.rtsp({ method: "POST", target });
    // What newer systems have instead; its answer comes as an event that says where it is now.
    if (status >= 300) {
      await this.#command(seekCommand(this.#options.item.id, seconds, this.#messageId++));
    }
    this.#life.progress.report({ positionS: seconds });
  }

  stop(end: MediaEnd): Promise<void> {
    return this.#life.end(end);
  }

  async #command(command: PlistRecord): Promise<void> {
    const response = await this.#session.http(USER_AGENT, {
      method: "POST",
      target: "/command",
      headers: [
        ["X-Apple-StreamID", this.#options.streamId],
        ["Content-Type", BPLIST],
      ],
      body: commandBody(command),
    });
    throwIfRefused(response);
  }

  #onRequest({ body }: HttpRequest): void {
    if (this.#life.isOver) return;
    const event = queueEventOrNone(body, this.#options.item.id);
    if (event !== undefined) this.#onEvent(event);
  }

  #onEvent(event: QueueEvent): void {
    switch (event.kind) {
      case "state":
        this.#onState(event);
        break;
      case "moved":
        this.#report(event.report);
        break;
      case "finished":
        void this.#life.end({ kind: "finished" });
        break;
      case "failed":
        void this.#life.fail(playbackFailed(event.error));
        break;
      case "fetch":
        void this.#answer(event);
        break;
      case "sign":
        this.#life.take();
        break;
    }
  }

  #onState({ report, reason }: QueueEvent & { readonly kind: "state" }): void {
    if (report.state === "stopped") {
      // The first word of some is that nothing plays yet.
      if (this.#started) void this.#life.end(this.#endBy(reason));
      return;
    }
    const begins = report.state === "playing" && !this.#started;
    if (report.state === "playing") this.#started = true;
    this.#report(report);
    if (begins) void this.#findStart(report.positionS);
  }

  #report(report: Parameters<Lifecycle["progress"]["report"]>[0]): void {
    if (report.state === "playing") this.#started = true;
    this.#life.progress.report(report);
    this.#life.take();
  }

  #endBy(reason: string | undefined): MediaEnd {
    if (reason === "interrupted") return { kind: "interrupted" };
    return reason === "ended" ? { kind: "finished" } : this.#life.progress.endOfPlaying();
  }

  /** Not every system reads where to begin. Not worth a failure. */
  async #findStart(positionS: number | undefined): Promise<void> {
    const { startS } = this.#options.item;
    if (startS > 0 && positionS === undefined) this.#life.progress.report({ positionS: startS });
    if (startS <= 0 || positionS === undefined || Math.abs(positionS - startS) < OFF_S) return;
    await this.seek(startS).catch(() => {});
  }

  async #answer({ request }: QueueEvent & { readonly kind: "fetch" }): Promise<void> {
    this.#life.take();
    const answer = await this.#playlists.answer(request);
    if (!this.#life.isOver) await this.#command(answer).catch(() => {});
  }

  /** Two bounds: for a first sign of it, and for playing. */
  async #waitForStart(): Promise<void> {
    const { clock } = this.#options.request.context.runtime;
    const silent = clock.after(SIGN_PATIENCE_MS, () => {
      if (!this.#heard()) this.#life.refuse(silence());
    });
    const late = clock.after(START_PATIENCE_MS, () => {
      if (!this.#started) void this.#life.fail(neverStarted());
    });
    await this.#life.ended;
    silent.cancel();
    late.cancel();
  }

  #heard(): boolean {
    return this.#started || this.#life.isTaken;
  }

  /** A 500 is no failure here: it only means that nobody tells but the events. */
  async #follow(): Promise<void> {
    const { clock } = this.#options.request.context.runtime;
    try {
      while (!this.#life.isOver) {
        const request = { method: "GET", target: "/playback-info" };
        const answer = readPlaybackAnswer(await this.#session.rtsp(request));
        if (answer.kind === "nothing") return;
        this.#onInfo(answer.info);
        await delay(clock, POLL_MS, this.#life.signal);
      }
    } catch (error) {
      if (!isRemoteError(error)) throw error;
    }
  }

  #onInfo({ durationS, positionS, rate, error }: PlaybackInfo): void {
    if (error !== undefined || durationS === undefined) return;
    this.#report({
      durationS,
      ...(positionS !== undefined && { positionS }),
      ...(rate !== undefined && { state: rate === 0 ? "paused" : "playing" }),
    });
  }

  #onClosed(reason: CloseReason): void {
    if (this.#life.isOver) return;
    if (this.#started && reason.kind === "ended") {
      void this.#life.end(this.#life.progress.endOfPlaying());
    } else void this.#life.fail(errorOf(reason));
  }
}

function silence(): RemoteError {
  return new RemoteError("unsupported", "the device took it and said nothing more");
}
