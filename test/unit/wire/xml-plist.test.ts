import { describe, expect, test, vi } from "vitest";
import { PlistDate } from "../../../src/main/wire/bplist.ts";
import { utf8 } from "../../../src/main/wire/bytes.ts";
import { decodeXmlPlist } from "../../../src/main/wire/xml-plist.ts";
import { fuzz } from "../../support/fuzz.ts";
import { playbackInfoA15 } from "../../vectors/playback-info.ts";

const PROLOGUE = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
`;
const plist = (inside: string) => utf8(`${PROLOGUE}<plist version="1.0">${inside}</plist>\n`);
const decode = (inside: string) => decodeXmlPlist(plist(inside));
const list = `<dict><key>a &amp; b</key><string>x &lt; y</string><key>n</key><integer>-7</integer>
<key>r</key><real>2.5</real><key>yes</key><true/><key>no</key><false/><key>d</key><data>AQID</data>
<key>when</key><date>2001-01-01T00:00:10Z</date><key>l</key><array><dict/><string/></array></dict>`;

describe("property lists in XML", () => {
  test("every kind of value", () => {
    expect(decode(list)).toEqual(
      new Map<string, unknown>([
        ["a & b", "x < y"],
        ["n", -7],
        ["r", 2.5],
        ["yes", true],
        ["no", false],
        ["d", Uint8Array.of(1, 2, 3)],
        ["when", new PlistDate(10)],
        ["l", [new Map(), ""]],
      ]),
    );
  });

  test("a comment and a missing prologue change nothing", () => {
    const text = '<plist version="1.0"><!-- hello --><dict></dict></plist>';
    expect(decodeXmlPlist(utf8(text))).toEqual(new Map());
  });

  test("a key may have the name of anything that every object has", () => {
    const names = ["valueOf", "toString", "constructor", "hasOwnProperty"];
    const inside = names.map((name) => `<key>${name}</key><string>x</string>`).join("");
    expect(decode(`<dict>${inside}</dict>`)).toEqual(new Map(names.map((name) => [name, "x"])));
  });

  test.each([
    ["an integer of letters", plist("<integer>abc</integer>")],
    ["a real that is no number", plist("<real>nan</real>")],
    ["a date that never was", plist("<date>2001-13-41T00:00:10Z</date>")],
    ["nothing", utf8("")],
    ["half of it", plist("<dict><key>a</key>").subarray(0, 200)],
    ["no property list", utf8("<html></html>")],
    ["two roots", utf8("<plist></plist><plist></plist>")],
    ["entities of its own", utf8('<!DOCTYPE plist [<!ENTITY a "b">]><plist>&a;</plist>')],
    ["an entity that nobody defined", plist("<string>&nbsp;</string>")],
    ["elements that cross", plist("<dict><array></dict></array>")],
    ["text between elements", plist("<dict>hello</dict>")],
    ["an element of another kind", plist("<script></script>")],
    ["attributes", plist('<dict a="b"></dict>')],
    ["a key too many", plist("<dict><string>a</string></dict>")],
    ["a key that is no key", plist("<dict><key>__proto__</key><dict></dict></dict>")],
    ["depth without an end", plist(`${"<array>".repeat(40)}${"</array>".repeat(40)}`)],
    ["more than anybody sends", plist(`<string>${"a".repeat(300_000)}</string>`)],
  ])("%s is malformed", (_, bytes) => {
    const quiet = vi.spyOn(console, "error");
    expect(() => decodeXmlPlist(bytes)).toThrowError(
      expect.objectContaining({ code: "malformed" }) as Error,
    );
    expect(quiet).not.toHaveBeenCalled();
    quiet.mockRestore();
  });

  test("every prefix is malformed", () => {
    const whole = plist(list);
    for (let length = 0; length < whole.length - 1; length++) {
      expect(() => decodeXmlPlist(whole.subarray(0, length))).toThrowError(
        expect.objectContaining({ code: "malformed" }) as Error,
      );
    }
  });

  fuzz("decodeXmlPlist", decodeXmlPlist, {
    seeds: [plist(list), playbackInfoA15],
    runs: 3000,
  });
});
