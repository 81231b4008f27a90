import { describe, expect, it } from "vitest";
import {
  artworkUrls,
  filledTemplate,
  isPublicHttps,
} from "../../../src/main/protocols/mrp/artwork-url.ts";
import { pictureMark, pictureOf } from "../../../src/main/protocols/picture.ts";
import { MAX_PICTURE_BYTES, readPicture } from "../../../src/main/protocols/picture-format.ts";
import { WeightedCache } from "../../../src/main/protocols/weighted-cache.ts";
import { gifOf, jpegOf, pngOf, webpOf } from "../../support/pictures.ts";

describe("pictures by their first bytes", () => {
  it.each([
    ["image/png", pngOf(640, 480)],
    ["image/jpeg", jpegOf(640, 480)],
    ["image/gif", gifOf(640, 480)],
    ["image/webp", webpOf(640, 480)],
  ])("knows %s and its size", (mimeType, bytes) => {
    expect(readPicture(bytes)).toEqual({ mimeType, width: 640, height: 480 });
  });

  it("takes none of anything else", () => {
    for (const text of ["", "<svg/>", "<html>", "BM", "RIFF", "GIF8", "\x89PN"]) {
      expect(readPicture(new Uint8Array(Buffer.from(text, "latin1")))).toBeNull();
    }
  });

  it("never reads past the end, however short the picture was cut", () => {
    for (const whole of [pngOf(5, 5), jpegOf(5, 5), gifOf(5, 5), webpOf(5, 5)]) {
      for (let length = 0; length < whole.length; length++) readPicture(whole.slice(0, length));
    }
  });

  it("ends on a JPEG whose segments go nowhere", () => {
    const bytes = new Uint8Array(64).fill(0xff);
    bytes.set([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0]);
    expect(readPicture(bytes)?.mimeType).toBe("image/jpeg");
  });

  it("takes none that is too large to keep or to draw", () => {
    const heavy = new Uint8Array(MAX_PICTURE_BYTES + 1);
    heavy.set(pngOf(10, 10));
    expect(pictureOf(heavy)).toBeNull();
    expect(pictureOf(pngOf(50_000, 10))).toBeNull();
    expect(pictureOf(pngOf(10_000, 10_000))).toBeNull();
  });

  it("believes the picture before the device, and the device when the picture is silent", () => {
    expect(pictureOf(pngOf(10, 20), { width: 1, height: 1 })).toMatchObject({ width: 10 });
    const silent = pngOf(0, 0);
    expect(pictureOf(silent, { width: 30, height: -1 })).toMatchObject({ width: 30, height: 0 });
  });

  it("keeps bytes of its own", () => {
    const bytes = Buffer.from(pngOf(10, 10));
    const picture = pictureOf(bytes);
    bytes.fill(0);
    expect(picture?.bytes[0]).toBe(0x89);
    expect(picture?.bytes.buffer.byteLength).toBe(bytes.length);
  });

  it("tells pictures apart by both ends and their length", () => {
    const bytes = new Uint8Array(50_000);
    const mark = pictureMark(bytes);
    expect(pictureMark(bytes.slice())).toBe(mark);
    expect(pictureMark(bytes.slice(1))).not.toBe(mark);
    bytes[49_999] = 1;
    expect(pictureMark(bytes)).not.toBe(mark);
  });
});

describe("addresses of pictures (MR-40)", () => {
  it("MR-40: fills in Apple's template, with a large number where anything will do", () => {
    const template = "https://example.com/{w}x{h}{c}.{f}?v={x}";
    const filled = filledTemplate(template, { width: 600, height: 0 });
    expect(filled).toBe("https://example.com/600x999999bb.png?v={x}");
  });

  it("MR-40: the template goes before the address", () => {
    const artworkUrl = "https://example.com/plain.jpg";
    const artworkIdentifier = "https://example.com/{w}.png";
    const size = { width: 100, height: 0 };
    expect(artworkUrls({ artworkIdentifier, artworkUrl }, size)).toEqual([
      "https://example.com/100.png",
      artworkUrl,
    ]);
    expect(artworkUrls({ artworkIdentifier: "f5a91c", artworkUrl }, size)).toEqual([artworkUrl]);
    expect(artworkUrls({}, size)).toEqual([]);
  });

  it.each([
    "http://example.com/a.png",
    "https://127.0.0.1/a.png",
    "https://[::1]/a.png",
    "https://192.168.1.1/a.png",
    "https://2130706433/a.png",
    "https://0x7f.1/a.png",
    "https://localhost/a.png",
    "https://nas/a.png",
    "https://nas.local/a.png",
    "https://nas.local./a.png",
    "https://user:secret@example.com/a.png",
    "file:///etc/passwd",
    "data:image/png;base64,AAAA",
    "nonsense",
  ])("leaves %s alone", (url) => {
    expect(isPublicHttps(url)).toBe(false);
  });
});

describe("the store", () => {
  it("forgets what was used longest ago, by weight and by number", () => {
    const cache = new WeightedCache<string>(10, 3);
    cache.set("a", "A", 4);
    cache.set("b", "B", 4);
    expect(cache.get("a")).toBe("A");
    cache.set("c", "C", 4);
    expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual(["A", undefined, "C"]);
    for (const key of ["d", "e", "f"]) cache.set(key, key, 1);
    expect(cache.size).toBe(3);
    expect(cache.weight).toBe(3);
  });

  it("replaces, deletes, and does not keep what is heavier than itself", () => {
    const cache = new WeightedCache<string>(10, 3);
    cache.set("a", "A", 4);
    cache.set("a", "B", 5);
    expect([cache.size, cache.weight, cache.get("a")]).toEqual([1, 5, "B"]);
    cache.set("heavy", "H", 11);
    expect(cache.get("heavy")).toBeUndefined();
    cache.delete("a");
    cache.delete("a");
    expect([cache.size, cache.weight]).toEqual([0, 0]);
  });
});
