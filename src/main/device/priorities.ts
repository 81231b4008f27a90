import type { Feature } from "../../shared/model/features.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { OperationName } from "../protocols/plugin.ts";

/** Who is asked first, best first (parity IF-020). */
export const usualOrder: readonly ProtocolId[] = ["mrp", "dmap", "companion", "airplay", "raop"];

/** Power is the one exception (parity IF-021). */
const powerOrder: readonly ProtocolId[] = ["companion", "mrp", "dmap", "airplay", "raop"];

/** All that `orderFor` may answer. */
export const orders: readonly (readonly ProtocolId[])[] = [usualOrder, powerOrder];

/**
 * One PIN over Companion opens most; a second protocol is asked only where there is no Companion. An
 * Apple TV of the second or third generation is remote-controlled by DMAP, and AirPlay only plays there.
 */
export const pairingOrder: readonly ProtocolId[] = ["companion", "mrp", "dmap", "airplay", "raop"];

/**
 * The operation that carries a feature out. State and call then come from one channel (QK-01).
 * Features that are not here are facts only, such as a title.
 */
export const operationOfFeature: Partial<Record<Feature, OperationName>> = {
  up: "press",
  down: "press",
  left: "press",
  right: "press",
  select: "press",
  menu: "press",
  home: "press",
  "home-hold": "press",
  "top-menu": "press",
  guide: "press",
  screensaver: "press",
  "control-center": "press",
  siri: "press",
  "page-up": "press",
  "page-down": "press",
  "channel-up": "press",
  "channel-down": "press",
  "play-pause": "press",
  mute: "press",
  play: "media",
  pause: "media",
  stop: "media",
  next: "media",
  previous: "media",
  "fast-forward": "media",
  rewind: "media",
  "skip-forward": "skip",
  "skip-backward": "skip",
  "volume-up": "volumeStep",
  "volume-down": "volumeStep",
  "set-volume": "setVolume",
  "set-position": "seek",
  "set-shuffle": "setShuffle",
  "set-repeat": "setRepeat",
  "select-audio": "selectAudio",
  "select-subtitles": "selectSubtitles",
  artwork: "artwork",
  "add-output-devices": "addOutputs",
  "remove-output-devices": "removeOutputs",
  "set-output-devices": "setOutputs",
  "output-volume": "setOutputVolume",
  "turn-on": "turnOn",
  "turn-off": "turnOff",
  "app-list": "appList",
  "launch-app": "launchApp",
  "account-list": "accountList",
  "switch-account": "switchAccount",
  "text-get": "textGet",
  "text-set": "textSet",
  "text-append": "textAppend",
  "text-clear": "textClear",
  swipe: "swipe",
  touch: "touch",
  click: "click",
  "play-url": "playMedia",
};

const powerFeatures: readonly (Feature | undefined)[] = ["power-state", "turn-on", "turn-off"];

export function orderFor(
  operation: OperationName | undefined,
  feature: Feature | undefined,
): readonly ProtocolId[] {
  const power =
    operation === "turnOn" || operation === "turnOff" || powerFeatures.includes(feature);
  return power ? powerOrder : usualOrder;
}
