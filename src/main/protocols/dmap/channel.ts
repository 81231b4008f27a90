import { RemoteError } from "../../../shared/errors.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { ReadonlySignal } from "../../runtime/signal.ts";
import type { Channel, ChannelState, CloseReason, Operations } from "../plugin.ts";
import { DmapArtwork } from "./artwork.ts";
import { DmapCommands } from "./commands.ts";
import { follow, isLifeless } from "./follower.ts";
import type { DmapLink } from "./link.ts";
import type { PlayStatus } from "./play-status.ts";
import type { DmapRequests } from "./requests.ts";
import { DmapState } from "./state.ts";
import { DmapVolume } from "./volume.ts";

const PROBE_MS = 4000;

/** A session with an Apple TV 1 to 3, iTunes or Music. */
export class DmapChannel implements Channel {
  readonly protocol = "dmap";
  readonly operations: Partial<Operations>;
  readonly closed: Promise<CloseReason>;
  readonly #link: DmapLink;
  readonly #requests: DmapRequests;
  readonly #state: DmapState;
  readonly #volume: DmapVolume;

  /** DM-14: open once the server has said what plays; changes are followed from there. */
  static async open(
    link: DmapLink,
    requests: DmapRequests,
    { clock }: Runtime,
    signal: AbortSignal,
  ): Promise<DmapChannel> {
    const channel = new DmapChannel(link, requests, clock);
    const first = await requests.playStatus(0, { signal });
    channel.#onStatus(first);
    const onStatus = (status: PlayStatus) => channel.#onStatus(status);
    void follow({ link, clock, requests, onStatus }, first.revision);
    return channel;
  }

  private constructor(link: DmapLink, requests: DmapRequests, clock: Runtime["clock"]) {
    this.#link = link;
    this.#requests = requests;
    this.closed = link.closed;
    this.#state = new DmapState(clock);
    this.#volume = new DmapVolume(requests, this.#state);
    const commands = new DmapCommands(requests, clock, this.#state, () => this.#refresh());
    this.operations = {
      ...commands.operations,
      volumeStep: this.#volume.step,
      setVolume: this.#volume.set,
      artwork: new DmapArtwork(requests, clock, this.#state).artwork,
    };
  }

  get state(): ReadonlySignal<ChannelState> {
    return this.#state.state;
  }

  async probe(timeoutMs = PROBE_MS): Promise<void> {
    try {
      this.#onStatus(await this.#requests.playStatus(0, { timeoutMs }));
    } catch (cause) {
      if (isLifeless(cause)) {
        const isKnown = cause.code !== "refused";
        this.#link.fail(isKnown ? cause : new RemoteError("lost", "the server is gone", { cause }));
      }
      // A server that answers is alive, whatever it says, unless it keeps us out from now on.
      if (this.#link.ended.aborted) throw this.#link.ended.reason;
    }
  }

  async close(): Promise<void> {
    this.#link.close();
  }

  #onStatus(status: PlayStatus): void {
    this.#state.onStatus(status);
    void this.#volume.follow();
  }

  async #refresh(): Promise<void> {
    this.#onStatus(await this.#requests.playStatus(0));
  }
}
