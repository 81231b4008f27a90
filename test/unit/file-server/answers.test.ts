import { afterEach, describe, expect, it } from "vitest";
import {
  patterned,
  type ServedOptions,
  ServedTestFile,
  statusOf,
} from "../../support/served-file.ts";

const content = patterned(1000);
let served: ServedTestFile;
afterEach(() => served.remove());

async function serving(bytes = content, options: ServedOptions = {}) {
  served = await ServedTestFile.start(bytes, options);
  return (headers: Record<string, string> = {}, method = "GET") =>
    fetch(served.url, { method, headers });
}

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe("a served file", () => {
  it("is there whole, with its length, kind and a mark of its own", async () => {
    const ask = await serving();
    const response = await ask();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-length": "1000",
      "content-type": "video/mp4",
      "accept-ranges": "bytes",
      etag: expect.stringMatching(/^"[0-9a-z]+-[0-9a-z]+"$/),
      "last-modified": expect.stringContaining("GMT"),
    });
    expect(await bytesOf(response)).toEqual(content);
  });

  it("is described without its bytes to HEAD", async () => {
    const ask = await serving();
    const response = await ask({}, "HEAD");
    expect([response.status, response.headers.get("content-length")]).toEqual([200, "1000"]);
    expect(await bytesOf(response)).toHaveLength(0);
  });

  it.each([
    ["bytes=0-0", 0, 1, "bytes 0-0/1000"],
    ["bytes=0-1", 0, 2, "bytes 0-1/1000"],
    ["bytes=100-199", 100, 200, "bytes 100-199/1000"],
    ["bytes=990-", 990, 1000, "bytes 990-999/1000"],
    ["bytes=990-5000", 990, 1000, "bytes 990-999/1000"],
    ["bytes=-10", 990, 1000, "bytes 990-999/1000"],
    ["bytes=-5000", 0, 1000, "bytes 0-999/1000"],
    ["bytes=0-9,5-19", 0, 20, "bytes 0-19/1000"],
  ])("gives the part %s", async (range, from, to, contentRange) => {
    const ask = await serving();
    const response = await ask({ range });
    expect([response.status, response.headers.get("content-range")]).toEqual([206, contentRange]);
    expect(await bytesOf(response)).toEqual(content.subarray(from, to));
    const head = await ask({ range }, "HEAD");
    expect([head.status, head.headers.get("content-length")]).toEqual([206, String(to - from)]);
  });

  it.each(["bytes=1000-", "bytes=5000-6000", "bytes=-0"])(
    "says 416 and its length to %s",
    async (range) => {
      const ask = await serving();
      const response = await ask({ range });
      expect([response.status, response.headers.get("content-range")]).toEqual([
        416,
        "bytes */1000",
      ]);
      expect(await bytesOf(response)).toHaveLength(0);
    },
  );

  it.each(["bytes=0-9,500-509", "items=0-9", "bytes=abc", "bytes=9-0-5", "bytes"])(
    "comes whole for %s, as RFC 9110 allows",
    async (range) => {
      const ask = await serving();
      const response = await ask({ range });
      expect(response.status).toBe(200);
      expect(await bytesOf(response)).toEqual(content);
    },
  );

  it("goes on where somebody stopped only while it is the same (If-Range)", async () => {
    const ask = await serving();
    const { headers } = await ask({}, "HEAD");
    const [tag = "", date = ""] = [headers.get("etag"), headers.get("last-modified")].map(String);
    const range = "bytes=10-19";
    const status = async (condition: string) =>
      (await ask({ range, "if-range": condition })).status;
    expect([await status(tag), await status(date)]).toEqual([206, 206]);
    expect(await status('"another"')).toBe(200);
    expect(await status("Thu, 01 Jan 1970 00:00:00 GMT")).toBe(200);
  });

  it("is not sent again to whoever has it, and not to whoever wants another", async () => {
    const ask = await serving();
    const tag = (await ask({}, "HEAD")).headers.get("etag") ?? "";
    const status = async (condition: string) =>
      statusOf(await served.askFor(served.url.pathname, "GET", condition));
    expect(await status(`If-None-Match: ${tag}`)).toBe(304);
    expect(await status(`If-Match: ${tag}`)).toBe(200);
    expect(await status('If-Match: "another"')).toBe(412);
  });

  it("may be empty", async () => {
    const ask = await serving(new Uint8Array(0));
    expect([(await ask()).status, (await ask({ range: "bytes=0-" })).status]).toEqual([200, 416]);
  });

  it("is plain bytes when nobody knows what it is", async () => {
    const ask = await serving(content, { mimeType: "" });
    expect((await ask()).headers.get("content-type")).toBe("application/octet-stream");
  });

  it("has an address with its name, whatever is in the name", async () => {
    const name = "Ünter „100 %” (a/b\\c) #1?&;'*!\ud800.mp4";
    const ask = await serving(content, { name });
    expect(served.url.pathname).toMatch(/^\/[A-Za-z0-9_-]{22}\/[A-Za-z0-9._~%-]+\.mp4$/);
    expect(decodeURIComponent(served.url.pathname)).toContain("(a/b\\c) #1?&;'*!_.mp4");
    expect((await ask()).status).toBe(200);
  });

  it("is served over IPv6, with an address that has no zone", async () => {
    const ask = await serving(content, { address: "::1%lo" });
    expect(served.url.hostname).toBe("[::1]");
    expect((await ask()).status).toBe(200);
  });

  it("has another address each time", async () => {
    await serving();
    const first = served.url.pathname;
    await served.remove();
    await serving();
    expect(served.url.pathname).not.toBe(first);
  });

  it.each(["0.0.0.0", "::", "", "localhost", "example.org", "10.0.0.1/24"])(
    "is not served on %s",
    async (address) => {
      await serving();
      await expect(ServedTestFile.start(content, { address })).rejects.toMatchObject({
        code: "invalid",
      });
    },
  );

  it("is not served where this machine has no address", async () => {
    await serving();
    await expect(ServedTestFile.start(content, { address: "192.0.2.1" })).rejects.toMatchObject({
      code: "storage",
    });
  });
});
