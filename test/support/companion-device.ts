import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { companion } from "../../src/main/protocols/companion/plugin.ts";
import type {
  Channel,
  DeviceDescription,
  OpenContext,
  ProtocolPlugin,
} from "../../src/main/protocols/plugin.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import { hapKey } from "./hap-key.ts";

/** A device that has nothing but Companion, as discovery would describe it. */
export function companionDevice(address: string, port: number): DeviceDescription {
  return {
    identifiers: ["companion-test"],
    name: "Living Room",
    addresses: [address],
    services: [
      {
        protocol: "companion",
        identifiers: ["companion-test"],
        port,
        pairing: "mandatory",
        requiresPassword: false,
        enabled: true,
        facts: {},
        advertised: null,
      },
    ],
  };
}

export const testIdentity = { rpId: "0a1b2c3d4e5f", deviceId: "02:11:22:33:44:55" };

export function openContext(runtime: Runtime, signal = new AbortController().signal): OpenContext {
  return { runtime, signal, identity: testIdentity, controllerName: "Armchair (test)" };
}

/** Pairs as the wizard does: begin, then the PIN that the device shows. */
export async function pairWith(
  device: DeviceDescription,
  pin: string,
  runtime: Runtime,
  plugin: ProtocolPlugin = companion,
): Promise<HapCredentials> {
  const target = { device, controllerName: "Armchair (test)", identity: testIdentity };
  const dialogue = plugin.pairing?.(target, runtime);
  if (dialogue === undefined) throw new RemoteError("bug", "this protocol pairs");
  const { signal } = new AbortController();
  try {
    await dialogue.begin(signal);
    return hapKey(await dialogue.finish(pin, signal));
  } finally {
    dialogue.close();
  }
}

export function openWith(
  device: DeviceDescription,
  credentials: HapCredentials,
  context: OpenContext,
): Promise<Channel> {
  const [plan] = companion.plan(device, { companion: credentials });
  if (plan === undefined) throw new RemoteError("bug", "there should be a plan");
  return plan.open(context);
}
