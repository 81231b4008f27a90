import { beforeEach, describe, expect, test } from "vitest";
import { RemoteError } from "../../src/shared/errors.ts";
import { mrpFakeSession } from "../support/mrp-fake-session.ts";
import { pngOf } from "../support/png.ts";
import { realRuntime } from "../support/runtime.ts";

const asked: string[] = [];
const served = new Map<string, Uint8Array>();
/** The internet, which tests do not have. */
const httpGet = async (url: string) => {
  asked.push(url);
  const bytes = served.get(url);
  if (bytes === undefined) throw new RemoteError("rejected", "404", { deviceCode: 404 });
  return bytes;
};
const tv = mrpFakeSession({ ...realRuntime(), httpGet });
const picture = pngOf(456, 789);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const size = { width: 300, height: 0 };
const artwork = (wanted = size) => tv.operation("artwork")(wanted);
const asks = async () => (await tv.fake.state()).askedSizes.length;
const hasArtwork = (id: string) => tv.playing(({ artworkId }) => artworkId === id);

beforeEach(async () => {
  asked.length = 0;
  served.clear();
  await tv.do("idle");
  await tv.do("video");
  await tv.playing(({ artworkId }) => artworkId === null);
});

describe("TS-10 MR-40 MR-41 pictures that the device has", () => {
  test("arrives whole, with its size and kind", async () => {
    await tv.do("artwork", { artwork: base64(picture), mimetype: "image/png", identifier: "one" });
    await hasArtwork("one");
    expect(tv.channel.state.value.features.artwork).toBe("available");
    expect(await artwork()).toEqual({
      id: "one",
      mimeType: "image/png",
      width: 456,
      height: 789,
      bytes: picture,
    });
  });

  test.each([
    [{ width: 300, height: 0 }, [300, -1]],
    [{ width: 640, height: 360 }, [640, 360]],
    [{ width: 0, height: 0 }, [0, -1]],
  ] as const)("IF-062 %o is asked for as %o", async (wanted, received) => {
    const identifier = `size ${wanted.width}x${wanted.height}`;
    await tv.do("artwork", { artwork: base64(picture), mimetype: "image/png", identifier });
    await hasArtwork(identifier);
    await artwork(wanted);
    expect((await tv.fake.state()).askedSizes.at(-1)).toEqual(received);
  });

  test("QK-05 is kept by picture and by size", async () => {
    await tv.do("artwork", { artwork: base64(picture), mimetype: "image/png", identifier: "kept" });
    await hasArtwork("kept");
    const before = await asks();
    const first = await artwork();
    expect(await artwork()).toBe(first);
    expect(await asks()).toBe(before + 1);
    await artwork({ width: 1200, height: 0 });
    expect(await asks()).toBe(before + 2);
    const other = pngOf(10, 20);
    await tv.do("artwork", { artwork: base64(other), mimetype: "image/png", identifier: "other" });
    await hasArtwork("other");
    expect((await artwork())?.bytes).toEqual(other);
  });

  test("a megabyte of it", async () => {
    const large = pngOf(4000, 3000, 1024 * 1024);
    await tv.do("artwork", { artwork: base64(large), mimetype: "image/png", identifier: "large" });
    await hasArtwork("large");
    const got = await artwork();
    // Comparing a million numbers one by one takes a test framework half a minute.
    expect(got && Buffer.compare(got.bytes, large)).toBe(0);
  });
});

describe("TS-10 RB-11 pictures that are not there", () => {
  test("none is told, and none asked for", async () => {
    const before = await asks();
    expect(tv.channel.state.value.nowPlaying?.artworkId).toBeNull();
    expect(tv.channel.state.value.features.artwork).toBe("unavailable");
    expect(await artwork()).toBeNull();
    expect(await asks()).toBe(before);
  });

  test("RB-21 one is told, and does not come", async () => {
    await tv.do("artwork", { mimetype: "image/png", identifier: "missing" });
    await hasArtwork("missing");
    expect(await artwork()).toBeNull();
  });

  test("what comes is no picture", async () => {
    const text = new Uint8Array(Buffer.from("<html>not found</html>"));
    await tv.do("artwork", { artwork: base64(text), mimetype: "image/png", identifier: "text" });
    await hasArtwork("text");
    expect(await artwork()).toBeNull();
    await tv.channel.probe();
  });
});

describe("TS-10 MR-40 pictures that the app has", () => {
  test("at an address", async () => {
    const url = "https://img.example.com/poster.png";
    served.set(url, picture);
    await tv.do("artwork", { mimetype: "image/png", identifier: "address", url });
    await hasArtwork("address");
    expect(await artwork()).toMatchObject({ mimeType: "image/png", bytes: picture });
    expect(asked).toEqual([url]);
  });

  test("by a template, filled in with the size", async () => {
    const template = "https://img.example.com/thumb/{w}x{h}{c}.{f}";
    const url = "https://img.example.com/thumb/300x999999bb.png";
    served.set(url, picture);
    await tv.do("artwork", { mimetype: "image/png", identifier: template });
    await hasArtwork(template);
    expect((await artwork())?.bytes).toEqual(picture);
    expect(asked).toEqual([url]);
  });

  test("an address that fails is no failure, and nothing in this network is called", async () => {
    const url = "https://img.example.com/gone.png";
    await tv.do("artwork", { mimetype: "image/png", identifier: "gone", url });
    await hasArtwork("gone");
    expect(await artwork()).toBeNull();
    await tv.do("artwork", {
      mimetype: "image/png",
      identifier: "inside",
      url: "http://192.168.1.1/admin",
    });
    await hasArtwork("inside");
    expect(await artwork()).toBeNull();
    expect(asked).toEqual([url]);
  });
});
