import createBplist from "bplist-creator";
import { parseBuffer } from "bplist-parser";
import { describe, expect, test } from "vitest";
import {
  decodeTextInputSession,
  decodeTextOperations,
  encodeTextInputSession,
  encodeTextOperations,
} from "../../../src/main/wire/text-input.ts";

const malformed = expect.objectContaining({ code: "malformed" });
const uuid = new Uint8Array(Buffer.from("36a7fa2b03ad4c1dbd04abec963a369d", "hex"));
const uid = (index: number) => ({ UID: index });

/** C12: the thirteen objects that tvOS 15 sent (github.com/postlund/pyatv/issues/1716). */
const searchField = (flags: number) =>
  new Uint8Array(
    createBplist({
      $version: 100000,
      $archiver: "NSKeyedArchiver",
      $top: { documentTraits: uid(6), sessionUUID: uid(12), documentState: uid(1) },
      $objects: [
        "$null",
        { docSt: uid(2), $class: uid(5) },
        { contextBeforeInput: uid(3), $class: uid(4) },
        "Testeraaaa",
        { $classname: "TIDocumentState", $classes: ["TIDocumentState", "NSObject"] },
        { $classname: "RTIDocumentState", $classes: ["RTIDocumentState", "NSObject"] },
        { bId: uid(7), app: uid(7), locApp: uid(8), tiTraits: uid(9), $class: uid(11) },
        "com.apple.TVSearch",
        "Search",
        { flags, $class: uid(10) },
        { $classname: "TITextInputTraits", $classes: ["TITextInputTraits", "NSObject"] },
        { $classname: "RTIDocumentTraits", $classes: ["RTIDocumentTraits", "NSObject"] },
        Buffer.from(uuid),
      ],
    }),
  );

describe("text-input sessions", () => {
  test("CO-16 reads the session of a search field on tvOS 15 (C12)", () => {
    expect(decodeTextInputSession(searchField(1410341510))).toEqual({
      sessionUuid: uuid,
      text: "Testeraaaa",
      app: "com.apple.TVSearch",
      appName: "Search",
      secure: false,
    });
  });

  test("a password field is told by its bit among the traits", () => {
    expect(decodeTextInputSession(searchField(1410341510 + 0x20_0000)).secure).toBe(true);
  });

  test("what the archive lacks is empty or null", () => {
    const bare = new Uint8Array(createBplist({ $top: { other: uid(0) }, $objects: ["$null"] }));
    expect(decodeTextInputSession(bare)).toEqual({
      sessionUuid: null,
      text: "",
      app: "",
      appName: "",
      secure: null,
    });
  });

  test("references that lead nowhere, or in a circle, end in nothing", () => {
    const odd = {
      $top: { documentState: uid(99), documentTraits: uid(1), sessionUUID: uid(2) },
      $objects: ["$null", { app: uid(1), locApp: { app: uid(1) } }, uid(2)],
    };
    expect(decodeTextInputSession(new Uint8Array(createBplist(odd)))).toMatchObject({
      text: "",
      app: "",
      sessionUuid: null,
    });
  });

  test("decode(encode(x)) is x, in any script", () => {
    for (const text of ["", "abc", "영화 제목", "👩‍👩‍👧 emoji", "a\u0000b", "x".repeat(5000)]) {
      const session = { sessionUuid: uuid, text, app: "com.x", appName: "엑스", secure: true };
      expect(decodeTextInputSession(encodeTextInputSession(session))).toEqual(session);
    }
    const unsure = { sessionUuid: null, text: "x", app: "", appName: "", secure: null };
    expect(decodeTextInputSession(encodeTextInputSession(unsure))).toEqual(unsure);
  });

  test("bytes that are no archive are malformed", () => {
    expect(() => decodeTextInputSession(new Uint8Array(0))).toThrow(malformed);
    expect(() => decodeTextInputSession(new Uint8Array(createBplist([1])))).toThrow(malformed);
  });
});

describe("CO-17 text operations", () => {
  test("clear and insert round-trip", () => {
    for (const operations of [
      { sessionUuid: uuid, assertText: "", insertText: null },
      { sessionUuid: uuid, assertText: null, insertText: "한국어 🎬" },
    ]) {
      expect(decodeTextOperations(encodeTextOperations(operations))).toEqual(operations);
    }
  });

  test("another implementation (bplist-parser) sees the shape that a TV expects", () => {
    const archive = encodeTextOperations({ sessionUuid: uuid, assertText: "", insertText: "ü" });
    const [root] = parseBuffer(Buffer.from(archive));
    expect(root).toMatchObject({ $version: 100000, $archiver: "RTIKeyedArchiver" });
    const at = (reference: { UID: number }) => root.$objects[reference.UID];
    const operations = at(root.$top.textOperations);
    expect(at(operations.$class).$classes).toEqual(["RTITextOperations", "NSObject"]);
    expect(at(operations.textToAssert)).toBe("");
    const target = at(operations.targetSessionUUID);
    expect(at(target.$class).$classname).toBe("NSUUID");
    expect(new Uint8Array(target["NS.uuidbytes"])).toEqual(uuid);
    const output = at(operations.keyboardOutput);
    expect(at(output.$class).$classname).toBe("TIKeyboardOutput");
    expect(at(output.insertionText)).toBe("ü");
  });

  test("operations for no session are malformed", () => {
    expect(() => decodeTextOperations(searchField(0))).toThrow(malformed);
  });
});
