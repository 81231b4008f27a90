import { describe, expect, it } from "vitest";
import {
  DbusDecoder,
  type DbusMessage,
  decodeMessage,
  encodeMessage,
} from "../../../src/main/wire/dbus/message.ts";
import { parseSignature } from "../../../src/main/wire/dbus/signature.ts";
import { variant } from "../../../src/main/wire/dbus/value.ts";
import { fuzz } from "../../support/fuzz.ts";

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ""), "hex"));

function message(change: Partial<DbusMessage> = {}): DbusMessage {
  return {
    kind: "call",
    serial: 1,
    replySerial: 0,
    path: "/org/freedesktop/DBus",
    iface: "org.freedesktop.DBus",
    member: "Hello",
    errorName: "",
    destination: "org.freedesktop.DBus",
    sender: "",
    expectsReply: true,
    signature: "",
    body: [],
    ...change,
  };
}

/** As another implementation (dbus-next) sent it to a bus. */
const hello = bytes(
  `6c 01 00 01 00 00 00 00 01 00 00 00 6d 00 00 00
   01 01 6f 00 15 00 00 00 2f6f72672f667265656465736b746f702f44427573 00 00 00
   02 01 73 00 14 00 00 00 6f72672e667265656465736b746f702e44427573 00 00 00 00
   03 01 73 00 05 00 00 00 48656c6c6f 00 00 00
   06 01 73 00 14 00 00 00 6f72672e667265656465736b746f702e44427573 00 00 00 00`,
);

const everything = message({
  signature: "ybnqiuxtdsogasa{sv}(iv)aaya(x)ad",
  body: [
    200,
    true,
    -2,
    60_000,
    -70_000,
    4_000_000_000,
    -5_000_000_000n,
    2n ** 63n,
    1.5,
    "Grüße",
    "/a/b",
    "a{sv}",
    ["one", "two"],
    [
      ["length", variant("x", 12n)],
      ["nested", variant("v", variant("as", ["deep"]))],
    ],
    [7, variant("(sb)", ["x", false])],
    [[1, 2], [], [3]],
    [],
    [0.25],
  ],
});

describe("D-Bus messages", () => {
  it("are encoded as another implementation does", () => {
    expect(Buffer.from(encodeMessage(message())).toString("hex")).toBe(
      Buffer.from(hello).toString("hex"),
    );
  });

  it("are decoded from another implementation's bytes", () => {
    expect(decodeMessage(hello)).toEqual(message());
  });

  it("come back as they were, with every type in them", () => {
    expect(decodeMessage(encodeMessage(everything))).toEqual(everything);
    const reply = message({ kind: "error", replySerial: 9, errorName: "a.B", expectsReply: false });
    expect(decodeMessage(encodeMessage(reply))).toEqual(reply);
  });

  it("may be big-endian: the example of a machine that we do not have", () => {
    const big = bytes(
      `42 04 01 01 00 00 00 10 00 00 00 07 00 00 00 2e
       01 01 6f 00 00 00 00 02 2f61 00 00 00 00 00 00
       02 01 73 00 00 00 00 03 612e42 00 00 00 00 00
       03 01 73 00 00 00 00 01 43 00 00 00 00 00 00 00
       08 01 67 00 01 78 00 00
       00 00 00 00 00 00 00 2a`,
    );
    // The length of the fields ends with the signature's zero, before the padding.
    big[15] = 0x37;
    big[7] = 8;
    expect(decodeMessage(big)).toMatchObject({
      kind: "signal",
      path: "/a",
      iface: "a.B",
      member: "C",
      body: [42n],
    });
  });

  it("are cut out of a stream however it is sliced", () => {
    const stream = Buffer.concat([encodeMessage(everything), hello]);
    for (const size of [1, 3, 16, 17, 400]) {
      const decoder = new DbusDecoder();
      const found: DbusMessage[] = [];
      for (let at = 0; at < stream.length; at += size)
        found.push(...decoder.push(stream.subarray(at, at + size)));
      expect(found).toEqual([everything, message()]);
    }
  });

  it("of a later kind are passed over", () => {
    const later = hello.slice();
    later[1] = 9;
    expect(new DbusDecoder().push(Buffer.concat([later, hello]))).toEqual([message()]);
  });

  it.each([
    ["without a byte order", (copy: Uint8Array) => copy.fill(0x00, 0, 1)],
    ["longer than anybody's", (copy: Uint8Array) => copy.fill(0xff, 4, 8)],
    ["with a string longer than itself", (copy: Uint8Array) => copy.fill(0xff, 20, 22)],
    ["with a string that is not UTF-8", (copy: Uint8Array) => copy.fill(0xff, 24, 25)],
  ])("%s are malformed", (_what, damage) => {
    const copy = hello.slice();
    damage(copy);
    expect(() => new DbusDecoder().push(copy)).toThrow(
      expect.objectContaining({ code: "malformed" }),
    );
  });

  it("of ours never carry a value of another type than they say", () => {
    for (const body of [[], ["x", "y"], [1n], [true], [["x"]]])
      expect(() => encodeMessage(message({ signature: "s", body }))).toThrow(
        expect.objectContaining({ code: "bug" }),
      );
  });
});

describe("signatures", () => {
  it.each(["a", "(", "()", "(s", "a{vs}", "a{s}", "a{sss}", "{ss}", "z", "s)", "(".repeat(40)])(
    "%s is none",
    (signature) => {
      expect(() => parseSignature(signature)).toThrow(
        expect.objectContaining({ code: "malformed" }),
      );
    },
  );
});

fuzz("the D-Bus decoder", (input) => new DbusDecoder().push(input), {
  seeds: [hello, encodeMessage(everything)],
});
