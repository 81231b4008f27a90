import { expect, test } from "vitest";
import { decodeAlac, encodeAlac } from "../../../src/main/wire/alac.ts";
import { hexOf } from "../../../src/main/wire/bytes.ts";
import { decodePtp, encodePtp, type PtpMessage, ptpPort } from "../../../src/main/wire/ptp.ts";
import { encodeResendRequest, encodeSoundPacket } from "../../../src/main/wire/rtp-sound.ts";
import { decodeSyncPacket, encodeSyncPacket } from "../../../src/main/wire/sync-packet.ts";

test("an escape-coded frame is samples as they are, behind 23 bits (written by hand)", () => {
  // 001 0000 000000000000 0 00 1, then 7fff 8000, then 111.
  expect(hexOf(encodeAlac(Int16Array.of(32_767, -32_768), 1))).toBe("200002ffff0001c0");
});

test("frames of any length and loudness come back as they were", () => {
  for (const frames of [0, 1, 2, 17, 351, 352]) {
    const samples = Int16Array.from({ length: frames * 2 }, (_, at) => at * 7919);
    expect(decodeAlac(encodeAlac(samples, 352), 352)).toEqual(samples);
  }
});

test("RA-08 a packet's header (written by hand after RFC 3550)", () => {
  const packet = { sequence: 0x1234, timestamp: 0x89ab_cdef, ssrc: 0xfedc_ba98 };
  const payload = Uint8Array.of(1);
  expect(hexOf(encodeSoundPacket({ ...packet, first: true, payload }))).toBe(
    "80e0123489abcdeffedcba9801",
  );
  expect(hexOf(encodeSoundPacket({ ...packet, first: false, payload })).slice(0, 4)).toBe("8060");
  expect(hexOf(encodeResendRequest({ first: 0xffff, count: 2 }))).toBe("80d50001ffff0002");
});

test("RA-10 a sync packet has the marker of its first, by NTP and by PTP", () => {
  const times = { sounding: -1 >>> 0, sending: 0x0001_2d76, time: 0x1122_3344_5566_7788n };
  const ntp = { ...times, first: true, clock: "ntp" } as const;
  const ptp = { ...times, first: false, clock: "ptp", clockId: 0x99aan } as const;
  expect(hexOf(encodeSyncPacket(ntp))).toBe("90d40007ffffffff112233445566778800012d76");
  expect(hexOf(encodeSyncPacket(ptp))).toBe(
    "80d70006ffffffff112233445566778800012d7600000000000099aa",
  );
  expect(decodeSyncPacket(encodeSyncPacket(ntp))).toEqual(ntp);
  expect(decodeSyncPacket(encodeSyncPacket(ptp))).toEqual(ptp);
});

test("messages of PTP come back as they were, and no prefix of one is one", () => {
  const head = { source: ptpPort(0x1234_5678_9abc_def0n), sequence: 0xffff };
  const messages: PtpMessage[] = [
    { ...head, kind: "sync" },
    { ...head, kind: "delay-request" },
    { ...head, kind: "follow-up", sentNs: 1_700_000_000_123_456_789n },
    { ...head, kind: "delay-answer", receivedNs: 12n, requester: ptpPort(8n) },
    { ...head, kind: "announce", quality: { priority1: 1, priority2: 2 }, grandmaster: 3n },
  ];
  for (const message of messages) {
    const bytes = encodePtp(message);
    expect(decodePtp(bytes)).toEqual(message);
    expect(bytes[0]).toBe(0x10 | ((bytes[0] ?? 0) & 0x0f));
    expect((bytes[2] ?? 0) * 256 + (bytes[3] ?? 0)).toBe(bytes.length);
    for (let length = 0; length < 44; length++) {
      expect(decodePtp(bytes.subarray(0, length))).toBeUndefined();
    }
  }
});
