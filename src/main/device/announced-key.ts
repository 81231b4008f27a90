import type { DeviceId } from "../../shared/model/device.ts";
import { Secret } from "../runtime/secret.ts";
import type { KeyRing } from "./key-ring.ts";
import type { Registry } from "./registry.ts";

/**
 * What opens a Home Sharing device is in its announcement, which is not there when the program starts
 * before the device does. Kept once it opened the device; a pairing of ours is better and stays.
 */
export function keepAnnouncedKey(registry: Registry, keys: KeyRing, deviceId: DeviceId): void {
  const entry = registry.find(deviceId);
  const service = entry?.description.services.find((one) => one.advertisedCredential);
  const announced = service?.advertisedCredential;
  if (!entry?.known || service?.protocol !== "dmap" || announced === undefined) return;
  const { id } = entry;
  const own = keys.held(id).dmap;
  if (own?.login === "pairing-guid" || own?.id.expose() === announced) return;
  void keys.add(id, "dmap", { kind: "dmap", login: "home-sharing", id: new Secret(announced) });
  // The list in memory has it in any case; a disk that refuses is told by whatever it refuses next.
  registry.remember(id, { paired: true }).catch(() => {});
}
