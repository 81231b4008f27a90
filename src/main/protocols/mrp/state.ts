import type { NowPlaying, OutputDevice } from "../../../shared/model/now-playing.ts";
import type { PowerState } from "../../../shared/model/session.ts";
import type { Clock } from "../../runtime/clock.ts";
import { type ReadonlySignal, Signal } from "../../runtime/signal.ts";
import type { MrpDeviceInfo, MrpMessage } from "../../wire/mrp/message.ts";
import { formatMac } from "../identifiers.ts";
import type { ChannelState, DeviceFacts } from "../plugin.ts";
import { keepSame } from "../same.ts";
import { FeatureMemory } from "./features.ts";
import { nowPlayingOf } from "./now-playing.ts";
import { outputsOf } from "./outputs-facts.ts";
import { stepAnswer, stepPlayers } from "./player-model.ts";
import { noPlayers, type Players } from "./players.ts";
import { PositionKeeper } from "./position.ts";
import { noVolume, ownUidOf, stepVolume, type VolumeFacts, volumeOf } from "./volume-facts.ts";

/** Everything the device has told, and the channel state that follows from it. */
export class MediaRemoteState {
  readonly #clock: Clock;
  readonly #positions = new PositionKeeper();
  readonly #features = new FeatureMemory();
  readonly #state: Signal<ChannelState>;
  #players: Players = noPlayers;
  #volume: VolumeFacts = noVolume;
  #deviceInfo: MrpDeviceInfo | null = null;
  #linkFacts: DeviceFacts = {};

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#state = new Signal(this.#derive({ features: {}, nowPlaying: null, outputs: [] }));
  }

  get state(): ReadonlySignal<ChannelState> {
    return this.#state;
  }

  get players(): Players {
    return this.#players;
  }

  get volume(): VolumeFacts {
    return this.#volume;
  }

  get nowPlaying(): NowPlaying | null {
    return this.#state.value.nowPlaying ?? null;
  }

  get outputs(): readonly OutputDevice[] {
    return this.#state.value.outputs ?? [];
  }

  onMessage(message: MrpMessage): void {
    this.#update(stepPlayers(this.#players, message), stepVolume(this.#volume, message));
  }

  /** The answer to one of our questions about the queue. */
  onQueueAnswer(message: MrpMessage): void {
    this.#update(stepAnswer(this.#players, message), this.#volume);
  }

  onVolume(facts: VolumeFacts): void {
    this.#update(this.#players, facts);
  }

  onDeviceInfo(deviceInfo: MrpDeviceInfo | null): void {
    this.#deviceInfo = deviceInfo;
    const ownUid = ownUidOf(deviceInfo);
    if (ownUid !== this.#volume.ownUid) this.#volume = { ...this.#volume, ownUid };
    this.#publish();
  }

  onLinkFacts(facts: DeviceFacts): void {
    this.#linkFacts = facts;
    this.#publish();
  }

  #update(players: Players, volume: VolumeFacts): void {
    if (players === this.#players && volume === this.#volume) return;
    this.#players = players;
    this.#volume = volume;
    this.#publish();
  }

  #publish(): void {
    const before = this.#state.value;
    this.#state.set(keepSame(before, this.#derive(before)));
  }

  /** Parts that say the same as before are the same objects. */
  #derive(before: ChannelState): ChannelState {
    const players = this.#players;
    const told = this.#positions.keep(nowPlayingOf(players), this.#clock.wallMs());
    const nowPlaying = keepSame(before.nowPlaying ?? null, told);
    const volume = this.#volume;
    const outputs = keepSame(before.outputs ?? [], outputsOf(this.#deviceInfo, volume));
    const power = powerOf(this.#deviceInfo);
    return {
      features: this.#features.of({ players, nowPlaying, volume, outputs, power }),
      power,
      volume: keepSame(before.volume, volumeOf(volume)),
      nowPlaying,
      outputs,
      facts: keepSame(before.facts, { ...this.#linkFacts, ...factsOf(this.#deviceInfo) }),
    };
  }
}

/** IF-100. Devices that leave the count out keep it to themselves. */
function powerOf(deviceInfo: MrpDeviceInfo | null): PowerState {
  const count = deviceInfo?.logicalDeviceCount ?? null;
  if (count === null) return "unknown";
  return count > 0 ? "on" : "off";
}

/** IF-167, and the hardware address, which waking it up needs (devices/messages.md M4). */
function factsOf(deviceInfo: MrpDeviceInfo | null): DeviceFacts {
  const build = deviceInfo?.systemBuildVersion;
  const rawModel = deviceInfo?.modelIdentifier;
  const mac = formatMac(deviceInfo?.managedConfigDeviceIdentifier ?? undefined);
  const outputDeviceId = ownUidOf(deviceInfo);
  return {
    ...(build && { build }),
    ...(rawModel && { rawModel }),
    ...(mac !== undefined && { mac }),
    ...(outputDeviceId !== null && { outputDeviceId }),
  };
}
