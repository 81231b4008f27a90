import type { Channel } from "../../protocols/plugin.ts";
import type { Off } from "../../runtime/signal.ts";
import type { Relay } from "../relay.ts";

/**
 * Tells of volumes that other channels of a device report while one of them sends sound there. What they
 * said before is no news: it may be another volume altogether (parity QK-32).
 */
export class VolumeElsewhere {
  readonly #relay: Relay;
  readonly #own: Channel;
  readonly #tell: (percent: number) => void;
  readonly #channels = new Map<Channel, { percent: number | null; off: Off }>();
  readonly #off: Off;

  constructor(relay: Relay, own: Channel, tell: (percent: number) => void) {
    this.#relay = relay;
    this.#own = own;
    this.#tell = tell;
    this.#off = relay.state.on(() => this.#look());
    this.#look();
  }

  stop(): void {
    this.#off();
    for (const { off } of this.#channels.values()) off();
    this.#channels.clear();
  }

  /** Channels come and go. */
  #look(): void {
    const open = this.#relay.channels.filter((channel) => channel !== this.#own);
    for (const [channel, { off }] of this.#channels) {
      if (open.includes(channel)) continue;
      off();
      this.#channels.delete(channel);
    }
    for (const channel of open) {
      if (this.#channels.has(channel)) continue;
      const off = channel.state.on(() => this.#onState(channel));
      this.#channels.set(channel, { percent: percentOf(channel), off });
    }
  }

  #onState(channel: Channel): void {
    const entry = this.#channels.get(channel);
    const percent = percentOf(channel);
    if (!entry || entry.percent === percent) return;
    const isNews = entry.percent !== null && percent !== null;
    entry.percent = percent;
    if (isNews && percent !== null) this.#tell(percent);
  }
}

function percentOf({ state }: Channel): number | null {
  const { volume } = state.value;
  return volume?.control === "absolute" ? volume.percent : null;
}
