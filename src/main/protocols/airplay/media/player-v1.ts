import { RemoteError } from "../../../../shared/errors.ts";
import { atMost } from "../../../runtime/at-most.ts";
import { encodeBplist, type PlistDict } from "../../../wire/bplist.ts";
import { utf8 } from "../../../wire/bytes.ts";
import type { HttpHeader, HttpResponse } from "../../../wire/http.ts";
import { type Access, authenticate, type PlainAccess } from "../../rtsp/authenticate.ts";
import type { AirPlayControl, ControlRequest } from "../../rtsp/control.ts";
import type { AirPlayLink } from "../../rtsp/link.ts";
import { throwIfRefused } from "../../rtsp/status.ts";
import { BPLIST, playV1, playV1Text } from "./media-requests.ts";
import { askPatiently } from "./play-tries.ts";
import { connectPlayer, onUnwanted, type Player, type PlayRequest } from "./player.ts";
import { PolledPlayer, type PolledRequests } from "./polled-player.ts";
import { openReverse } from "./reverse-events.ts";

const USER_AGENT = "MediaControl/1.0";
const GOODBYE_MS = 500;
/** Some fetch the beginning of the film before they answer. */
const PLAY_TIMEOUT_MS = 20_000;
/** What says nothing about the form of a request: another form would meet the same. */
const NOT_ABOUT_FORM = new Set([401, 403, 404, 453, 470]);

/** AirPlay 1 (AP-41): HTTP in the clear. Resolves and rejects as `StartPlayer` does. */
export async function startV1(request: PlayRequest): Promise<Player> {
  const { item, context } = request;
  const requests = new V1Requests(request);
  const off = onUnwanted(context.signal, () => void requests.close());
  try {
    const url = await item.urlFor(await requests.localAddress());
    let player: PolledPlayer | undefined;
    await requests.listen((event) => player && hear(player, event));
    await requests.play(url);
    player = new PolledPlayer(requests, {
      clock: context.runtime.clock,
      item,
      startWasSaid: false,
    });
    await player.taken;
    return player;
  } catch (error) {
    await requests.close();
    throw error;
  } finally {
    off();
  }
}

/** The states of an event are those of `/playback-info`, in words. */
function hear(player: PolledPlayer, event: PlistDict): void {
  if ((event.get("category") ?? "video") !== "video") return;
  const state = event.get("state");
  if (state === "playing" || state === "paused") player.hear({ state });
  if (state === "stopped") player.hearStopped(event.get("reason") === "ended");
}

/** What a plain connection proves, of whatever we may know the device by. */
function plain(access: Access): PlainAccess {
  if (access.kind === "hap") return { kind: "hap-plain", credentials: access.credentials };
  return access.kind === "transient" ? { kind: "none" } : access;
}

class V1Requests implements PolledRequests {
  readonly #request: PlayRequest;
  readonly #sessionId: string;
  #control: AirPlayControl | undefined;
  #reverse: AirPlayLink | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(request: PlayRequest) {
    this.#request = request;
    this.#sessionId = request.context.runtime.random.uuid();
  }

  async localAddress(): Promise<string> {
    return (await this.#connected()).endpoints.localAddress;
  }

  /** Events, where the receiver has any. */
  async listen(onEvent: (event: PlistDict) => void): Promise<void> {
    const { context, receiver } = this.#request;
    const link = await openReverse(context, receiver.target, this.#headers(), onEvent);
    if (this.#closed) await link?.abort();
    else this.#reverse = link;
  }

  /** As a property list, and as text for those that do not read one. */
  async play(url: string): Promise<void> {
    const play = (type: string, body: Uint8Array) =>
      askPatiently(this.#request.context, () =>
        this.#ask({
          method: "POST",
          target: "/play",
          headers: [["Content-Type", type]],
          body,
          timeoutMs: PLAY_TIMEOUT_MS,
        }),
      );
    let response = await play(BPLIST, encodeBplist(playV1(url, this.#sessionId)));
    const { status } = response;
    if (status >= 400 && status < 500 && !NOT_ABOUT_FORM.has(status)) {
      response = await play("text/parameters", utf8(playV1Text(url)));
    }
    throwIfRefused(response);
  }

  info(): Promise<HttpResponse> {
    return this.#ask({ method: "GET", target: "/playback-info" });
  }

  rate(value: 0 | 1): Promise<HttpResponse> {
    return this.#ask({ method: "POST", target: `/rate?value=${value.toFixed(6)}` });
  }

  scrub(seconds: number): Promise<HttpResponse> {
    return this.#ask({ method: "POST", target: `/scrub?position=${seconds.toFixed(6)}` });
  }

  /** Tells the device to stop, and closes. */
  async stop(): Promise<void> {
    const { clock } = this.#request.context.runtime;
    const request = { method: "POST", target: "/stop", timeoutMs: GOODBYE_MS };
    if (this.#control?.isOpen) await atMost(clock, this.#ask(request), GOODBYE_MS);
    await this.close();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#control?.abort(), this.#reverse?.abort()]);
  }

  #headers(): HttpHeader[] {
    return [
      ["User-Agent", USER_AGENT],
      ["X-Apple-Session-ID", this.#sessionId],
    ];
  }

  /** One at a time: answers have no number. */
  #ask(request: ControlRequest): Promise<HttpResponse> {
    const headers = [...this.#headers(), ...(request.headers ?? [])];
    const turn = this.#turn.then(() => this.#askOnce({ ...request, headers }));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Again on a new connection when the receiver was just hanging up on the one before. */
  async #askOnce(request: ControlRequest): Promise<HttpResponse> {
    const reused = this.#control?.isOpen === true;
    const control = await this.#connected();
    try {
      return await control.http(request);
    } catch (error) {
      if (this.#closed || !reused || (await control.closed).kind !== "ended") throw error;
    }
    return (await this.#connected()).http(request);
  }

  /** Some receivers close the connection after each answer; what plays does not mind. */
  async #connected(): Promise<AirPlayControl> {
    if (this.#closed) throw new RemoteError("lost", "the connection is closed");
    if (this.#control?.isOpen) return this.#control;
    const access = plain(this.#request.receiver.access);
    const { control } = await connectPlayer(this.#request, (opened, introduction) =>
      authenticate(opened, access, introduction),
    );
    this.#control = control;
    if (!this.#closed) return control;
    await control.abort();
    throw new RemoteError("lost", "the connection is closed");
  }
}
