/** Binary property lists, bounded (docs/decisions/0021-property-lists.md). */
export { type BplistDecodeOptions, decodeBplist } from "./bplist-decode.ts";
export { encodeBplist } from "./bplist-encode.ts";
export {
  PlistDate,
  type PlistDict,
  PlistReal,
  type PlistRecord,
  type PlistScalar,
  PlistUid,
  type PlistValue,
  plistDict,
} from "./bplist-value.ts";
