import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/main/runtime/clock.ts";
import { HttpClient, type HttpClientOptions } from "../../src/main/runtime/http-client.ts";
import { type HttpHandler, HttpServer } from "../../src/main/runtime/http-server.ts";
import { createNodeNetwork } from "../../src/main/runtime/node-network.ts";
import { textOf, utf8 } from "../../src/main/wire/bytes.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import { MemoryLan } from "../support/memory-network.ts";

const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

const memory = () => {
  const lan = new MemoryLan();
  const clock = new ManualClock();
  const network = { client: lan.host("10.0.0.1"), server: lan.host("10.0.0.2") };
  return { lan, clock, network, host: "10.0.0.2" };
};
const machine = () => {
  const network = createNodeNetwork();
  return { clock: systemClock, network: { client: network, server: network }, host: "127.0.0.1" };
};
type Place = ReturnType<typeof memory> | ReturnType<typeof machine>;

async function serve(place: Place, handler: HttpHandler, extra: object = {}): Promise<HttpServer> {
  const { clock, network, host } = place;
  const options = { clock, network: network.server, host, port: 0, handler, ...extra };
  const server = await HttpServer.open(options);
  closings.push(() => server.close());
  return server;
}

function clientOf(place: Place, port: number, extra: Partial<HttpClientOptions> = {}): HttpClient {
  const { clock, network, host } = place;
  const client = new HttpClient({ clock, network: network.client, host, port, ...extra });
  closings.push(() => client.close());
  return client;
}

const get = { method: "GET", path: "/", timeoutMs: 5000 };

