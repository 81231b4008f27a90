import { describe, expect, it } from "vitest";
import { decodeSdp, encodeSdp, type SoundDescription } from "../../../src/main/wire/sdp.ts";
import { fuzz } from "../../support/fuzz.ts";

const alac: SoundDescription = {
  sessionId: 3_413_821_438,
  localAddress: "192.168.1.5",
  remoteAddress: "192.168.1.9",
  codec: "alac",
  sampleRate: 44_100,
  channels: 2,
  bitsPerSample: 16,
  framesPerPacket: 352,
};
const encryption = { sealedKey: new Uint8Array(256).fill(3), iv: new Uint8Array(16).fill(9) };
const text = (sound: SoundDescription) => Buffer.from(encodeSdp(sound)).toString("utf8");
const bytes = (lines: string) => new Uint8Array(Buffer.from(lines));

describe("a description of sound", () => {
  it("RA-04 is what senders of Apple Lossless have always written", () => {
    expect(text(alac).split("\r\n")).toEqual([
      "v=0",
      "o=iTunes 3413821438 0 IN IP4 192.168.1.5",
      "s=iTunes",
      "c=IN IP4 192.168.1.9",
      "t=0 0",
      "m=audio 0 RTP/AVP 96",
      "a=rtpmap:96 AppleLossless",
      "a=fmtp:96 352 0 16 40 10 14 2 255 0 0 44100",
      "",
    ]);
  });

  it("RA-04 names plain samples by their size, rate and channels", () => {
    const plain = text({ ...alac, codec: "pcm" });
    expect(plain).toContain("a=rtpmap:96 L16/44100/2\r\n");
    expect(plain).not.toContain("fmtp");
  });

  it("has keys without the padding of base64", () => {
    const encrypted = text({ ...alac, encryption });
    expect(encrypted).toMatch(/\r\na=rsaaeskey:[\w+/]{342}\r\na=aesiv:[\w+/]{22}\r\n$/);
  });

  it("names addresses of IPv6 as such, and takes nothing that is none", () => {
    expect(text({ ...alac, localAddress: "fe80::1" })).toContain("IN IP6 fe80::1\r\n");
    expect(() => encodeSdp({ ...alac, remoteAddress: "a\r\nb" })).toThrow(
      expect.objectContaining({ code: "invalid" }),
    );
  });

  it.each<[string, SoundDescription]>([
    ["Apple Lossless", alac],
    ["plain samples", { ...alac, codec: "pcm" }],
    ["something encrypted", { ...alac, encryption }],
  ])("reads %s as it was written", (_what, sound) => {
    expect(decodeSdp(encodeSdp(sound))).toEqual(sound);
  });

  it.each([
    ["another codec", "o=x 1 0 IN IP4 1.2.3.4\r\na=rtpmap:96 mpeg4-generic/44100/2"],
    ["no codec", "o=x 1 0 IN IP4 1.2.3.4\r\n"],
    ["Apple Lossless without numbers", "o=x 1 0 IN IP4 1.2.3.4\r\na=rtpmap:96 AppleLossless"],
    ["no session", "a=rtpmap:96 L16/44100/2"],
    ["an IV too short", `${text({ ...alac, encryption }).replace(/(aesiv:.{8}).*/, "$1")}`],
    ["a key that is none", `${text({ ...alac, encryption }).replace(/(aeskey:).*/, "$1!!")}`],
    ["more than anybody sends", `${text(alac)}${"a=x\r\n".repeat(200)}`],
  ])("refuses %s", (_what, lines) => {
    expect(() => decodeSdp(bytes(lines))).toThrow(expect.objectContaining({ code: "malformed" }));
  });

  fuzz("a description of sound", decodeSdp, {
    seeds: [encodeSdp(alac), encodeSdp({ ...alac, codec: "pcm", encryption })],
  });
});
