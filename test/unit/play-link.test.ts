import { describe, expect, it } from "vitest";
import { parseLink, wantedByArguments } from "../../src/main/app/play-link.ts";
import { isRemoteError } from "../../src/shared/errors.ts";

const link = (query: string) => `armchair://play?${query}`;

describe("a link to Armchair", () => {
  it("names an address, and may name a device and a place to begin", () => {
    const url = encodeURIComponent("https://films.example/a b.mp4?x=1&y=2");
    expect(parseLink(link(`url=${url}&device=Living%20Room&at=90.5`))).toEqual({
      source: "link",
      url: "https://films.example/a%20b.mp4?x=1&y=2",
      device: "Living Room",
      startS: 90.5,
    });
    expect(parseLink(link("url=http://10.0.0.1/f.m3u8"))).toMatchObject({
      device: null,
      startS: 0,
    });
  });

  it.each(["-3", "NaN", "Infinity", "1e9", "soon"])("begins at the start for at=%s", (at) => {
    expect(parseLink(link(`url=http://a.example/f.mp4&at=${at}`))).toMatchObject({ startS: 0 });
  });

  it.each([
    ["another scheme", "https://play?url=http://a.example/f.mp4"],
    ["another verb", "armchair://erase?url=http://a.example/f.mp4"],
    ["no address", "armchair://play"],
    ["a file of this machine", link("url=file:///etc/passwd")],
    ["a script", link("url=javascript:alert(1)")],
    ["a password in the address", link("url=http://me:secret@a.example/f.mp4")],
    ["nonsense", "armchair:%%%"],
    ["more than any program sends", link(`url=http://a.example/${"a".repeat(9000)}`)],
  ])("is `invalid` with %s, and does not quote it", (_what, text) => {
    let thrown: unknown;
    try {
      parseLink(text);
    } catch (error) {
      thrown = error;
    }
    expect(isRemoteError(thrown, "invalid")).toBe(true);
    expect(String(thrown)).not.toContain("secret");
  });
});

describe("the arguments of the program", () => {
  const wanted = (...argv: string[]) =>
    wantedByArguments(["app", ...argv], (path) => `/here/${path}`);

  it("are links, files by path or address, and nothing else", () => {
    expect(wanted("--demo", "/folder/of/app", "film.MP4", "--user-data-dir=/x.mp4")).toEqual([
      { source: "file", path: "/here/film.MP4" },
    ]);
    expect(wanted("file:///tmp/a%20b.mov")).toEqual([{ source: "file", path: "/tmp/a b.mov" }]);
    expect(wanted(link("url=http://a.example/f.mp4"))).toMatchObject([{ source: "link" }]);
  });

  it("are no files when they are addresses of elsewhere, however those end", () => {
    expect(wanted("vlc://a.example/f.mp4", "http://a.example/f.mp4", "smb://nas/f.mov")).toEqual(
      [],
    );
  });

  it("tell of one that cannot be read, so that a person learns why nothing happens", () => {
    const [broken] = wanted("armchair://play?url=ftp://a.example/f.mp4");
    expect(isRemoteError(broken, "invalid")).toBe(true);
    expect(isRemoteError(wanted("file://elsewhere/f.mp4")[0], "invalid")).toBe(true);
  });
});
