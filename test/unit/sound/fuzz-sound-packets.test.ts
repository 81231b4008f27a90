import { decodeAlac, encodeAlac } from "../../../src/main/wire/alac.ts";
import { BufferedPacketDecoder } from "../../../src/main/wire/buffered-sound.ts";
import { decodeTimingRequest } from "../../../src/main/wire/ntp-timing.ts";
import { decodePtp, encodePtp, ptpPort } from "../../../src/main/wire/ptp.ts";
import {
  decodeResendAnswer,
  decodeResendRequest,
  decodeSoundPacket,
  encodeResendAnswer,
  encodeResendRequest,
  encodeSoundPacket,
} from "../../../src/main/wire/rtp-sound.ts";
import { decodeSyncPacket, encodeSyncPacket } from "../../../src/main/wire/sync-packet.ts";
import { fuzz } from "../../support/fuzz.ts";

const sound = encodeSoundPacket({
  first: true,
  sequence: 65_535,
  timestamp: 0xffff_ff00,
  ssrc: 7,
  payload: Uint8Array.of(1, 2, 3),
});
const times = { first: true, sounding: 1, sending: 77_176, time: 5n };

fuzz(
  "RA-08 RA-12 a packet of sound, and asking for one again",
  (bytes) => {
    decodeSoundPacket(bytes);
    decodeResendRequest(bytes);
    decodeResendAnswer(bytes);
  },
  { seeds: [sound, encodeResendRequest({ first: 65_535, count: 3 }), encodeResendAnswer(sound)] },
);

fuzz(
  "RA-10 RA-11 a sync or timing packet",
  (bytes) => {
    decodeSyncPacket(bytes);
    decodeTimingRequest(bytes);
  },
  {
    seeds: [
      encodeSyncPacket({ ...times, clock: "ntp" }),
      encodeSyncPacket({ ...times, clock: "ptp", clockId: 9n }),
    ],
  },
);

const head = { source: ptpPort(0x1234n), sequence: 7 };
fuzz("a message of PTP", decodePtp, {
  seeds: [
    encodePtp({ ...head, kind: "sync" }),
    encodePtp({ ...head, kind: "delay-request" }),
    encodePtp({ ...head, kind: "follow-up", sentNs: 1_700_000_000_123_456_789n }),
    encodePtp({ ...head, kind: "delay-answer", receivedNs: 5n, requester: ptpPort(8n) }),
    encodePtp({
      ...head,
      kind: "announce",
      quality: { priority1: 1, priority2: 2 },
      grandmaster: 3n,
    }),
  ],
});

fuzz("a frame of ALAC", (bytes) => decodeAlac(bytes, 20), {
  seeds: [encodeAlac(new Int16Array(40), 20), encodeAlac(new Int16Array(10), 20)],
});

fuzz("packets of sound over TCP", (bytes) => new BufferedPacketDecoder().push(bytes), {
  seeds: [Uint8Array.from([0, 16, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 9, 9, 0, 14])],
});
