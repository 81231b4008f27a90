import type {
  AccessRestriction,
  DeviceKind,
  DeviceSummary,
  UnpairableReason,
} from "../../shared/model/device.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import { osLabel } from "../discovery/device-info.ts";
import { lookUpModel } from "../protocols/apple-models.ts";
import type { DeviceDescription, ProtocolPlugin } from "../protocols/plugin.ts";
import { type DeviceEntry, lastSeen } from "./device-entries.ts";
import { needsNoPairing, pairingPlugin } from "./pairing-needs.ts";
import { takes } from "./play-needs.ts";

/** The list as people see it: paired devices first, then by name; hints where names are equal. */
export function summarise(
  entries: Iterable<DeviceEntry>,
  plugins: readonly ProtocolPlugin[],
  isBuiltIn: (entry: DeviceEntry) => boolean,
): readonly DeviceSummary[] {
  const plain = [...entries].map((entry) => summary(entry, plugins, isBuiltIn(entry)));
  return withHints(plain).sort(
    (a, b) =>
      Number(b.paired) - Number(a.paired) || compareText(a.name, b.name) || compareText(a.id, b.id),
  );
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export function displayName({ known, description }: DeviceEntry): string {
  return known?.customName || description.name || description.addresses[0] || "";
}

function summary(
  entry: DeviceEntry,
  plugins: readonly ProtocolPlugin[],
  builtIn: boolean,
): DeviceSummary {
  const { id, known, found, description, info } = entry;
  const rawModel = info?.rawModel || known?.rawModel || "";
  const model = lookUpModel(rawModel);
  const announcedKind = info?.kind === "unknown" ? undefined : info?.kind;
  const kind = announcedKind ?? model?.kind ?? "unknown";
  const restriction = restrictionOf(description);
  const hasPassword = known?.hasPassword ?? false;
  // What the owner's password opens is open to whoever has it.
  const isShut = restriction !== null && !(restriction === "password" && hasPassword);
  const needsPairing = isShut || !needsNoPairing(plugins, description);
  const pairable = needsPairing && pairingPlugin(plugins, description) !== undefined;
  const unpairable = pairable || !needsPairing ? null : whyUnpairable(entry, kind, restriction);
  return {
    id,
    name: displayName(entry),
    hint: "",
    kind,
    modelName: info?.modelName || model?.name || rawModel,
    rawModel,
    osLabel: osLabel(info) || (known?.osLabel ?? ""),
    build: info?.build ?? "",
    address: description.addresses[0] ?? "",
    identifiers: description.identifiers,
    services: description.services.map(
      ({ protocol, port, pairing, requiresPassword, enabled }) => ({
        protocol,
        port,
        pairing,
        requiresPassword,
        enabled,
      }),
    ),
    outputDeviceId: info?.outputDeviceId || null,
    present: found.length > 0,
    asleep: found.some(({ asleep }) => asleep),
    playsMedia: takes(plugins, description, "playMedia"),
    playsSound: takes(plugins, description, "playSound"),
    hasPassword,
    // What choosing it is enough for is not paired, though its announced key may be kept.
    paired: needsPairing && (known?.paired ?? false),
    needsPairing,
    pairable,
    unpairable,
    restriction,
    origin: builtIn ? "built-in" : (known?.origin ?? "network"),
    lastSeenMs: lastSeen(entry),
  };
}

/** What "disabled" means depends on whose settings say so (parity SC-56 to SC-59). */
const disabledMeans: Readonly<Record<ProtocolId, UnpairableReason>> = {
  companion: "pairing-off",
  mrp: "pairing-off",
  dmap: "pairing-off",
  airplay: "access-restricted",
  raop: "access-restricted",
};

/** What any of its services announces, the worst first. */
function restrictionOf({ services }: DeviceDescription): AccessRestriction | null {
  const announced = services.flatMap(({ restriction }) => restriction ?? []);
  const worst = (["same-user", "access-restricted", "password"] as const).find((one) =>
    announced.includes(one),
  );
  return worst ?? null;
}

/** Asked only when pairing is out of the question. */
function whyUnpairable(
  { description: { services } }: DeviceEntry,
  kind: DeviceKind,
  restriction: AccessRestriction | null,
): UnpairableReason {
  const speaker = kind === "homepod" || kind === "speaker";
  const disabled = services
    .filter(({ pairing }) => pairing === "disabled")
    .map(({ protocol }) => disabledMeans[protocol]);
  if (speaker) return restriction ?? "no-code";
  if (disabled.includes("pairing-off")) return "pairing-off";
  if (restriction !== null && kind === "apple-tv") return restriction;
  if (disabled.length > 0) return "access-restricted";
  const accepts = services.some(({ pairing }) => pairing === "mandatory" || pairing === "optional");
  return accepts && kind === "apple-tv" ? "older-protocol" : "not-a-remote-target";
}

/** Equal names are told apart by the model when that is enough, else by the end of the address. */
function withHints(devices: readonly DeviceSummary[]): DeviceSummary[] {
  const byName = new Map<string, DeviceSummary[]>();
  for (const device of devices)
    byName.set(device.name, [...(byName.get(device.name) ?? []), device]);
  return devices.map((device) => {
    const namesakes = byName.get(device.name) ?? [];
    if (namesakes.length < 2) return device;
    const models = new Set(namesakes.map(({ modelName }) => modelName));
    const modelTells = models.size === namesakes.length && !models.has("");
    return { ...device, hint: modelTells ? device.modelName : addressEnd(device) };
  });
}

function addressEnd({ address, id }: DeviceSummary): string {
  const end = address.split("%")[0]?.split(/[.:]/).at(-1) ?? "";
  return end === "" ? id.slice(-5) : `…${address.includes(":") ? ":" : "."}${end}`;
}
