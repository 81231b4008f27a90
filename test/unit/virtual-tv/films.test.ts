import { describe, expect, it } from "vitest";
import { openFilm } from "../../../src/main/virtual-tv/airplay-film.ts";
import { durationOfMp4 } from "../../../src/main/virtual-tv/airplay-mp4.ts";
import { readPlaylist } from "../../../src/main/virtual-tv/airplay-playlist.ts";
import { utf8 } from "../../../src/main/wire/bytes.ts";
import { filmShelf, type OnShelf, sampleMp4 } from "../../support/films.ts";

const BASE = "http://10.0.0.1/films/list.m3u8";
const signal = new AbortController().signal;

const durationOf = (bytes: Uint8Array) =>
  durationOfMp4(async (offset, length) => bytes.slice(offset, offset + length), bytes.length);

describe("what a player finds out about an MP4 file", () => {
  it("is how long it lasts, wherever its header is", async () => {
    expect(await durationOf(sampleMp4({ seconds: 12.5 }))).toBe(12.5);
    expect(await durationOf(sampleMp4({ seconds: 7200, headerLast: true }))).toBe(7200);
  });

  it("is nothing where the file ends before its header does", async () => {
    const film = sampleMp4({ seconds: 10, pictureBytes: 100 });
    const header = film.length - 108;
    for (let length = 0; length < header; length += 7) {
      expect(await durationOf(film.slice(0, length))).toBeNull();
    }
  });

  it("is nothing for another kind of file", async () => {
    expect(await durationOf(utf8("<html><body>no film at all</body></html>"))).toBeNull();
    expect(await durationOf(new Uint8Array(4096))).toBeNull();
  });

  it("ends its search in a file of empty boxes", async () => {
    const head = sampleMp4({ seconds: 1, pictureBytes: 0 }).subarray(0, 24);
    const empty = new Uint8Array(80_000);
    for (let at = 3; at < empty.length; at += 8) empty[at] = 8;
    const file = new Uint8Array([...head, ...empty]);
    expect(await durationOf(file)).toBeNull();
  });
});

describe("what a player finds out about a playlist (RFC 8216)", () => {
  it("is how long its segments last together", () => {
    const text = "#EXTM3U\n#EXTINF:6.5,one\na.ts\n#EXTINF:4,\nb.ts\n#EXT-X-ENDLIST\n";
    const first = "http://10.0.0.1/films/a.ts";
    expect(readPlaylist(text, BASE)).toEqual({ kind: "segments", durationS: 10.5, first });
  });

  it("is that a list without an end has none", () => {
    const text = "#EXTM3U\r\n#EXTINF:6,\r\nhttp://other/a.ts\r\n";
    const first = "http://other/a.ts";
    expect(readPlaylist(text, BASE)).toEqual({ kind: "segments", durationS: null, first });
  });

  it("is where its variants are", () => {
    const text = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n/low.m3u8\n";
    expect(readPlaylist(text, BASE)).toEqual({
      kind: "variants",
      first: "http://10.0.0.1/low.m3u8",
    });
  });

  it.each(["", "hello", "#EXTM3U\n", "#EXTINF:6,\na.ts"])("is nothing for %j", (text) => {
    expect(readPlaylist(text, BASE)).toBeUndefined();
  });
});

describe("opening a film", () => {
  const open = (url: string, films: Readonly<Record<string, OnShelf>>) => {
    const shelf = filmShelf(films);
    return { shelf, film: openFilm({ url, fetch: shelf.fetch, signal }) };
  };

  it("reads where it goes on, as a share of the file", async () => {
    const url = "http://10.0.0.1/a.mp4";
    const { shelf, film } = open(url, { [url]: { bytes: sampleMp4({ seconds: 100 }) } });
    await (await film).readAt(0.5, signal);
    const last = shelf.asked.at(-1) ?? "";
    expect(last).toMatch(/ 1000\d\d-1656\d\d$/);
  });

  it("follows a playlist to its variant, and no list that leads to itself for ever", async () => {
    const list = { bytes: utf8("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8\n") };
    const low = "http://10.0.0.1/films/low.m3u8";
    const segments = { bytes: utf8("#EXTM3U\n#EXTINF:9,\na.ts\n#EXT-X-ENDLIST\n") };
    const { film } = open(BASE, { [BASE]: list, [low]: segments });
    expect((await film).durationS).toBe(9);
    const loop = open(BASE, { [BASE]: list, [low]: list });
    await expect(loop.film).rejects.toMatchObject({ code: -11828 });
  });

  it("stops with the reason of whoever stopped it", async () => {
    const stop = new AbortController();
    const reason = new Error("enough");
    stop.abort(reason);
    const { fetch } = filmShelf({});
    const film = openFilm({ url: "http://10.0.0.1/a.mp4", fetch, signal: stop.signal });
    await expect(film).rejects.toBe(reason);
  });
});
