import { describe, expect, it } from "vitest";
import { seal } from "../../src/main/crypto/chacha.ts";
import { hkdfSha512 } from "../../src/main/crypto/hkdf.ts";
import { counterNonce, messageNonce, wideCounterNonce } from "../../src/main/hap/nonce.ts";
import { RecordDecoder, RecordEncoder } from "../../src/main/hap/record.ts";
import {
  channelKeyNames,
  dataStreamKeyNames,
  deriveChannelKeys,
  otherSide,
} from "../../src/main/hap/session-keys.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { concatBytes, utf8 } from "../../src/main/wire/bytes.ts";
import { seededRandom } from "../support/seeded-random.ts";
import { hex } from "../vectors/crypto.ts";
import { session } from "../vectors/hap.ts";

const random = seededRandom(17);
const malformed = expect.objectContaining({ code: "malformed" });

describe("nonces", () => {
  it("PA-56 PA-58 counts in the last eight bytes, little-endian", () => {
    expect(counterNonce(0)).toEqual(new Uint8Array(12));
    expect(counterNonce(0x0102)).toEqual(hex("00000000 0201000000000000"));
    expect(counterNonce(2 ** 32 + 5)).toEqual(hex("00000000 0500000001000000"));
  });

  it("PA-57 counts in all twelve bytes for Companion", () => {
    expect(wideCounterNonce(0x0102)).toEqual(hex("020100000000000000000000"));
    expect(wideCounterNonce(2 ** 32 + 5)).toEqual(hex("050000000100000000000000"));
  });

  it("PA-33 ends with the name of the message", () => {
    expect(messageNonce("PS-Msg05")).toEqual(hex("00000000 50532d4d73673035"));
  });
});

describe("channel keys", () => {
  const secret = new Secret(random.bytes(32));

  it("PA-50 PA-51 PA-52 PA-53 come from the salts and names of each protocol", () => {
    const expected = [
      [channelKeyNames.mrp, "MediaRemote-Salt", "MediaRemote-Write-Encryption-Key"],
      [channelKeyNames.companion, "", "ClientEncrypt-main"],
      [channelKeyNames.airplayControl, "Control-Salt", "Control-Write-Encryption-Key"],
      [channelKeyNames.airplayEvents, "Events-Salt", "Events-Read-Encryption-Key"],
    ] as const;
    for (const [names, salt, output] of expected) {
      const keys = deriveChannelKeys(secret, names);
      expect(keys.output.expose()).toEqual(hkdfSha512(secret.expose(), salt, output));
      expect(keys.input.expose()).not.toEqual(keys.output.expose());
      expect(otherSide(keys)).toEqual({ output: keys.input, input: keys.output });
    }
  });

  it("PA-51 PA-52 agree with another implementation's HKDF", () => {
    const from = new Secret(session.secret);
    const control = deriveChannelKeys(from, channelKeyNames.airplayControl);
    expect(control.output.expose()).toEqual(session.airplayControlOutput);
    const companion = deriveChannelKeys(from, channelKeyNames.companion);
    expect(companion.output.expose()).toEqual(session.companionOutput);
  });

  it("PA-54 puts the data stream's seed into the salt as an unsigned number", () => {
    expect(dataStreamKeyNames(-1n).salt).toBe("DataStream-Salt18446744073709551615");
    expect(dataStreamKeyNames(5n).output).toBe("DataStream-Output-Encryption-Key");
  });

  it("prints no key", () => {
    const keys = deriveChannelKeys(secret, channelKeyNames.companion);
    expect(JSON.stringify(keys)).toBe('{"output":"[secret]","input":"[secret]"}');
  });
});

describe("HAP records", () => {
  const key = new Secret(random.bytes(32));
  const text = random.bytes(2500);

  it("PA-58 cuts into blocks of 1024 bytes with their length as additional data", () => {
    const wire = new RecordEncoder(key).encode(text);
    const blocks = [text.subarray(0, 1024), text.subarray(1024, 2048), text.subarray(2048)];
    const expected = blocks.map((block, counter) => {
      const header = Uint8Array.of(block.length & 0xff, block.length >> 8);
      return concatBytes(header, seal(key.expose(), counterNonce(counter), block, header));
    });
    expect(wire).toEqual(concatBytes(...expected));
    expect(new RecordEncoder(key).encode(new Uint8Array(0))).toEqual(new Uint8Array(0));
  });

  it("PA-58 reads and writes the records of another implementation", () => {
    const control = new Secret(session.airplayControlOutput);
    const encoder = new RecordEncoder(control);
    const wire = concatBytes(encoder.encode(utf8("hello")), encoder.encode(utf8("hello")));
    expect(wire).toEqual(session.records);
    expect(new RecordDecoder(control).push(session.records)).toEqual(utf8("hellohello"));
  });

  it("PA-58 accepts blocks larger than it sends", () => {
    const block = random.bytes(16_401);
    const header = Uint8Array.of(block.length & 0xff, block.length >> 8);
    const sealed = seal(key.expose(), counterNonce(0), block, header);
    expect(new RecordDecoder(key).push(concatBytes(header, sealed))).toEqual(block);
  });

  it("gives the same stream however it is sliced", () => {
    const encoder = new RecordEncoder(key);
    const wire = concatBytes(encoder.encode(text), encoder.encode(text.subarray(0, 10)));
    for (const step of [1, 2, 7, 1000, 1043, wire.length]) {
      const decoder = new RecordDecoder(key);
      const parts: Uint8Array[] = [];
      for (let at = 0; at < wire.length; at += step) {
        parts.push(decoder.push(wire.subarray(at, at + step)));
      }
      expect(concatBytes(...parts)).toEqual(concatBytes(text, text.subarray(0, 10)));
    }
  });

  it("is silent at every prefix of a record, and keeps its own copy of it", () => {
    const wire = new RecordEncoder(key).encode(text.subarray(0, 50));
    for (let length = 0; length < wire.length; length++) {
      const decoder = new RecordDecoder(key);
      const reused = wire.slice(0, length);
      expect(decoder.push(reused)).toEqual(new Uint8Array(0));
      reused.fill(0);
      expect(decoder.push(wire.subarray(length))).toEqual(text.subarray(0, 50));
    }
  });

  it("refuses a flipped bit anywhere but in a length, a replay, and another order", () => {
    const encoder = new RecordEncoder(key);
    const [first, second] = [encoder.encode(text.subarray(0, 20)), encoder.encode(text)];
    for (let at = 2; at < first.length; at++) {
      const wrong = first.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(() => new RecordDecoder(key).push(wrong)).toThrow(malformed);
    }
    const shorter = first.map((byte, index) => (index === 0 ? byte - 1 : byte));
    expect(() => new RecordDecoder(key).push(shorter)).toThrow(malformed);
    const decoder = new RecordDecoder(key);
    decoder.push(first);
    expect(() => decoder.push(first)).toThrow(malformed);
    expect(() => new RecordDecoder(key).push(second)).toThrow(malformed);
  });
});
