/** OPACK, the serialisation of Companion messages (docs/protocols/companion.md#opack). */
export { decodeOpack, decodeOpackPrefix, type OpackDecodeOptions } from "./opack-decode.ts";
export { encodeOpack } from "./opack-encode.ts";
export {
  OpackDate,
  type OpackDict,
  OpackFloat,
  OpackInt,
  type OpackRecord,
  type OpackScalar,
  OpackUnknown,
  OpackUuid,
  type OpackValue,
  opackBigInt,
  opackBytes,
  opackDict,
  opackNumber,
  opackText,
} from "./opack-value.ts";
