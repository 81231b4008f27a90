import { concatBytes, utf8 } from "../../src/main/wire/bytes.ts";

/** Messages of AirPlay receivers as public reports of real devices print them. `from` names the report. */
export interface AirPlayVector {
  readonly from: string;
  /** Lines, without their ends. */
  readonly head: readonly string[];
  /** Complete, as hex. */
  readonly body: string;
}

const BPLIST = "Content-Type: application/x-apple-binary-plist";

export const airPlayVectors = {
  /** A1: /info of a third party's receiver, with none of the keys that Apple's devices have. */
  info: {
    from: "https://github.com/postlund/pyatv/issues/2204",
    head: ["RTSP/1.0 200 OK", "Content-Length: 601", BPLIST, "Server: AirTunes/366.0", "CSeq: 0"],
    body: "62706c6973743030df10130102030405060708090a0b0c0d0e0f101112131415161718191a1b191c191d151e1f202122235373646b5270695f10106669726d776172655265766973696f6e564f53496e666f5c6d616e7566616374757265725f10116b656570416c6976654c6f77506f7765725f10116669726d776172654275696c6444617465556d6f64656c5f10146e616d654973466163746f727944656661756c745f101068617264776172655265766973696f6e5f10186b656570416c69766553656e6453746174734173426f64795b737461747573466c616773586465766963654944556275696c6457505450496e666f5f100f70726f746f636f6c56657273696f6e5d736f7572636556657273696f6e586665617475726573546e616d655d416972506c61793b322e352e305f101134383a36423a35343a37463a31323a34375a342e362e3333333035335f10114c696e757820342e392e3131382041524d5f101942656c6b696e20496e7465726e6174696f6e616c20496e632e095b4f637420323020323032315f101a534f554e44464f524d20416972506c617932204164617074657253312e301104045433362e305f10115054502d416972506c61793b322e352e3053312e31553336362e30134001c340445f8a005f1011534f554e44464f524d20434f4e4e4543540008003100350038004b0052005f00730087008d00a400b700d200de00e700ed00f501070115011e0123013101450150016401800181018d01aa01ae01b101b601ca01ce01d401dd00000000000002010000000000000024000000000000000000000000000001f1",
  },
  /** A8: POST /feedback, tvOS 18.6. The body is {streams: []}. */
  feedback: {
    from: "https://github.com/home-assistant/core/issues/150661",
    head: [
      "RTSP/1.0 200 OK",
      "Content-Length: 55",
      BPLIST,
      "Server: AirTunes/870.14.1",
      "CSeq: 724",
      "X-Apple-ProcessingTime: 0",
      "X-Apple-RequestReceivedTimestamp: 1224146527",
    ],
    body: "62706c6973743030d101025773747265616d73a0080b130000000000000101000000000000000300000000000000000000000000000014",
  },
  /** A10: pair-setup of somebody whom an Apple TV does not know. */
  authorizationRequired: {
    from: "https://github.com/postlund/pyatv/issues/1466",
    head: [
      "HTTP/1.1 470 Connection Authorization Required",
      "Content-Length: 0",
      "Server: AirTunes/595.15.41",
    ],
    body: "",
  },
  /** A12: RECORD, tvOS 26.5. */
  record: {
    from: "https://github.com/postlund/pyatv/issues/2845",
    head: [
      "RTSP/1.0 200 OK",
      "Date: Thu, 04 Jun 2026 10:17:32 GMT",
      "Content-Length: 0",
      "Audio-Latency: 0",
      "Server: AirTunes/920.10.2",
      "CSeq: 1",
      "X-Apple-ProcessingTime: 6",
      "X-Apple-RequestReceivedTimestamp: 5056654",
    ],
    body: "",
  },
  /** A13: an unpaired request to tvOS 16.2. */
  forbidden: {
    from: "https://github.com/firebolt55439/libairplay/issues/3",
    head: ["HTTP/1.1 403 Forbidden", "Content-Length: 0", "Server: AirTunes/670.6.2"],
    body: "",
  },
  /** A2: pair-verify M4, tvOS 27. */
  verified: {
    from: "a public repository's log",
    head: [
      "HTTP/1.1 200 OK",
      "Date: Mon, 24 Aug 2026 18:34:58 GMT",
      "Content-Length: 3",
      "Content-Type: application/octet-stream",
      "Server: AirTunes/980.67.2",
      "X-Apple-ProcessingTime: 9",
      "X-Apple-RequestReceivedTimestamp: 26177770",
    ],
    body: "060104",
  },
} satisfies Record<string, AirPlayVector>;

/** A2: what a client sent that tvOS 27 let in, as far as its first line and headers go. */
export const verifyRequestHead = [
  "POST /pair-verify HTTP/1.1",
  "Content-Length: 37",
  "User-Agent: AirPlay/320.20",
  "Connection: keep-alive",
  "X-Apple-HKP: 3",
  "Content-Type: application/octet-stream",
] as const;

export function bytesOf({ head, body }: AirPlayVector): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(body, "hex"));
  return concatBytes(utf8(`${head.join("\r\n")}\r\n\r\n`), bytes);
}
