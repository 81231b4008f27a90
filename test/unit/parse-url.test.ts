import { describe, expect, it } from "vitest";
import { parseUrl } from "../../src/main/runtime/parse-url.ts";

describe("an address in a text", () => {
  it("is read, a relative one by the address that it is on", () => {
    expect(parseUrl("https://a.example/film.mp4")?.pathname).toBe("/film.mp4");
    expect(parseUrl("b.ts", "https://a.example/hls/list.m3u8")?.href).toBe(
      "https://a.example/hls/b.ts",
    );
  });

  it.each(["", "no address", "film.mp4", "http://"])("is not there in %j", (text) => {
    expect(parseUrl(text)).toBeUndefined();
  });
});
