import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { systemHttpGet } from "../../src/main/runtime/http-get.ts";

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/picture`;
}

const options = { maxBytes: 1000, timeoutMs: 5000 };

it("gets a document, and says nothing about who asks", async () => {
  const seen: Record<string, unknown>[] = [];
  const url = await serve((request, response) => {
    seen.push(request.headers);
    response.setHeader("set-cookie", "a=1");
    response.end("hello");
  });
  expect(Buffer.from(await systemHttpGet(url, options)).toString()).toBe("hello");
  await systemHttpGet(url, options);
  expect(seen).toHaveLength(2);
  for (const headers of seen) {
    for (const name of ["cookie", "referer", "authorization", "origin"]) {
      expect(headers).not.toHaveProperty(name);
    }
  }
});

it("refuses whatever is not a 200, with the number", async () => {
  const url = await serve((_, response) => response.writeHead(404).end());
  const refused = { code: "rejected", details: { deviceCode: 404 } };
  await expect(systemHttpGet(url, options)).rejects.toMatchObject(refused);
});

it("follows no redirect", async () => {
  let asked = 0;
  const url = await serve((_, response) => {
    asked++;
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  await expect(systemHttpGet(url, options)).rejects.toMatchObject({ code: "lost" });
  expect(asked).toBe(1);
});

it("gives up on a document that is too large, before it has all of it", async () => {
  let closed: () => void = () => {};
  const hungUp = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const url = await serve((_, response) => {
    response.on("close", closed);
    // Never ends: only hanging up ends it.
    response.write("x".repeat(100_000));
  });
  await expect(systemHttpGet(url, options)).rejects.toMatchObject({ code: "malformed" });
  await hungUp;
});

it("gives up after the time it was given", async () => {
  const url = await serve(() => {});
  const short = { ...options, timeoutMs: 20 };
  await expect(systemHttpGet(url, short)).rejects.toMatchObject({ code: "timeout" });
});

it("gives up when it is told to", async () => {
  const stop = new AbortController();
  const url = await serve(() => stop.abort(new Error("never mind")));
  await expect(systemHttpGet(url, { ...options, signal: stop.signal })).rejects.toThrow(
    "never mind",
  );
  await expect(systemHttpGet(url, { ...options, signal: stop.signal })).rejects.toThrow(
    "never mind",
  );
});

it.each(["file:///etc/hosts", "ftp://example.com/", "data:,x", "x", "http://me:you@example.com/"])(
  "does not fetch %s",
  async (url) => {
    await expect(systemHttpGet(url, options)).rejects.toMatchObject({ code: "invalid" });
  },
);

it("says lost when nobody is there", async () => {
  const url = await serve(() => {});
  for (const close of closings.splice(0)) close();
  await expect(systemHttpGet(url, options)).rejects.toMatchObject({ code: "lost" });
});
