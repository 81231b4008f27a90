import {
  DataFrameDecoder,
  decodeDataPayload,
  encodeDataFrame,
  encodeDataPayload,
} from "../../../src/main/wire/airplay-data-frame.ts";
import { concatBytes, utf8 } from "../../../src/main/wire/bytes.ts";
import { encodeHttpRequest, encodeHttpResponse, HttpDecoder } from "../../../src/main/wire/http.ts";
import { fuzz } from "../../support/fuzz.ts";

const command = encodeHttpRequest({
  version: "RTSP/1.0",
  method: "POST",
  target: "/command",
  headers: [
    ["Content-Type", "application/x-apple-binary-plist"],
    ["CSeq", "0"],
  ],
  body: new Uint8Array(30),
});
const answer = encodeHttpResponse({ version: "RTSP/1.0", status: 200, body: utf8("body") });
const payload = encodeDataPayload(new Uint8Array(40).fill(8), new Uint8Array(200).fill(9));

fuzz("QK-13 the HTTP and RTSP decoder", (bytes) => new HttpDecoder().push(bytes), {
  seeds: [command, answer, concatBytes(command, answer, command)],
});

fuzz(
  "QK-13 the HTTP and RTSP decoder, byte by byte,",
  (bytes) => {
    const decoder = new HttpDecoder();
    for (let at = 0; at < bytes.length; at++) decoder.push(bytes.subarray(at, at + 1));
  },
  {
    seeds: [command, concatBytes(answer, command)],
    runs: 2000,
  },
);

fuzz("AP-06 the data channel's frame decoder", (bytes) => new DataFrameDecoder().push(bytes), {
  seeds: [
    encodeDataFrame({ type: "sync", command: "cmnd", seqno: 5n, payload }),
    encodeDataFrame({ type: "rply", command: "", seqno: 5n, payload: new Uint8Array(0) }),
  ],
});

fuzz("AP-06 the data channel's payload decoder", decodeDataPayload, { seeds: [payload] });
