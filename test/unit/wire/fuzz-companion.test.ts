import { decodeBplist, encodeBplist } from "../../../src/main/wire/bplist.ts";
import { encodeFrame, FrameDecoder } from "../../../src/main/wire/companion-frame.ts";
import { decodeOpack, encodeOpack } from "../../../src/main/wire/opack.ts";
import {
  decodeTextInputSession,
  decodeTextOperations,
  encodeTextInputSession,
  encodeTextOperations,
} from "../../../src/main/wire/text-input.ts";
import { fuzz } from "../../support/fuzz.ts";
import { companionVectors } from "../../vectors/companion.ts";

const sessionUuid = new Uint8Array(16).fill(7);
const messages = Object.values(companionVectors).map(
  ({ hex }) => new Uint8Array(Buffer.from(hex, "hex")),
);
const wide = encodeOpack({
  list: Array.from({ length: 40 }, (_, at) => `entry ${at}`),
  map: Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`k${at}`, at * 1000])),
});

fuzz("the OPACK decoder", decodeOpack, { seeds: [...messages, wide], runs: 40_000 });

fuzz("the Companion frame decoder", (bytes) => new FrameDecoder().push(bytes), {
  seeds: messages.map((payload) => encodeFrame({ type: 8, payload })),
});

fuzz("the property list decoder", (bytes) => decodeBplist(bytes), {
  seeds: [encodeBplist({ a: [1, 2.5, "é", { b: new Uint8Array(40) }], c: true })],
});

fuzz("the text-input session decoder", decodeTextInputSession, {
  seeds: [
    encodeTextInputSession({ sessionUuid, text: "héllo", app: "a", appName: "b", secure: true }),
  ],
});

fuzz("the text operations decoder", decodeTextOperations, {
  seeds: [encodeTextOperations({ sessionUuid, assertText: "", insertText: "héllo" })],
});
