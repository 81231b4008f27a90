import { RemoteError } from "../../shared/errors.ts";
import type { Availability, Feature, FeatureStates } from "../../shared/model/features.ts";
import { features as allFeatures } from "../../shared/model/features.ts";
import type { NowPlaying, OutputDevice } from "../../shared/model/now-playing.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { KeyboardState, PowerState, VolumeState } from "../../shared/model/session.ts";
import type { Channel, DeviceFacts, OperationName, Operations } from "../protocols/plugin.ts";
import { type Off, type ReadonlySignal, Signal } from "../runtime/signal.ts";
import { operationOfFeature, orderFor, usualOrder } from "./priorities.ts";
import { stable } from "./stable.ts";

/** What all open channels together know and can do. Whole each time. */
export interface RelayState {
  readonly protocols: readonly ProtocolId[];
  readonly features: FeatureStates;
  readonly owners: Readonly<Partial<Record<Feature, ProtocolId>>>;
  readonly power: PowerState;
  readonly volume: VolumeState;
  readonly keyboard: KeyboardState;
  readonly nowPlaying: NowPlaying | null;
  readonly outputs: readonly OutputDevice[];
  /** What the device says of itself over its channels; no identifiers. */
  readonly facts: DeviceFacts;
}

const emptyRelayState: RelayState = {
  protocols: [],
  features: {},
  owners: {},
  power: "unknown",
  volume: { control: "unknown", percent: null },
  keyboard: { focused: null, text: "", secure: false, prompt: "" },
  nowPlaying: null,
  outputs: [],
  facts: {},
};

/** Best first; the first channel that claims the best of these answers for a feature. */
const preference: readonly Availability[] = ["available", "unknown", "unavailable"];

/**
 * Picks the channel for each operation: a take-over first, then the protocols' priority, and never
 * one whose device says that it cannot. A feature's state and its call come from the same channel.
 */
export class Relay {
  readonly #channels = new Map<ProtocolId, { channel: Channel; off: Off }>();
  readonly #taken = new Map<OperationName, ProtocolId>();
  readonly #state = new Signal<RelayState>(emptyRelayState);
  /** What the channels claimed when the features were worked out last, best channel first. */
  #claims: readonly FeatureStates[] | null = null;

  get state(): ReadonlySignal<RelayState> {
    return this.#state;
  }

