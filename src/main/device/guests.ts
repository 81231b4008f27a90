import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { Channel } from "../protocols/plugin.ts";

/** Channels that play what we sent while the session itself is not there: one a protocol. */
export class Guests {
  readonly #byProtocol = new Map<ProtocolId, Channel>();
  readonly #left: (channel: Channel, wasReplaced: boolean) => void;

  /** `left` is called once for each that closed. */
  constructor(left: (channel: Channel, wasReplaced: boolean) => void) {
    this.#left = left;
  }

  get isEmpty(): boolean {
    return this.#byProtocol.size === 0;
  }

  of(protocol: ProtocolId): Channel | undefined {
    return this.#byProtocol.get(protocol);
  }

  has(channel: Channel): boolean {
    return this.of(channel.protocol) === channel;
  }

  keep(channel: Channel): void {
    const { protocol } = channel;
    this.#byProtocol.set(protocol, channel);
    void channel.closed.then(() => {
      const isOurs = this.has(channel);
      if (isOurs) this.#byProtocol.delete(protocol);
      this.#left(channel, !isOurs);
    });
  }
}
