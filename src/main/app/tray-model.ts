import type { WindowName } from "../../shared/ipc/contract.ts";
import type { DevicesSnapshot } from "../../shared/model/app.ts";
import type { MediaCommand } from "../../shared/model/buttons.ts";
import type { DeviceSummary } from "../../shared/model/device.ts";
import { type Feature, offers } from "../../shared/model/features.ts";
import { originOf } from "../../shared/model/playing-words.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";

/** What the icon shows. */
export type TrayState = "connected" | "asleep" | "lost";

/** What choosing an item does; the tray carries it out. */
export type TrayAction =
  | { readonly do: "toggle-remote" }
  | { readonly do: "open"; readonly window: WindowName }
  | { readonly do: "select"; readonly deviceId: string }
  | { readonly do: "media"; readonly deviceId: string; readonly command: MediaCommand }
  /** Seconds; negative is back. */
  | { readonly do: "skip"; readonly deviceId: string; readonly seconds: number }
  | { readonly do: "mute"; readonly deviceId: string }
  | { readonly do: "volume"; readonly deviceId: string; readonly direction: "up" | "down" }
  | { readonly do: "power"; readonly deviceId: string; readonly to: "on" | "off" }
  | { readonly do: "quit" };

export type TrayItem =
  | { readonly kind: "separator" }
  | { readonly kind: "note"; readonly label: string }
  | {
      readonly kind: "action";
      readonly label: string;
      readonly enabled: boolean;
      /** Undefined: not one of a choice. */
      readonly chosen?: boolean;
      readonly action: TrayAction;
    };

/** Everything the tray depends on. */
export interface TrayFacts {
  readonly devices: DevicesSnapshot;
  /** Of the selected device; null when there is none. */
  readonly session: SessionSnapshot | null;
  readonly remoteVisible: boolean;
  readonly builtInTvRunning: boolean;
}

export function trayState({ session }: TrayFacts): TrayState {
  if (session?.connection.phase !== "ready") return "lost";
  return session.power === "off" ? "asleep" : "connected";
}

export function trayToolTip(facts: TrayFacts): string {
  const device = selected(facts);
  return device ? `Armchair: ${device.name}, ${stateInWords(device, facts)}` : "Armchair";
}

/** The whole menu, top to bottom: some Linux trays have no click, so nothing is only a click. */
export function trayMenu(facts: TrayFacts): readonly TrayItem[] {
  return [
    action(facts.remoteVisible ? "Hide remote" : "Show remote", { do: "toggle-remote" }),
    separator,
    ...deviceItems(facts),
    separator,
    ...controlItems(facts),
    action("Now playing …", { do: "open", window: "now-playing" }),
    action("Pair a device …", { do: "open", window: "pairing" }),
    action("Settings …", { do: "open", window: "settings" }),
    ...(facts.builtInTvRunning
      ? [action("Built-in Apple TV", { do: "open", window: "tv" } as const)]
      : []),
    separator,
    action("Quit Armchair", { do: "quit" }),
  ];
}

const separator: TrayItem = { kind: "separator" };

const action = (label: string, what: TrayAction, enabled = true): TrayItem => ({
  kind: "action",
  label,
  enabled,
  action: what,
});

const selected = ({ devices }: TrayFacts) =>
  devices.devices.find(({ id }) => id === devices.selectedId);

function deviceItems(facts: TrayFacts): readonly TrayItem[] {
  const { devices, selectedId } = facts.devices;
  const offered = devices.filter(({ paired, pairable }) => paired || pairable);
  if (offered.length === 0) return [{ kind: "note", label: "No devices found yet" }];
  return offered.map((device) => ({
    kind: "action",
    label: `${nameOf(device)}: ${stateInWords(device, facts)}`,
    enabled: true,
    chosen: device.id === selectedId,
    action: device.paired
      ? { do: "select", deviceId: device.id }
      : { do: "open", window: "pairing" },
  }));
}

const nameOf = ({ name, hint }: DeviceSummary) => (hint === "" ? name : `${name} (${hint})`);

function stateInWords(device: DeviceSummary, { devices, session }: TrayFacts): string {
  if (!device.paired) return "not paired";
  if (device.id === devices.selectedId && session !== null) return sessionInWords(session);
  if (device.asleep) return "asleep";
  return device.present ? "ready" : "not seen";
}

function sessionInWords({ connection, power }: SessionSnapshot): string {
  switch (connection.phase) {
    case "ready":
      return power === "off" ? "asleep" : "connected";
    case "connecting":
      return "connecting";
    case "waiting":
      return "not answering";
    case "needs-pairing":
      return connection.subject === "password" ? "asks for a password" : "pair again";
    case "offline":
      return "not connected";
  }
}

function controlItems(facts: TrayFacts): readonly TrayItem[] {
  const { session } = facts;
  if (session === null) return [];
  const { deviceId, power, features } = session;
  const ready = session.connection.phase === "ready";
  const works: Works = (feature) => ready && offers(features, feature);
  const turn = power === "off" ? "on" : "off";
  return [
    ...(ready ? titleItems(session) : []),
    action(
      "Play / pause",
      { do: "media", deviceId, command: "play-pause" },
      works("play-pause") || works("play"),
    ),
    ...(ready ? transportItems(session, works) : []),
    action("Volume up", { do: "volume", deviceId, direction: "up" }, works("volume-up")),
    action("Volume down", { do: "volume", deviceId, direction: "down" }, works("volume-down")),
    ...(works("mute") ? [action("Mute", { do: "mute", deviceId })] : []),
    action(
      turn === "on" ? "Wake" : "Sleep",
      { do: "power", deviceId, to: turn },
      // Waking is worth a try without a connection: the device may only be deeply asleep.
      turn === "on" || works("turn-off"),
    ),
    separator,
  ];
}

type Works = (feature: Feature) => boolean;

/** A menu is as wide as its longest line. */
const LONGEST_TITLE = 48;

function titleItems({ nowPlaying }: SessionSnapshot): readonly TrayItem[] {
  if (nowPlaying === null) return [];
  const { title, app } = nowPlaying;
  const words = [title ?? app?.name ?? "Untitled", ...originOf(nowPlaying)].join(" · ");
  const oneLine = words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
  const characters = [...oneLine];
  const label =
    characters.length > LONGEST_TITLE
      ? `${characters
          .slice(0, LONGEST_TITLE - 1)
          .join("")
          .trimEnd()}…`
      : oneLine;
  return [{ kind: "note", label }];
}

/** What only makes sense while something plays, and only what works with it. */
function transportItems(session: SessionSnapshot, works: Works): readonly TrayItem[] {
  const { deviceId, nowPlaying } = session;
  if (nowPlaying === null) return [];
  const { skipBackwardS: back, skipForwardS: forward } = nowPlaying;
  const items: readonly (readonly [Feature, string, TrayAction])[] = [
    ["skip-backward", `Back ${back} s`, { do: "skip", deviceId, seconds: -back }],
    ["skip-forward", `Forward ${forward} s`, { do: "skip", deviceId, seconds: forward }],
    ["previous", "Previous", { do: "media", deviceId, command: "previous" }],
    ["next", "Next", { do: "media", deviceId, command: "next" }],
  ];
  return items.filter(([feature]) => works(feature)).map(([, label, what]) => action(label, what));
}
