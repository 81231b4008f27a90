import type { Feature } from "../../../shared/model/features.ts";
import type { KeyboardState, PowerState, VolumeState } from "../../../shared/model/session.ts";
import { type ReadonlySignal, Signal } from "../../runtime/signal.ts";
import type { ChannelState } from "../plugin.ts";
import { featureStates } from "./features.ts";
import { MediaFlag } from "./media-flags.ts";

/** What the device has told us so far. */
export interface CompanionFacts {
  readonly power: PowerState;
  /** Bits of the last `_iMC` event (CO-12); null before the first. */
  readonly mediaFlags: number | null;
  readonly volumePercent: number | null;
  readonly keyboard: KeyboardState;
  /** Features that the device turned out not to have. */
  readonly missing: ReadonlySet<Feature>;
}

const nobodyAsks: KeyboardState = { focused: null, text: "", secure: false, prompt: "" };

/** Facts, and the channel state that follows from them. Nobody is told of a state that is the same. */
export class FactStore {
  #facts: CompanionFacts = {
    power: "unknown",
    mediaFlags: null,
    volumePercent: null,
    keyboard: nobodyAsks,
    missing: new Set(),
  };
  readonly #state = new Signal<ChannelState>(stateOf(this.#facts));
  #published = JSON.stringify(this.#state.value);

  get facts(): CompanionFacts {
    return this.#facts;
  }

  get state(): ReadonlySignal<ChannelState> {
    return this.#state;
  }

  update(change: Partial<CompanionFacts>): void {
    this.#facts = { ...this.#facts, ...change };
    const next = stateOf(this.#facts);
    const printed = JSON.stringify(next);
    if (printed === this.#published) return;
    this.#published = printed;
    this.#state.set(next);
  }

  /** The device has no handler for what these features need. */
  withdraw(...features: readonly Feature[]): void {
    this.update({ missing: new Set([...this.#facts.missing, ...features]) });
  }
}

function stateOf(facts: CompanionFacts): ChannelState {
  return {
    features: featureStates(facts),
    power: facts.power,
    volume: volumeOf(facts),
    keyboard: facts.keyboard,
  };
}

/** Without the flag the TV or amplifier may still obey the buttons, but says no volume. */
function volumeOf({ mediaFlags, volumePercent }: CompanionFacts): VolumeState {
  if (mediaFlags === null) return { control: "unknown", percent: null };
  if ((mediaFlags & MediaFlag.Volume) === 0) return { control: "relative", percent: null };
  return { control: "absolute", percent: volumePercent };
}
