import type { DiscoveredDevice } from "../../src/main/discovery/discovery.ts";
import type { Log } from "../../src/main/runtime/log.ts";
import type { ProtocolId } from "../../src/shared/model/protocol.ts";
import {
  dmapPlugin,
  FakeCaller,
  FakeFiles,
  FakePlayer,
  mediaPlugin,
  type OldTv,
  oldTvPairing,
} from "./fake-media.ts";
import type { FakeTv } from "./fake-plugin.ts";
import { found, hubWorld, known } from "./hub-world.ts";
import { MemoryLan } from "./memory-network.ts";

/** An Apple TV of the third generation as discovery tells it. */
export function oldTv(options: OldTv = {}): DiscoveredDevice {
  const protocols: readonly ProtocolId[] = ["dmap", "airplay"];
  const device = found({ protocols, rawModel: "AppleTV3,2" });
  const services = device.description.services.map((service) => ({
    ...service,
    pairing: oldTvPairing(options, service.protocol),
    ...(options.homeSharing &&
      service.protocol === "dmap" && {
        advertisedCredential: "00000000-aaaa-bbbb-cccc-1234567890ab",
      }),
  }));
  return { ...device, description: { ...device.description, services } };
}

/** A hub that sees one, with a player and a caller behind it. */
export function oldTvWorld(
  options: OldTv & { readonly paired?: boolean; readonly log?: Log } = {},
) {
  const player = new FakePlayer();
  const caller = new FakeCaller();
  const files = new FakeFiles();
  const lan = new MemoryLan();
  const made = hubWorld({
    plugins: (tv: FakeTv) => [dmapPlugin(tv, caller), mediaPlugin(tv, player)],
    devices: options.paired
      ? [known({ services: [{ protocol: "dmap", port: 3689, identifier: null }] })]
      : [],
    network: lan.host("10.0.0.1"),
    files,
    ...(options.log && { log: options.log }),
  });
  made.discovery.devices.set([oldTv(options)]);
  const session = made.hub.session("AA:BB");
  return { ...made, player, caller, files, session };
}
