import {
  type Identity,
  Preferences,
  SETTINGS_VERSION,
  type Settings,
} from "../../shared/model/settings.ts";
import type { Random } from "../runtime/random.ts";

/** A new client identity. Random, because a TV drops a client whose id it knows from others. */
export function createIdentity(random: Random): Identity {
  const address = random.bytes(6);
  // Locally administered and unicast (IEEE 802): nobody's real address.
  address[0] = ((address[0] ?? 0) & 0b1111_1100) | 0b10;
  const pairs = [...address].map((byte) => hexByte(byte).toUpperCase());
  return { rpId: [...random.bytes(6)].map(hexByte).join(""), deviceId: pairs.join(":") };
}

/** What a first start begins with. */
export function defaultSettings(identity: Identity): Settings {
  return {
    version: SETTINGS_VERSION,
    identity,
    preferences: Preferences.parse({}),
    selectedDeviceId: null,
    devices: [],
    windows: {},
    speakers: {},
  };
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
