import {
  askTime,
  readResent,
  readSound,
  readSync,
  readTime,
} from "../../../src/main/virtual-tv/sink/rtp-reading.ts";
import { readSdp } from "../../../src/main/virtual-tv/sink/sdp-reading.ts";
import { SampleReader } from "../../../src/main/virtual-tv/sink/sound-reading.ts";
import { encodeAlac } from "../../../src/main/wire/alac.ts";
import { airplayAlac } from "../../../src/main/wire/alac-config.ts";
import { utf8 } from "../../../src/main/wire/bytes.ts";
import { encodeHttpRequest } from "../../../src/main/wire/http.ts";
import { isRemoteError } from "../../../src/shared/errors.ts";
import { fuzz } from "../../support/fuzz.ts";
import { settle } from "../../support/manual-clock.ts";
import { l16, SDP_ALAC, SDP_L16, sdp } from "../../support/sound-sender.ts";
import { TV_ADDRESS, type TvLan, tvLan } from "../../support/tv-lan.ts";

const { payload, samples } = l16(1);
const packet = Uint8Array.from([0x80, 0xe0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, ...payload]);
const question = askTime(1_000_000);

fuzz(
  "what a speaker reads over UDP",
  (input) => {
    readSound(input);
    readResent(input);
    readSync(input);
    readTime(input, question);
  },
  { seeds: [packet, Uint8Array.from([0x80, 0xd6, 0, 1, ...packet]), question, new Uint8Array(28)] },
);

/** What is of another kind is said so; all else is malformed. */
const known = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (!isRemoteError(error, "unsupported")) throw error;
  }
};

const reader = new SampleReader("alac", airplayAlac(352));
fuzz("a speaker's ALAC", (input) => reader.read(input), {
  seeds: [encodeAlac(samples, 352), encodeAlac(samples.subarray(0, 100), 352)],
  runs: 1000,
});

const key = "a=rsaaeskey:AAAA";
fuzz("a speaker's session description", (input) => known(() => readSdp(input)), {
  seeds: [SDP_L16, SDP_ALAC, sdp("AppleLossless", key, "a=aesiv:AAAAAAAAAAAAAAAAAAAAAA==")].map(
    utf8,
  ),
});

const request = (method: string, headers: readonly (readonly [string, string])[], body: string) =>
  encodeHttpRequest({
    method,
    target: "rtsp://10.0.0.101/1",
    version: "RTSP/1.0",
    headers: [["CSeq", "1"], ...headers],
    body: utf8(body),
  });
const transport = "RTP/AVP/UDP;unicast;mode=record;control_port=6001;timing_port=6002";
const parameters = [["Content-Type", "text/parameters"]] as const;
const announce = request("ANNOUNCE", [["Content-Type", "application/sdp"]], SDP_L16);
const whole = Buffer.concat([
  announce,
  request("SETUP", [["Transport", transport]], ""),
  request("RECORD", [["RTP-Info", "seq=1;rtptime=2"]], ""),
  request("SET_PARAMETER", parameters, "volume: -15\r\nprogress: 1/2/3\r\n"),
  request("SET_PARAMETER", [["Content-Type", "application/x-dmap-tagged"]], "mlit\0\0\0\0"),
  request("SET_PARAMETER", [["Content-Type", "image/jpeg"]], "jpeg"),
  request("FLUSH", [["RTP-Info", "seq=9;rtptime=9"]], ""),
  request("TEARDOWN", [], ""),
]);

let world: TvLan | undefined;
fuzz(
  "the port of AirPlay 1 sound",
  async (input) => {
    world ??= await tvLan({ model: "airport-express", advertise: false });
    const { network } = world.machine();
    const stream = await network.connectTcp({ host: TV_ADDRESS, port: world.tv.raopPort });
    stream.onData(() => {});
    stream.write(input);
    await settle();
    stream.abort();
    await settle();
  },
  { seeds: [whole, announce], runs: 400 },
);
