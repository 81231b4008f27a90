import type { WindowName } from "../../shared/ipc/contract.ts";
import type { DevicesSnapshot } from "../../shared/model/app.ts";
import type { MediaCommand } from "../../shared/model/buttons.ts";
import type { DeviceSummary } from "../../shared/model/device.ts";
import { type Feature, offers } from "../../shared/model/features.ts";
import { originOf } from "../../shared/model/playing-words.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import type { SoundCommand, SoundSnapshot } from "../../shared/model/sound.ts";

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
  /** Of what this computer sends to speakers. */
  | { readonly do: "sound"; readonly command: SoundCommand }
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
  /** What this computer sends to speakers; null until that is known. */
  readonly sound: SoundSnapshot | null;
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
    ...soundItems(facts),
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
  const offered = devices.filter((device) => isReady(device) || device.pairable);
  if (offered.length === 0) return [{ kind: "note", label: "No devices found yet" }];
  return offered.map((device) => ({
    kind: "action",
    label: `${nameOf(device)}: ${stateInWords(device, facts)}`,
    enabled: true,
    chosen: device.id === selectedId,
    action: isReady(device)
      ? { do: "select", deviceId: device.id }
      : { do: "open", window: "pairing" },
  }));
}

/** Choosing it is enough: HomePods and speakers never show a code. */
const isReady = ({ paired, needsPairing }: DeviceSummary) => paired || !needsPairing;

const nameOf = ({ name, hint }: DeviceSummary) => (hint === "" ? name : `${name} (${hint})`);

function stateInWords(device: DeviceSummary, { devices, session }: TrayFacts): string {
  if (!isReady(device)) return "not paired";
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

/** Sound goes on with every window closed; here is where it is stopped then. */
function soundItems({ sound }: TrayFacts): readonly TrayItem[] {
  if (sound === null || sound.state === "idle") return [];
  const names = sound.speakers.map(({ name }) => name).join(", ");
  const isPaused = sound.state === "paused";
  const current = sound.items.findIndex(({ id }) => id === sound.currentId);
  const hasNext = current >= 0 && current < sound.items.length - 1;
  return [
    { kind: "note", label: shortened(`Sound to ${names || "no speaker"}`) },
    action(isPaused ? "Go on with the sound" : "Pause the sound", {
      do: "sound",
      command: isPaused ? "play" : "pause",
    }),
    ...(hasNext ? [action("Next song", { do: "sound", command: "next" })] : []),
    action("Stop sending sound", { do: "sound", command: "stop" }),
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
  return [{ kind: "note", label: shortened(words) }];
}

/** On one line, whatever the network said. */
function shortened(words: string): string {
  const oneLine = words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
  const characters = [...oneLine];
  if (characters.length <= LONGEST_TITLE) return oneLine;
  return `${characters
    .slice(0, LONGEST_TITLE - 1)
    .join("")
    .trimEnd()}…`;
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
