import type { DeviceDescription } from "../../src/main/protocols/plugin.ts";

/** So many services, each with what it says of itself: a service record may be heard before that. */
export function isWhole({ services }: DeviceDescription, count: number): boolean {
  const says = services.filter(({ advertised }) => [...(advertised?.txt.entries ?? [])].length > 0);
  return services.length === count && says.length === count;
}