describe.each([
  ["memory", memory],
  ["the machine's own network", machine],
])("HTTP over %s", (_name, make) => {
  it("carries method, target, headers and body there, and an answer back", async () => {
    const place = make();
    const server = await serve(place, async (request) => ({
      status: 200,
      headers: { "X-Said": request.headers.get("x-say") ?? "" },
      body: utf8(`${request.method} ${request.target} ${textOf(request.body)}`),
    }));
    const reply = await clientOf(place, server.port).request({
      method: "POST",
      path: "/a?b=c%20d",
      headers: { "X-Say": "hello" },
      body: utf8("body"),
      timeoutMs: 5000,
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get("x-said")).toBe("hello");
    expect(textOf(reply.body)).toBe("POST /a?b=c%20d body");
    expect(reply.localAddress).toBe(make === memory ? "10.0.0.1" : "127.0.0.1");
  });

  it("keeps one connection for requests that follow one another", async () => {
    const place = make();
    const server = await serve(place, async () => ({ status: 204 }));
    const client = clientOf(place, server.port);
    for (let turn = 0; turn < 3; turn++) {
      expect((await client.request(get)).status).toBe(204);
      await settle();
    }
    expect(server.connections).toBe(1);
  });

  it("does not let a long poll hold up another request", async () => {
    const place = make();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const server = await serve(place, async ({ target }) => {
      if (target === "/wait") await held;
      return { status: 200, body: utf8(target) };
    });
    const client = clientOf(place, server.port);
    const waiting = client.request({ method: "GET", path: "/wait", timeoutMs: null });
    expect(textOf((await client.request({ ...get, path: "/now" })).body)).toBe("/now");
    release();
    expect(textOf((await waiting).body)).toBe("/wait");
  });

  it("tells a handler whose caller went away, and the caller why", async () => {
    const place = make();
    let gone = () => {};
    const left = new Promise<void>((resolve) => {
      gone = resolve;
    });
    const asked = new Promise<void>((resolve) => {
      void serve(place, async (request) => {
        request.gone.addEventListener("abort", gone);
        resolve();
        return new Promise(() => {});
      }).then(async (server) => {
        const client = clientOf(place, server.port);
        const wait = client.request({ ...get, timeoutMs: null, signal: stop.signal });
        wait.catch((error) => reasons.push(error));
      });
    });
    const stop = new AbortController();
    const reasons: unknown[] = [];
    await asked;
    const reason = new Error("no longer wanted");
    stop.abort(reason);
    await left;
    expect(reasons).toEqual([reason]);
  });

  it("says `lost` when the server ends the connection instead of answering", async () => {
    const place = make();
    const server = await serve(place, async () => null);
    const client = clientOf(place, server.port);
    await expect(client.request(get)).rejects.toMatchObject({ code: "lost" });
  });

  it("asks again, once, when the connection that was kept has just ended", async () => {
    const place = make();
    let asked = 0;
    const server = await serve(place, async () => (++asked % 2 === 0 ? null : { status: 204 }));
    const client = clientOf(place, server.port);
    expect((await client.request(get)).status).toBe(204);
    expect((await client.request(get)).status).toBe(204);
    expect(asked).toBe(3);
    // Whoever polls decides alone how soon to do so again.
    const poll = client.request({ ...get, timeoutMs: null });
    await expect(poll).rejects.toMatchObject({ code: "lost" });
    expect(asked).toBe(4);
  });

  it("says `lost` when the server closes while it is asked, and `refused` afterwards", async () => {
    const place = make();
    let asked = () => {};
    const started = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const server = await serve(place, () => {
      asked();
      return new Promise(() => {});
    });
    const client = clientOf(place, server.port);
    const waiting = client.request({ ...get, timeoutMs: null });
    const ended = expect(waiting).rejects.toMatchObject({ code: "lost" });
    await started;
    await server.close();
    await ended;
    await expect(client.request(get)).rejects.toMatchObject({ code: "refused" });
  });

  it("answers before it closes", async () => {
    const place = make();
    const server = await serve(place, async () => {
      void Promise.resolve().then(() => setImmediate(() => server.close()));
      return { status: 200, body: new Uint8Array(100_000) };
    });
    const reply = await clientOf(place, server.port).request(get);
    expect(reply.body).toHaveLength(100_000);
  });

  it("says `cancelled` to what is under way when it is closed", async () => {
    const place = make();
    const server = await serve(place, () => new Promise(() => {}));
    const client = clientOf(place, server.port);
    const waiting = client.request({ ...get, timeoutMs: null });
    const ended = expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    await settle();
    client.close();
    await ended;
    await expect(client.request(get)).rejects.toMatchObject({ code: "cancelled" });
  });

  it("unzips, and refuses a bomb before it is unpacked", async () => {
    const place = make();
    const bodies: Record<string, Uint8Array> = {
      "/small": gzipSync("a song"),
      "/bomb": gzipSync(Buffer.alloc(50_000_000)),
      "/no-gzip": utf8("plain"),
    };
    const server = await serve(place, async ({ target }) => ({
      status: 200,
      headers: { "Content-Encoding": "gzip" },
      body: bodies[target] ?? utf8(""),
    }));
    const client = clientOf(place, server.port);
    expect(textOf((await client.request({ ...get, path: "/small" })).body)).toBe("a song");
    for (const path of ["/bomb", "/no-gzip"]) {
      await expect(client.request({ ...get, path, maxBytes: 100_000 })).rejects.toMatchObject({
        code: "malformed",
      });
    }
  });

  it("refuses an answer, and a request, that is longer than agreed", async () => {
    const place = make();
    const server = await serve(place, async () => ({ status: 200, body: new Uint8Array(5000) }), {
      maxBodyBytes: 1000,
    });
    const client = clientOf(place, server.port);
    await expect(client.request({ ...get, maxBytes: 4999 })).rejects.toMatchObject({
      code: "malformed",
    });
    const reply = await client.request({ ...get, method: "POST", body: new Uint8Array(1001) });
    expect(reply.status).toBe(413);
  });

  it("answers a handler's failure with 500, and goes on", async () => {
    const place = make();
    const server = await serve(place, async ({ target }) => {
      if (target === "/bad") throw new Error("a bug");
      return { status: 200 };
    });
    const client = clientOf(place, server.port);
    expect((await client.request({ ...get, path: "/bad" })).status).toBe(500);
    expect((await client.request(get)).status).toBe(200);
  });
});

describe("HTTP and time", () => {
  it("gives a request up after its time, and leaves no timer armed", async () => {
    const place = memory();
    const server = await serve(place, () => new Promise(() => {}));
    const client = clientOf(place, server.port);
    const waiting = client.request(get);
    const ended = expect(waiting).rejects.toMatchObject({ code: "timeout" });
    await place.clock.advance(5000);
    await ended;
    await server.close();
    client.close();
    await settle();
    expect(place.clock.armedTimers).toBe(0);
    expect(place.lan.openHandles).toBe(0);
  });

  it("lets nobody hold a connection without asking anything", async () => {
    const place = memory();
    const server = await serve(place, async () => ({ status: 200 }));
    const idle = await place.network.client.connectTcp({ host: place.host, port: server.port });
    idle.write(utf8("GET / HTTP/1.1\r\nHost: "));
    await place.clock.advance(30_000);
    await idle.closed;
    expect(server.connections).toBe(0);
  });
});

describe("HTTP and what is none", () => {
  it("says `malformed` to an answer that is no HTTP, and `lost` to half of one", async () => {
    const place = memory();
    const answers = ["NOT HTTP AT ALL\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"];
    const listener = await place.network.server.listenTcp({ host: place.host, port: 0 }, (tcp) => {
      tcp.onData(() => {
        tcp.write(utf8(answers.shift() ?? ""));
        setImmediate(() => setImmediate(() => tcp.close()));
      });
    });
    closings.push(() => listener.close());
    const client = clientOf(place, listener.port);
    await expect(client.request(get)).rejects.toMatchObject({ code: "malformed" });
    await expect(client.request(get)).rejects.toMatchObject({ code: "lost" });
  });

  it("ends a connection that does not speak HTTP", async () => {
    const place = memory();
    const server = await serve(place, async () => ({ status: 200 }));
    const tcp = await place.network.client.connectTcp({ host: place.host, port: server.port });
    tcp.write(utf8("\x16\x03\x01 hello\r\n\r\n"));
    await tcp.closed;
    expect(server.connections).toBe(0);
  });

  it("speaks to Node's own server", async () => {
    const other = createServer((request, response) => {
      response.end(`${request.method} ${request.url} ${request.headers.connection}`);
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    closings.push(() => other.close());
    const address = other.address();
    const place = machine();
    const client = clientOf(place, typeof address === "object" && address ? address.port : 0);
    for (let turn = 0; turn < 2; turn++) {
      expect(textOf((await client.request(get)).body)).toBe("GET / keep-alive");
    }
    client.close();
  });
});
