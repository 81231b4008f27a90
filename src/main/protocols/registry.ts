import { createAirPlay } from "./airplay/plugin.ts";
import { companion } from "./companion/plugin.ts";
import { dmap } from "./dmap/plugin.ts";
import { openMediaRemote } from "./mrp/open.ts";
import { mrp } from "./mrp/plugin.ts";
import type { ProtocolPlugin } from "./plugin.ts";
import { raop } from "./raop/plugin.ts";

/** Every protocol, best first: the order in which the relay asks and in which a device is named. */
export const protocols: readonly ProtocolPlugin[] = [
  mrp,
  dmap,
  companion,
  createAirPlay({ openMediaRemote }),
  raop,
];
