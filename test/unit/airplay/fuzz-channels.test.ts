import { DataChannel } from "../../../src/main/protocols/airplay/data-channel.ts";
import { readUpdateInfo } from "../../../src/main/protocols/airplay/update-info.ts";
import { EventChannel } from "../../../src/main/protocols/rtsp/event-channel.ts";
import { AirPlayLink } from "../../../src/main/protocols/rtsp/link.ts";
import {
  plistOf,
  readSessionAnswer,
  readStreamAnswer,
} from "../../../src/main/protocols/rtsp/session-requests.ts";
import type { TcpStream } from "../../../src/main/runtime/network.ts";
import { encodeDataFrame, encodeDataPayload } from "../../../src/main/wire/airplay-data-frame.ts";
import { encodeBplist } from "../../../src/main/wire/bplist.ts";
import { concatBytes } from "../../../src/main/wire/bytes.ts";
import { encodeHttpRequest, type HttpRequest } from "../../../src/main/wire/http.ts";
import { encodeMrpMessage } from "../../../src/main/wire/mrp/message.ts";
import { fuzz } from "../../support/fuzz.ts";
import { testRuntime } from "../../support/runtime.ts";
import { airPlayVectors } from "../../vectors/airplay.ts";

const runtime = testRuntime();

/** A connection that says exactly these bytes, in the clear, to whoever reads. */
function linkThatSays(bytes: Uint8Array) {
  let ended = false;
  let end: (error: Error | null) => void = () => {};
  const stream: TcpStream = {
    localAddress: "10.0.0.1",
    remoteAddress: "10.0.0.2",
    remotePort: 1,
    unsentBytes: 0,
    closed: new Promise((resolve) => {
      end = resolve;
    }),
    write: () => {},
    onData: (listener) => listener(bytes),
    close: () => end(null),
    abort: () => {
      ended = true;
      end(null);
    },
  };
  return { link: new AirPlayLink(stream), isEnded: () => ended };
}

/** Lives on, or ends with `malformed`: that is what the fuzzer takes, so it is thrown here. */
async function outcomeOf({ link, isEnded }: ReturnType<typeof linkThatSays>): Promise<void> {
  if (!isEnded()) return;
  const reason = await link.closed;
  if (reason.kind === "failed") throw reason.error;
}

const event = encodeHttpRequest({
  version: "RTSP/1.0",
  method: "POST",
  target: "/command",
  headers: [["CSeq", "7"]],
  body: encodeBplist({ type: "updateInfo", value: { model: "AppleTV14,1", name: "Séjour" } }),
});

fuzz(
  "QK-13 AP-05 the event channel",
  (bytes) => {
    const connection = linkThatSays(bytes);
    new EventChannel(connection.link, runtime);
    return outcomeOf(connection);
  },
  { seeds: [event, concatBytes(event, event)], runs: 10_000 },
);

const payload = encodeDataPayload(
  encodeMrpMessage({ type: 15, identifier: "one" }),
  encodeMrpMessage({ type: 4, identifier: "two" }),
);
const frame = encodeDataFrame({ type: "sync", command: "cmnd", seqno: 5n, payload });

fuzz(
  "RB-06 AP-06 the data channel",
  (bytes) => {
    const connection = linkThatSays(bytes);
    const channel = new DataChannel(connection.link, runtime);
    channel.messages.on(() => {});
    return outcomeOf(connection);
  },
  { seeds: [frame, concatBytes(frame, frame)], runs: 10_000 },
);

const answer = (body: Uint8Array) =>
  ({
    kind: "response",
    version: "RTSP/1.0",
    status: 200,
    reason: "OK",
    headers: [],
    body,
  }) as const;

fuzz(
  "AP-03 AP-04 the answers to SETUP",
  (body) => {
    plistOf(answer(body));
    readSessionAnswer(answer(body));
    readStreamAnswer(answer(body));
  },
  {
    seeds: [encodeBplist({ eventPort: 49_191, skipRecord: true, streams: [{ dataPort: 49_192 }] })],
    runs: 10_000,
  },
);

fuzz(
  "AP-05 the reader of updateInfo",
  (body) => {
    const request: HttpRequest = {
      kind: "request",
      version: "RTSP/1.0",
      method: "POST",
      target: "/command",
      headers: [],
      body,
    };
    readUpdateInfo(request);
  },
  {
    seeds: [
      encodeBplist({ type: "updateInfo", value: { model: "a", txtAirPlay: new Uint8Array(40) } }),
      new Uint8Array(Buffer.from(airPlayVectors.info.body, "hex")),
    ],
    runs: 10_000,
  },
);
