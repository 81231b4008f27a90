import type { ErrorCode } from "../../shared/errors.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import { type Credentials, type HapCredentials, isHap } from "../hap/credentials.ts";
import type { DeviceDescription, OpenContext, ProtocolPlugin } from "../protocols/plugin.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Trial } from "./pairing-machine.ts";
import { mayAskSecondCode, pluginsThatBorrow } from "./pairing-needs.ts";
import { playPairing } from "./play-needs.ts";
import { isSameKey, sharedKey } from "./ways.ts";

/** Somebody looks at a wizard meanwhile; what takes longer is tried again by the session. */
const TRIAL_MS = 8000;

export const nothingMissing: Trial = { second: null, limited: [] };

export interface KeyTrial {
  readonly plugins: readonly ProtocolPlugin[];
  readonly device: DeviceDescription;
  readonly credentials: Credentials;
  readonly context: OpenContext;
  /** Keeps the key for one more protocol. */
  accepted(protocol: ProtocolId, key: HapCredentials): Promise<void>;
}

/**
 * Tries the key of a paired device on each protocol that lacks one, or whose own is refused. Only a device that refuses it is
 * worth a second code, and only if that opens what nothing else does. Never rejects for the device's
 * sake: an unreachable protocol is tried again by the session.
 */
export async function tryKey(trial: KeyTrial): Promise<Trial> {
  const { plugins, device, credentials } = trial;
  const key = sharedKey(credentials);
  if (!key) return mediaIsMissing(trial);
  const candidates = pluginsThatBorrow(plugins, device).filter(
    ({ id }) => !isSameKey(credentials[id], key),
  );
  const verdicts = await Promise.all(
    candidates.map(async (plugin) => ({ plugin, verdict: await askForBoth(trial, plugin, key) })),
  );
  let owned = credentials;
  const refused: ProtocolPlugin[] = [];
  for (const { plugin, verdict } of verdicts) {
    if (verdict === "refused") refused.push(plugin);
    if (verdict === "refused" || verdict === "not-needed" || verdict === "has-its-own") continue;
    owned = { ...owned, [plugin.id]: key };
    if (verdict === "accepted") await trial.accepted(plugin.id, key);
  }
  return whatIsMissing(trial, refused, owned, key);
}

/**
 * There is no key that could be lent (DMAP's is none): what plays media may want a code of its own, and
 * says so beforehand.
 */
function mediaIsMissing({ plugins, device, credentials }: KeyTrial): Trial {
  const plugin = playPairing(plugins, device, credentials, "playMedia");
  if (!plugin) return nothingMissing;
  return { second: plugin.id, limited: [{ protocol: plugin.id, cause: "unpaired" }] };
}

function whatIsMissing(
  { plugins, device }: KeyTrial,
  refused: readonly ProtocolPlugin[],
  owned: Credentials,
  key: HapCredentials,
): Trial {
  const channelsOf = (plugin: ProtocolPlugin, keys: Credentials) =>
    plugin.plan(device, keys).map(({ protocol }) => protocol);
  // A plug-in may plan with another one's key by itself; this device has just refused that.
  const others = plugins.filter((plugin) => !refused.includes(plugin));
  const covered = new Set(others.flatMap((plugin) => channelsOf(plugin, owned)));
  const missing = refused
    .map((plugin) => ({
      plugin,
      channels: channelsOf(plugin, { ...owned, [plugin.id]: key }).filter((id) => !covered.has(id)),
    }))
    .filter(({ channels }) => channels.length > 0);
  const cause: ErrorCode = "unpaired";
  const protocols = new Set(missing.flatMap(({ channels }) => channels));
  return {
    second: missing.find(({ plugin }) => mayAskSecondCode(plugin, device))?.plugin.id ?? null,
    limited: [...protocols].map((protocol) => ({ protocol, cause })),
  };
}

/** A key of its own goes first, unless the device has forgotten it. */
async function askForBoth(trial: KeyTrial, plugin: ProtocolPlugin, key: HapCredentials) {
  const own = trial.credentials[plugin.id];
  if (isHap(own) && (await ask(trial, plugin, own)) !== "refused") return "has-its-own" as const;
  return ask(trial, plugin, key);
}

async function ask(
  { device, credentials, context }: KeyTrial,
  plugin: ProtocolPlugin,
  key: HapCredentials,
) {
  const { accepts, id } = plugin;
  if (!accepts) return "not-needed";
  const limit = new AbortController();
  const end = () => limit.abort(context.signal.reason);
  context.signal.addEventListener("abort", end, { once: true });
  const { clock, log }: Runtime = context.runtime;
  let giveUp = () => {};
  const tooLate = new Promise<"unreachable">((resolve) => {
    giveUp = () => resolve("unreachable");
  });
  const timer = clock.after(TRIAL_MS, () => {
    limit.abort();
    giveUp();
  });
  try {
    const answer = accepts(
      device,
      { ...credentials, [id]: key },
      { ...context, signal: limit.signal },
    );
    return await Promise.race([answer.catch(() => "unreachable" as const), tooLate]);
  } finally {
    timer.cancel();
    context.signal.removeEventListener("abort", end);
    log.debug("tried the key", { protocol: id });
  }
}
