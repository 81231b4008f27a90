import { Laptop, type LucideIcon, Speaker, TvMinimal, Volume2 } from "lucide-react";
import type { DeviceKind, DeviceSummary } from "../../shared/model/device.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import { isOnlySpeaker, isUsable } from "../store/usable.ts";
import type { Words } from "../words/words.ts";

const icons: Readonly<Record<DeviceKind, LucideIcon>> = {
  "apple-tv": TvMinimal,
  homepod: Volume2,
  speaker: Speaker,
  computer: Laptop,
  unknown: TvMinimal,
};

export function KindIcon({ kind }: { readonly kind: DeviceKind }) {
  const Icon = icons[kind];
  return <Icon aria-hidden="true" />;
}

/** "Apple TV 4K (3rd generation) · tvOS 26.5", as much of it as is known. */
export function describeDevice(device: DeviceSummary, words: Words): string {
  const model = device.modelName === "" ? words(`kind.${device.kind}`) : device.modelName;
  const builtIn = device.origin === "built-in" ? words("origin.built-in") : "";
  return [model, device.osLabel, device.hint === model ? "" : device.hint, builtIn]
    .filter((part) => part !== "")
    .join(" · ");
}

/** The state of a device on the list, in one or two words. */
export function deviceState(
  device: DeviceSummary,
  session: SessionSnapshot | null,
  words: Words,
): string {
  if (!isUsable(device) && isOnlySpeaker(device)) return words("sound.state.only");
  if (!isUsable(device)) return device.unpairable === null ? words("state.unpaired") : "";
  if (session !== null && session.connection.phase !== "offline") {
    return connectionWord(session, words);
  }
  if (device.asleep) return words("state.asleep");
  if (!device.present) return words("state.unreachable");
  return words(device.paired ? "state.paired" : "noCode.ready");
}

export function connectionWord(session: SessionSnapshot, words: Words): string {
  const { connection } = session;
  switch (connection.phase) {
    case "ready":
      if (session.power === "off") return words("state.asleep");
      return words(connection.lost.length === 0 ? "state.connected" : "state.limited");
    case "connecting":
      return words("state.connecting");
    case "waiting":
      return words("state.waiting");
    case "needs-pairing":
      return words(connection.subject === "password" ? "state.password" : "state.needsPairing");
    case "offline":
      return words("state.offline");
  }
}
