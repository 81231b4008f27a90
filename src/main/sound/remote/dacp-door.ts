import type { HttpServerReply } from "../../runtime/http-server.ts";
import { encodePlayStatus, encodeProperties, encodeSpeakers } from "./dacp-answer.ts";
import { parseDacpRequest } from "./dacp-request.ts";
import type { RemoteListener, RemoteSpeaker } from "./sound-remote.ts";

/** Less is how a receiver rounds what we set, and setting it again would go round in a circle. */
const SAME_PERCENT = 1;

/** Answers one receiver. */
export class DacpDoor {
  readonly #listener: RemoteListener;
  readonly #speaker: RemoteSpeaker | undefined;
  /** Of what playstatusupdate says. 1 is what receivers ask with that know none. */
  #revision = 1;
  #seen = "";
  #playing = "";
  #played = 0;

  constructor(listener: RemoteListener, speaker: RemoteSpeaker | undefined) {
    this.#listener = listener;
    this.#speaker = speaker;
  }

  /** Rejects as the listener does. */
  async answer(target: string): Promise<HttpServerReply> {
    const asked = parseDacpRequest(target);
    switch (asked.kind) {
      case "act":
        if (asked.request.kind === "volume" && this.#isSet(asked.request.percent)) break;
        await this.#listener.request(asked.request);
        break;
      case "skip":
        if (this.#listener.skip === undefined) return { status: 501 };
        await this.#listener.skip(asked.seconds);
        break;
      case "properties": {
        const body = encodeProperties(asked.names, this.#listener.view());
        // 400 is what iOS answers: shairport-sync then takes us for a simple remote, not for none.
        return body === null ? { status: 400 } : dmap(body);
      }
      case "status":
        return dmap(this.#status());
      case "speakers":
        return dmap(encodeSpeakers(this.#listener.view(), this.#speaker));
      case "report":
        break;
      case "unknown":
        return { status: 404 };
      case "nonsense":
        return { status: 400 };
    }
    return { status: 204 };
  }

  #isSet(percent: number): boolean {
    const { volume } = this.#listener.view();
    // Silence and the softest are two things.
    if (volume === null || (percent === 0) !== (volume === 0)) return false;
    return Math.abs(percent - volume) < SAME_PERCENT;
  }

  /**
   * How it stands now, under another revision when that is not how it was; the position is no change.
   * Told at once, also to who knows the revision: shairport-sync 3.3.8 waits half a second for an answer,
   * and lets no button through meanwhile.
   */
  #status(): Uint8Array {
    const view = this.#listener.view();
    const { state, title, artist, album, genre, durationMs, volume } = view;
    const playing = JSON.stringify([title, artist, album, genre, durationMs]);
    if (playing !== this.#playing) this.#played += 1;
    this.#playing = playing;
    const seen = JSON.stringify([playing, state, volume]);
    if (seen !== this.#seen) this.#revision += 1;
    this.#seen = seen;
    return encodePlayStatus(view, this.#revision, this.#played);
  }
}

const dmap = (body: Uint8Array): HttpServerReply => ({
  status: 200,
  headers: { "Content-Type": "application/x-dmap-tagged" },
  body,
});
