import { describe, expect, it } from "vitest";
import { givenBy, hoveringOf } from "../../../src/renderer/features/play/given.ts";
import { linkOf, linkTitle } from "../../../src/renderer/playing/links.ts";
import { formatBytes } from "../../../src/renderer/words/bytes.ts";
import { english } from "./stage.tsx";

const carrier = (texts: Readonly<Record<string, string>>, files: readonly File[] = []) => ({
  files: files as unknown as FileList,
  getData: (type: string) => texts[type] ?? "",
});

describe("a text that may be a link", () => {
  it.each([
    [" https://media.example/a.mp4\n", "https://media.example/a.mp4"],
    ["HTTP://media.example/live.m3u8", "http://media.example/live.m3u8"],
    ["https://media.example/ä b", null],
    ["https://media.example/ä", "https://media.example/%C3%A4"],
    ["file:///home/robin/a.mp4", null],
    ["javascript:alert(1)", null],
    ["see https://media.example/", null],
    ["https://", null],
    [`https://media.example/${"a".repeat(8000)}`, null],
    ["", null],
  ])("%j is %j", (text, link) => {
    expect(linkOf(text)).toBe(link);
  });

  it.each([
    ["https://media.example/films/My%20film.mp4?token=1", "My film.mp4 · media.example"],
    ["https://media.example:8080/", "media.example:8080"],
    ["https://media.example/%E0%A4%A", "%E0%A4%A · media.example"],
  ])("%j is called %j", (url, title) => {
    expect(linkTitle(url)).toBe(title);
  });
});

describe("what is let go of", () => {
  it("is its files before anything else that comes with them", () => {
    const file = new File(["x"], "a.mp4");
    const given = givenBy(carrier({ "text/plain": "https://media.example/a.mp4" }, [file]));
    expect(given).toEqual({ kind: "files", files: [file] });
  });

  it("is the first address of a list, past its comments", () => {
    const list = "# from a page\r\nhttps://media.example/1.mp4\r\nhttps://media.example/2.mp4";
    expect(givenBy(carrier({ "text/uri-list": list }))).toEqual({
      kind: "link",
      url: "https://media.example/1.mp4",
    });
  });

  it("is a plain text where that is an address, and nothing otherwise", () => {
    const link = carrier({ "text/uri-list": "about:blank", "text/plain": "http://m.example/a" });
    expect(givenBy(link)).toEqual({ kind: "link", url: "http://m.example/a" });
    expect(givenBy(carrier({ "text/plain": "a film" }))).toEqual({ kind: "other" });
  });

  it("is known by its kind and number alone while it hangs there", () => {
    const items = [{ kind: "file" }, { kind: "file" }, { kind: "string" }];
    const over = (types: readonly string[]) =>
      hoveringOf({ types, items } as unknown as DataTransfer);
    expect(over(["Files", "text/plain"])).toEqual({ kind: "files", count: 2, films: false });
    expect(over(["text/uri-list"])).toEqual({ kind: "link", count: 1, films: false });
    expect(over(["application/x-own"])).toBeNull();
    expect(hoveringOf(null)).toBeNull();
  });
});

it("tells how large a file is as file managers do", () => {
  const sizes = [0, 999, 1_412_000_000, 12_300_000, 5e15].map((n) => formatBytes(n, english));
  expect(sizes).toEqual(["0 byte", "999 byte", "1.4 GB", "12.3 MB", "5,000 TB"]);
});
