import { RemoteError } from "../../shared/errors.ts";
import type { Availability, Feature, FeatureStates } from "../../shared/model/features.ts";
import { features as allFeatures } from "../../shared/model/features.ts";
import type { NowPlaying, OutputDevice } from "../../shared/model/now-playing.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { KeyboardState, PowerState, VolumeState } from "../../shared/model/session.ts";
import type { Channel, DeviceFacts, OperationName, Operations } from "../protocols/plugin.ts";
import { type Off, type ReadonlySignal, Signal } from "../runtime/signal.ts";
import { Leaders } from "./leaders.ts";
import { operationOfFeature, orderFor, orders, usualOrder } from "./priorities.ts";
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

/** Two accounts of one film differ by less. */
const SAME_LENGTH_S = 3;

/** Best first; the first channel that claims the best of these answers for a feature. */
const preference: readonly Availability[] = ["available", "unknown", "unavailable"];

/**
 * Picks the channel for each operation: one that leads first, then the protocols' priority, and never
 * one whose device says that it cannot. A feature's state and its call come from the same channel.
 */
export class Relay {
  readonly #channels = new Map<ProtocolId, { channel: Channel; off: Off }>();
  /** They by each order that there is, best first. */
  #ordered: ReadonlyMap<readonly ProtocolId[], readonly Channel[]> = new Map();
  readonly #leaders = new Leaders();
  readonly #state = new Signal<RelayState>(emptyRelayState);
  /** What the channels claimed when the features were worked out last, best channel first. */
  #claims: readonly FeatureStates[] | null = null;

  get state(): ReadonlySignal<RelayState> {
    return this.#state;
  }

  get channels(): readonly Channel[] {
    return this.#ordered.get(usualOrder) ?? [];
  }

  /** A channel of a protocol that is there already is a bug: two would fight over one device. */
  add(channel: Channel): void {
    if (this.#channels.has(channel.protocol))
      throw new RemoteError("bug", "a channel of this protocol is open already");
    const off = channel.state.on(() => this.#publish());
    this.#channels.set(channel.protocol, { channel, off });
    this.#order();
    this.#publish();
  }

  /** Forgets the channel and whatever it leads; does not close it. */
  remove(channel: Channel): void {
    const entry = this.#channels.get(channel.protocol);
    if (entry?.channel !== channel) return;
    entry.off();
    this.#channels.delete(channel.protocol);
    this.#order();
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

  /** Once for all the questions that follow: there are a hundred for each change. */
  #order(): void {
    const ordered = orders.map((order) => {
      const channels = order.flatMap((id) => this.#channels.get(id)?.channel ?? []);
      return [order, channels] as const;
    });
    this.#ordered = new Map(ordered);
  }

  #ranked(operation: OperationName | undefined, feature: Feature | undefined): readonly Channel[] {
    // What the leader does not have still goes to the usual one (parity IF-031).
    const leader = operation === undefined ? undefined : this.#leaders.of(operation);
    const usual = this.#ordered.get(orderFor(operation, feature)) ?? [];
    return leader === undefined ? usual : [leader, ...usual.filter((one) => one !== leader)];
  }

  #choose(operation: OperationName | undefined, feature: Feature | undefined) {
    const ranked = this.#ranked(operation, feature);
    const isAble = ({ operations }: Channel) =>
      operation === undefined || operations[operation] !== undefined;
    if (feature === undefined) {
      const channel = ranked.find(isAble);
      return channel && { channel, availability: "unknown" as const };
    }
    for (const availability of preference) {
      const channel = ranked.find(
        (one) => one.state.value.features[feature] === availability && isAble(one),
      );
      if (channel) return { channel, availability };
    }
    return undefined;
  }

  /**
   * What stays the same stays the same object, and is told to nobody; but when somebody begins or
   * ends to lead it is, so that nobody keeps showing the leader's last state (QK-02).
   */
  #publish(): void {
    const before = this.#state.value;
    const always = this.#leaders.update(this.channels);
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
      const found = this.#choose(operationOfFeature[feature], feature);
      if (found) {
        states[feature] = found.availability;
        owners[feature] = found.channel.protocol;
      } else if (this.channels.some(({ state }) => state.value.features[feature])) {
        states[feature] = "unsupported";
      }
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

  /** The leader's comes first; where it stands may be known to the usual channel only. */
  #nowPlaying(): NowPlaying | null {
    const leader = this.#leaders.first;
    const usual = this.#ranked("media", undefined)
      .filter((channel) => channel !== leader)
      .find(({ state }) => state.value.nowPlaying !== undefined);
    const shown = usual?.state.value.nowPlaying ?? null;
    const leading = leader?.state.value.nowPlaying;
    return leading ? withClockOf(leading, shown) : leading === null ? null : shown;
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

/**
 * A device that plays what we sent need not tell us where it stands, but tells its remotes. Theirs is
 * taken only for what seems to be the same item: one that is paused there has another position.
 */
function withClockOf(leading: NowPlaying, usual: NowPlaying | null): NowPlaying {
  if (leading.position !== null || usual === null) return leading;
  const [ours, theirs] = [leading.durationS, usual.durationS];
  const isOther = ours !== null && theirs !== null && Math.abs(ours - theirs) > SAME_LENGTH_S;
  if (isOther || usual.state !== leading.state) return leading;
  return { ...leading, position: usual.position, durationS: ours ?? theirs };
}
