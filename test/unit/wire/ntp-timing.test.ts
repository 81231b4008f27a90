import { expect, test } from "vitest";
import { hexOf } from "../../../src/main/wire/bytes.ts";
import {
  decodeTimingRequest,
  encodeTimingAnswer,
  ntpTime,
} from "../../../src/main/wire/ntp-timing.ts";

/** Written by hand after the table of docs/protocols/airplay.md#timing. */
const question = Uint8Array.from(Buffer.from(`80d20007${"00".repeat(20)}e5a1b2c3d4000000`, "hex"));

test("1970 is 2,208,988,800 seconds after NTP's beginning (RFC 5905)", () => {
  expect(ntpTime(0)).toBe(2_208_988_800n << 32n);
  expect(ntpTime(1500)).toBe((2_208_988_801n << 32n) | 0x8000_0000n);
});

test("AP-42 an answer gives the question's time back, and two of ours", () => {
  const request = decodeTimingRequest(question);
  if (request === undefined) throw new Error("a question");
  expect(hexOf(encodeTimingAnswer(request, 0, 500))).toBe(
    "80d3000700000000e5a1b2c3d400000083aa7e800000000083aa7e8080000000",
  );
});

test("what asks for nothing gets no answer", () => {
  for (let length = 0; length < question.length; length++) {
    expect(decodeTimingRequest(question.subarray(0, length))).toBeUndefined();
  }
  expect(decodeTimingRequest(question.map((byte, at) => (at === 1 ? 0xd3 : byte)))).toBeUndefined();
});
