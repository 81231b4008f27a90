/** DMAP, the messages of iTunes and the Apple TV 1 to 3 (docs/protocols/dmap.md#messages). */
export { decodeDmap } from "./dmap-decode.ts";
export { encodeDmap } from "./dmap-encode.ts";
export {
  type DmapItem,
  type DmapValue,
  dmapItems,
  dmapNumber,
  dmapText,
  dmapValue,
} from "./dmap-value.ts";
