import { RemoteError } from "../../shared/errors.ts";
import type { DevicesSnapshot } from "../../shared/model/app.ts";
import type { DeviceSummary } from "../../shared/model/device.ts";
import type { Context } from "./command.ts";
import { printable } from "./table.ts";

/** The words about one device that a list shows. */
export function deviceCells(device: DeviceSummary): readonly string[] {
  const state = device.paired ? "paired" : device.pairable ? "can be paired" : otherwise(device);
  const presence = device.asleep ? ", asleep" : device.present ? "" : ", not seen";
  return [
    printable(device.name),
    printable(device.modelName || device.rawModel || device.kind),
    device.osLabel,
    device.address,
    `${state}${presence}`,
    device.id,
  ].map((cell) => cell || "-");
}

function otherwise({ needsPairing, unpairable }: DeviceSummary): string {
  if (!needsPairing) return "needs no pairing";
  switch (unpairable) {
    case "no-code":
      return "shows no code";
    case "access-restricted":
      return "only for people of its home";
    case "same-user":
      return "only for whoever is signed in on it";
    case "password":
      return "asks for a password";
    case "pairing-off":
      return "pairing is switched off";
    case "older-protocol":
      return "older protocol";
    default:
      return "no remote control";
  }
}

/** True when the person means this device: by id, any identifier, name or address. */
export function matches(device: DeviceSummary, wanted: string): boolean {
  const lower = wanted.toLowerCase();
  return [device.id, ...device.identifiers, device.name, device.address].some(
    (text) => text.toLowerCase() === lower,
  );
}

/** Resolves with the first device list that passes; undefined after `timeoutMs`. */
export async function awaitDevices<T>(
  context: Context,
  pick: (snapshot: DevicesSnapshot) => T | undefined,
  timeoutMs: number,
): Promise<T | undefined> {
  const { service, handlers, world, signal } = context;
  const stop: (() => void)[] = [];
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      let newest = -1;
      const look = (snapshot: DevicesSnapshot) => {
        if (snapshot.revision <= newest) return;
        newest = snapshot.revision;
        const picked = pick(snapshot);
        if (picked !== undefined) resolve(picked);
      };
      const onAbort = () => reject(RemoteError.from(signal.reason));
      if (signal.aborted) onAbort();
      signal.addEventListener("abort", onAbort);
      stop.push(() => signal.removeEventListener("abort", onAbort));
      stop.push(service.on("devices", look));
      const timer = world.clock.after(timeoutMs, () => resolve(undefined));
      stop.push(() => timer.cancel());
      handlers["devices.snapshot"]().then(look, reject);
    });
  } finally {
    for (const off of stop) off();
  }
}
