import { isRemoteError } from "../../shared/errors.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { Identity } from "../../shared/model/settings.ts";
import type { ProtocolPlugin } from "../protocols/plugin.ts";
import type { Log } from "../runtime/log.ts";
import type { CredentialStore } from "../storage/storage.ts";
import type { KeyRing } from "./key-ring.ts";
import type { PairingHost } from "./pairing-flow.ts";
import type { Paired } from "./pairing-machine.ts";
import { pairingPlugin } from "./pairing-needs.ts";
import { playPairing } from "./play-needs.ts";
import type { Registry } from "./registry.ts";
import type { Session } from "./session.ts";

export interface PairingParts {
  readonly plugins: readonly ProtocolPlugin[];
  readonly registry: Registry;
  readonly keys: KeyRing;
  readonly store: CredentialStore;
  readonly log: Log;
  session(id: DeviceId): Session;
  peek(id: DeviceId): Session | undefined;
  select(id: DeviceId): Promise<void>;
  controllerName(): string;
  identity(): Identity;
}

/** What pairing needs of everything else, and what it leaves there. */
export function createPairingHost(parts: PairingParts): PairingHost {
  const { registry, keys } = parts;
  return {
    find: (id) => {
      const entry = registry.find(id);
      return entry && { name: registry.name(id), device: entry.description };
    },
    controllerName: () => parts.controllerName(),
    identity: () => parts.identity(),
    credentials: (id) => keys.get(id),
    incomplete: (id) => incomplete(parts, id),
    extend: async (id, protocol, credentials) => {
      await keys.add(id, protocol, credentials);
      parts.peek(id)?.extended();
    },
    keep: async ({ deviceId, protocol }, _device, credentials) => {
      const keptIn = await keys.add(deviceId, protocol, credentials);
      // First, or being chosen below would connect as well, only to be interrupted by this.
      parts.session(deviceId).paired(protocol);
      const written = await writeDown(parts, deviceId);
      return written ? keptIn : "memory";
    },
  };
}

/** Paired and connected, but something wants another key: a second code may open that. */
function incomplete(
  { plugins, registry, keys, store, peek }: PairingParts,
  id: DeviceId,
): Paired | null {
  const connection = peek(id)?.connection;
  if (connection?.phase !== "ready") return null;
  const { known, description } = registry.get(id);
  const refused = connection.lost.filter(
    ({ cause, subject }) => cause === "unpaired" && subject === undefined,
  );
  const media = playPairing(plugins, description, keys.held(id), "playMedia");
  const limited = media
    ? [...refused, { protocol: media.id, cause: "unpaired" as const }]
    : refused;
  const isPaired = known?.paired === true;
  // The very protocol that the first code is for: another code of another one would not mend that.
  const first = pairingPlugin(plugins, description)?.id;
  if (limited.some(({ protocol }) => protocol === first)) return null;
  const keptIn = store.kind.value.kind;
  return isPaired && limited.length > 0 ? { keptIn, limited } : null;
}

/**
 * False: the disk refused, so that the next start will not know that this device is paired. The
 * settings in memory do (`SettingsStore.update`), which makes the pairing good until then.
 */
async function writeDown({ registry, log, select }: PairingParts, id: DeviceId): Promise<boolean> {
  try {
    await registry.remember(id, { paired: true }, true);
    if (registry.selectedId === null) await select(id);
    return true;
  } catch (thrown) {
    if (!isRemoteError(thrown, "storage")) throw thrown;
    log.warn("a paired device could not be written down");
    return false;
  }
}