  get channels(): readonly Channel[] {
    return usualOrder.flatMap((id) => this.#channels.get(id)?.channel ?? []);
  }

  /** A channel of a protocol that is there already is a bug: two would fight over one device. */
  add(channel: Channel): void {
    if (this.#channels.has(channel.protocol))
      throw new RemoteError("bug", "a channel of this protocol is open already");
    const off = channel.state.on(() => this.#publish());
    this.#channels.set(channel.protocol, { channel, off });
    this.#publish();
  }

  /** Forgets the channel and whatever it had taken over; does not close it. */
  remove(channel: Channel): void {
    const entry = this.#channels.get(channel.protocol);
    if (entry?.channel !== channel) return;
    entry.off();
    this.#channels.delete(channel.protocol);
    for (const [operation, protocol] of this.#taken)
      if (protocol === channel.protocol) this.#taken.delete(operation);
    this.#claims = null;
    this.#publish();
  }

  /**
   * The call that carries `operation` out now. Rejects by throwing `unavailable` when a channel has
   * it but not at the moment, `unsupported` when none ever will.
   */
  pick<N extends OperationName>(operation: N, feature?: Feature): Operations[N] {
    const found = this.#choose(operation, feature);
    const call = found?.channel.operations[operation];
    if (!found || !call)
      throw new RemoteError("unsupported", "nothing that is connected does this", {
        subject: operation,
      });
    if (found.availability === "unavailable")
      throw new RemoteError("unavailable", "the device does not do this now", {
        subject: feature ?? operation,
      });
    // A method of an object may need its object; the type keeps the operation's own parameters.
    return call.bind(found.channel.operations) as Operations[N];
  }

  /** The channel that `pick` would use, for a probe when it does not answer. */
  channelFor(operation: OperationName, feature?: Feature): Channel | undefined {
    return this.#choose(operation, feature)?.channel;
  }

  /**
   * Makes one protocol the first choice for these operations, all of them or none: `busy` when
   * another holds one. What it does not implement still goes to the usual one (parity IF-031).
   */
  takeOver(protocol: ProtocolId, operations: readonly OperationName[]): Off {
    const blocked = operations.find((operation) => this.#taken.has(operation));
    if (blocked)
      throw new RemoteError("busy", "another protocol has taken this over", { subject: blocked });
    for (const operation of operations) this.#taken.set(operation, protocol);
    this.#publish(true);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      for (const operation of operations)
        if (this.#taken.get(operation) === protocol) this.#taken.delete(operation);
      // Told even when nothing differs, so that nobody keeps showing the guest's last state (QK-02).
      this.#publish(true);
    };
  }

  #ranked(operation: OperationName | undefined, feature: Feature | undefined): Channel[] {
    const guest = operation === undefined ? undefined : this.#taken.get(operation);
    const order = orderFor(operation, feature);
    const ids = guest === undefined ? order : [guest, ...order.filter((id) => id !== guest)];
    return ids.flatMap((id) => this.#channels.get(id)?.channel ?? []);
  }

  #choose(operation: OperationName | undefined, feature: Feature | undefined) {
    const able = this.#ranked(operation, feature).filter(
      ({ operations }) => operation === undefined || operations[operation] !== undefined,
    );
    if (feature === undefined) {
      const [channel] = able;
      return channel && { channel, availability: "unknown" as const };
    }
    for (const availability of preference) {
      const channel = able.find(({ state }) => state.value.features[feature] === availability);
      if (channel) return { channel, availability };
    }
    return undefined;
  }

  /** `always`: told even when nothing differs. Otherwise what stays the same stays the same object. */
  #publish(always = false): void {
    const before = this.#state.value;
    const claims = this.channels.map(({ state }) => state.value.features);
    const known = this.#claims;
    const isKnown = known?.length === claims.length && claims.every((one, at) => one === known[at]);
    const features = isKnown && !always ? before : this.#features();
    this.#claims = claims;
    const next: RelayState = {
      protocols: stable(
        before.protocols,
        this.channels.map(({ protocol }) => protocol),
      ),
      features: stable(before.features, features.features),
      owners: stable(before.owners, features.owners),
      power: this.#power(),
      volume: stable(before.volume, this.#volume()),
      keyboard: stable(before.keyboard, this.#keyboard()),
      nowPlaying: stable(before.nowPlaying, this.#nowPlaying()),
      outputs: stable(before.outputs, this.#outputs()),
      facts: stable(before.facts, this.#facts()),
    };
    this.#state.set(always ? next : stable(before, next));
  }

  /** The dearest part: worked out again only when a channel claims something else. */
  #features(): Pick<RelayState, "features" | "owners"> {
    const states: Partial<Record<Feature, Availability>> = {};
    const owners: Partial<Record<Feature, ProtocolId>> = {};
    for (const feature of allFeatures) {
      const claimed = this.channels.some(({ state }) => state.value.features[feature]);
      if (!claimed) continue;
      const found = this.#choose(operationOfFeature[feature], feature);
      states[feature] = found?.availability ?? "unsupported";
      if (found) owners[feature] = found.channel.protocol;
    }
    return { features: states, owners };
  }

  #power(): PowerState {
    const owner = this.#choose(undefined, "power-state")?.channel;
    const others = this.#ranked(undefined, "power-state");
    const known = [...(owner ? [owner] : []), ...others].find(
      ({ state }) => (state.value.power ?? "unknown") !== "unknown",
    );
    return known?.state.value.power ?? "unknown";
  }

  /** Of the channel that can change it now, best first one that sets it, else one that steps it. */
  #volume(): VolumeState {
    const offered = [
      this.#choose("setVolume", "set-volume"),
      this.#choose("volumeStep", "volume-up"),
    ].filter((found) => found !== undefined && found.availability !== "unavailable");
    const able = offered.flatMap((found) => found?.channel ?? []);
    const ranked = [...able, ...this.#ranked("volumeStep", "volume-up")];
    const known = ranked.find(({ state }) => {
      const control = state.value.volume?.control ?? "unknown";
      return control !== "unknown";
    });
    return known?.state.value.volume ?? emptyRelayState.volume;
  }

  #facts(): DeviceFacts {
    const told = this.channels.flatMap(({ state }) => state.value.facts ?? []).reverse();
    const { outputDeviceId: _, ...facts }: DeviceFacts = Object.assign({}, ...told);
    return facts;
  }

  #nowPlaying(): NowPlaying | null {
    const known = this.#ranked("media", undefined).find(
      ({ state }) => state.value.nowPlaying !== undefined,
    );
    return known?.state.value.nowPlaying ?? null;
  }

  #outputs(): readonly OutputDevice[] {
    const known = this.#ranked("setOutputs", undefined).find(
      ({ state }) => state.value.outputs !== undefined,
    );
    return known?.state.value.outputs ?? [];
  }

  #keyboard(): KeyboardState {
    const ranked = this.#ranked("textSet", "text-set");
    const known =
      ranked.find(({ state }) => (state.value.keyboard?.focused ?? null) !== null) ??
      ranked.find(({ state }) => state.value.keyboard !== undefined);
    return known?.state.value.keyboard ?? emptyRelayState.keyboard;
  }
}
