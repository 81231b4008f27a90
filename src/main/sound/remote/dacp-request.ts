import type { RemoteRequest } from "./sound-remote.ts";

/** What one request of DACP wants (docs/protocols/dacp.md). */
export type DacpRequest =
  | { readonly kind: "act"; readonly request: RemoteRequest }
  | { readonly kind: "skip"; readonly seconds: number }
  | { readonly kind: "properties"; readonly names: readonly string[] }
  | { readonly kind: "status" }
  | { readonly kind: "speakers" }
  /** It tells of itself; there is nothing to do. */
  | { readonly kind: "report" }
  | { readonly kind: "unknown" }
  /** A known request with a value that makes no sense. */
  | { readonly kind: "nonsense" };

const PREFIX = "/ctrl-int/1/";
const WIND_S = 10;
/** Nobody writes a longer one; OwnTone's and iTunes' stay below a hundred. */
const MAX_TARGET = 1024;
const MAX_NAMES = 32;

const command = (name: (RemoteRequest & { readonly kind: "command" })["command"]): DacpRequest => ({
  kind: "act",
  request: { kind: "command", command: name },
});
const step = (direction: "up" | "down"): DacpRequest => ({
  kind: "act",
  request: { kind: "volume-step", direction },
});

/** The names of another implementation's list, and of what receivers were seen to send. */
const plain: ReadonlyMap<string, DacpRequest> = new Map<string, DacpRequest>([
  ["play", command("play")],
  ["pause", command("pause")],
  ["discrete-play", command("play")],
  ["discrete-pause", command("pause")],
  ["playpause", command("play-pause")],
  ["playresume", command("play")],
  ["stop", command("stop")],
  ["nextitem", command("next")],
  ["previtem", command("previous")],
  ["beginff", { kind: "skip", seconds: WIND_S }],
  ["beginrew", { kind: "skip", seconds: -WIND_S }],
  ["volumeup", step("up")],
  ["volumedown", step("down")],
  ["mutetoggle", { kind: "act", request: { kind: "mute" } }],
  ["getspeakers", { kind: "speakers" }],
]);

/** Never throws, whatever the target of a request is. */
export function parseDacpRequest(target: string): DacpRequest {
  if (target.length > MAX_TARGET || !target.startsWith(PREFIX)) return { kind: "unknown" };
  const [name = "", ...rest] = target.slice(PREFIX.length).split("?");
  const query = new URLSearchParams(rest.join("?"));
  switch (name) {
    case "getproperty":
      return propertiesOf(query);
    case "setproperty":
      return settingOf(query);
    case "playstatusupdate":
      return statusOf(query);
    default:
      return plain.get(name) ?? { kind: "unknown" };
  }
}

function propertiesOf(query: URLSearchParams): DacpRequest {
  const names = (query.get("properties") ?? "").split(",").filter((name) => name !== "");
  if (names.length === 0 || names.length > MAX_NAMES) return { kind: "nonsense" };
  return { kind: "properties", names };
}

function statusOf(query: URLSearchParams): DacpRequest {
  const revision = query.get("revision-number");
  return { kind: revision === null || /^\d{1,10}$/.test(revision) ? "status" : "nonsense" };
}

/**
 * `dmcp.volume` is percent, `dmcp.device-volume` what goes to the device: -30 to 0 dB, -144 for silence.
 * Seen from receivers: both, with up to seven digits behind the point.
 */
function settingOf(query: URLSearchParams): DacpRequest {
  for (const [name, text] of query) {
    if (name === "dmcp.volume") return volume(numberOf(text), 0, 100, (percent) => percent);
    if (name === "dmcp.device-volume") return volume(numberOf(text), -144, 0, percentOf);
    // Somebody else has it now, or not any more: the sound's own connection says so too.
    if (name === "dmcp.device-prevent-playback" || name === "dmcp.device-busy") {
      return { kind: "report" };
    }
  }
  return { kind: "unknown" };
}

function volume(
  value: number | null,
  least: number,
  most: number,
  toPercent: (value: number) => number,
): DacpRequest {
  if (value === null || value < least || value > most) return { kind: "nonsense" };
  return { kind: "act", request: { kind: "volume", percent: toPercent(value) } };
}

function numberOf(text: string): number | null {
  return /^[+-]?\d{1,6}(\.\d{1,20})?$/.test(text.trim()) ? Number(text) : null;
}

/** RA-13, the other way. */
const percentOf = (decibels: number) => (decibels <= -30 ? 0 : ((decibels + 30) * 10) / 3);
