import type { Channel, OperationName } from "../protocols/plugin.ts";

/**
 * Who comes before everybody else, for as long as it plays what we sent (parity IF-030 to IF-033).
 * First come: a channel that wants an operation which another one leads waits until that one ends,
 * and leads all of its operations or none.
 */
export class Leaders {
  /** In the order in which they began. */
  readonly #asking: Channel[] = [];
  #byOperation: ReadonlyMap<OperationName, Channel> = new Map();

  /** The channel that leads, for facts that belong to no operation. */
  get first(): Channel | undefined {
    return this.#byOperation.values().next().value;
  }

  of(operation: OperationName): Channel | undefined {
    return this.#byOperation.get(operation);
  }

  /** Looks at what the open channels claim now; true when somebody else leads than before. */
  update(channels: readonly Channel[]): boolean {
    const isAsking = (channel: Channel) => (channel.state.value.leads?.length ?? 0) > 0;
    const still = this.#asking.filter((one) => channels.includes(one) && isAsking(one));
    const fresh = channels.filter((one) => isAsking(one) && !still.includes(one));
    this.#asking.splice(0, this.#asking.length, ...still, ...fresh);
    const next = new Map<OperationName, Channel>();
    for (const channel of this.#asking) {
      const wanted = channel.state.value.leads ?? [];
      if (wanted.some((operation) => next.has(operation))) continue;
      for (const operation of wanted) next.set(operation, channel);
    }
    const before = this.#byOperation;
    this.#byOperation = next;
    return (
      before.size !== next.size || [...next].some(([name, channel]) => before.get(name) !== channel)
    );
  }
}
