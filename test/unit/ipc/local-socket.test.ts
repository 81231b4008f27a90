import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findAddress, type LocalPlace } from "../../../src/main/ipc/local-address.ts";
import { connectToApp } from "../../../src/main/ipc/local-client.ts";
import { encodeLine, LineDecoder } from "../../../src/main/ipc/local-messages.ts";
import { type LocalServer, serveLocally } from "../../../src/main/ipc/local-socket.ts";
import { connectLocal, type LocalStream } from "../../../src/main/runtime/local-stream.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { ScriptedService, session, summary } from "../../support/cli-world.ts";
import { testRuntime } from "../../support/runtime.ts";

let folder = "";
let place: LocalPlace;
let server: LocalServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "armchair-local-"));
  mkdirSync(join(folder, "run"));
  place = {
    directory: join(folder, "settings"),
    socketFolder: join(folder, "run"),
    platform: process.platform,
  };
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function serve(service = new ScriptedService([summary()])): Promise<ScriptedService> {
  server = await serveLocally({ place, runtime: testRuntime(), service });
  return service;
}

async function connect() {
  const connection = await connectToApp(place);
  if (!connection) throw new Error("no app found");
  return connection;
}

/** A stranger on the socket, before any hello. */
async function stranger(): Promise<{ stream: LocalStream; token: string }> {
  const address = await findAddress(place);
  if (!address) throw new Error("no address");
  return { stream: await connectLocal(address.path), token: address.token.expose() };
}

describe("the local socket", () => {
  it("answers calls and passes on events", async () => {
    const service = await serve(
      new ScriptedService([summary()], { "remote.press": async () => {} }),
    );
    const { service: remote, close } = await connect();
    const heard = new Promise((resolve) => remote.on("session", resolve));
    await remote.handlers["remote.press"]("tv-1", "up", "tap");
    expect(service.calls).toEqual([["remote.press", "tv-1", "up", "tap"]]);
    service.emit("session", session({ power: "off" }));
    expect(await heard).toEqual(session({ power: "off" }));
    expect(await remote.handlers["devices.snapshot"]()).toMatchObject({ devices: [summary()] });
    close();
  });

  it("carries the bytes of a picture both as an array and as a buffer of Node's", async () => {
    const picture = { id: "a", mimeType: "image/png", width: 1, height: 1 } as const;
    const all = Uint8Array.from({ length: 256 }, (_, at) => at);
    const pictures = [all, Buffer.from(all), all.subarray(3, 7), new Uint8Array(0)];
    let at = 0;
    await serve(
      new ScriptedService([summary()], {
        "playback.artwork": async () => ({ ...picture, bytes: pictures[at++] ?? all }),
      }),
    );
    const { service: remote, close } = await connect();
    for (const bytes of pictures)
      expect(await remote.handlers["playback.artwork"]("tv-1", 100, 0)).toEqual({
        ...picture,
        bytes: new Uint8Array(bytes),
      });
    close();
  });

  it("takes nothing for bytes that only looks like them", () => {
    const lines = new LineDecoder(1000);
    const odd = [{ $bytes: 5 }, { $bytes: "AA==", more: 1 }, ["$bytes"]];
    expect(lines.push(new TextEncoder().encode(`${JSON.stringify(odd)}\n`))).toEqual([odd]);
  });

  it("answers many calls at once, each its own", async () => {
    await serve(
      new ScriptedService([summary()], {
        "text.set": async (_, text) => (text === "bad" ? Promise.reject(new Error()) : text),
      }),
    );
    const { service: remote, close } = await connect();
    const texts = ["a", "b", "bad", "c"];
    const replies = await Promise.allSettled(
      texts.map((text) => remote.handlers["text.set"]("tv-1", text)),
    );
    expect(replies.map((reply) => (reply.status === "fulfilled" ? reply.value : "no"))).toEqual([
      "a",
      "b",
      "no",
      "c",
    ]);
    close();
  });

  it("carries errors with their code and details", async () => {
    await serve(
      new ScriptedService([summary()], {
        "apps.launch": async () => {
          throw new RemoteError("rejected", "no", { deviceCode: 4 });
        },
      }),
    );
    const { service: remote, close } = await connect();
    await expect(remote.handlers["apps.launch"]("tv-1", "x.y")).rejects.toMatchObject({
      code: "rejected",
      details: { deviceCode: 4 },
    });
    close();
  });

  it("checks arguments as it does for the windows", async () => {
    const service = await serve();
    const { service: remote, close } = await connect();
    const call = remote.handlers["remote.press"] as (...args: unknown[]) => Promise<unknown>;
    await expect(call("tv-1", "sideways", "tap")).rejects.toMatchObject({ code: "invalid" });
    expect(service.calls).toEqual([]);
    close();
  });

  it("fails what is under way when the app goes, and says that it went", async () => {
    await serve(new ScriptedService([], { "text.clear": () => new Promise(() => {}) }));
    const { service: remote, closed } = await connect();
    const waiting = expect(remote.handlers["text.clear"]("tv-1")).rejects.toMatchObject({
      code: "lost",
    });
    await server?.close();
    server = undefined;
    await Promise.all([waiting, closed]);
    await expect(remote.handlers["text.clear"]("tv-1")).rejects.toMatchObject({ code: "lost" });
    expect(await connectToApp(place)).toBeUndefined();
  });

  it("stops passing events on when the client hangs up", async () => {
    const service = await serve();
    const { service: remote, close, closed } = await connect();
    remote.on("devices", () => {});
    await remote.handlers["devices.snapshot"]();
    expect(service.listenerCount).toBe(1);
    close();
    await closed;
    const { service: other } = await connect();
    await other.handlers["devices.snapshot"]();
    expect(service.listenerCount).toBe(0);
  });
});

describe("who may use the local socket", () => {
  it("is the owner alone: folder 0700, notice 0600", async () => {
    await serve();
    const address = await findAddress(place);
    expect(statSync(dirname(address?.path ?? "")).mode & 0o777).toBe(0o700);
    expect(statSync(join(place.directory, "control.json")).mode & 0o777).toBe(0o600);
  });

  it("is nobody who does not say the token first", async () => {
    const service = await serve();
    const messages = [
      { hello: 1, token: "wrong" } as const,
      { id: 1, call: "devices.snapshot", args: [] },
      { subscribe: "session" } as const,
    ];
    for (const message of messages) {
      const { stream } = await stranger();
      const answers: Uint8Array[] = [];
      stream.onData((chunk) => answers.push(chunk));
      stream.write(encodeLine(message));
      await stream.closed;
      expect(answers).toEqual([]);
    }
    expect(service.calls).toEqual([]);
  });

  it("hangs up on garbage and goes on with others", async () => {
    await serve();
    const { token } = await stranger();
    const garbage = ["", "{}", "[", "null", '{"id":1}', '{"id":-1,"call":"x","args":[]}', "\u0000"];
    for (const line of garbage) {
      const { stream } = await stranger();
      stream.write(encodeLine({ hello: 1, token }));
      stream.write(new TextEncoder().encode(`${line}\n`));
      stream.onData(() => {});
      await stream.closed;
    }
    const { stream } = await stranger();
    stream.onData(() => {});
    stream.write(new Uint8Array(200_000).fill(0x20));
    await stream.closed;
    const { service: remote, close } = await connect();
    await remote.handlers["devices.snapshot"]();
    close();
  });

  it("refuses a flood of calls without forgetting the first", async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await serve(new ScriptedService([], { "text.clear": () => held }));
    const { service: remote, close } = await connect();
    const calls = Array.from({ length: 70 }, () => remote.handlers["text.clear"]("tv-1"));
    const refused = await Promise.allSettled(calls.slice(64));
    expect(refused.map(({ status }) => status)).toEqual(Array(6).fill("rejected"));
    answer();
    await Promise.all(calls.slice(0, 64));
    close();
  });
});

describe("the notice of the running app", () => {
  it("is taken back with the socket", async () => {
    await serve();
    await server?.close();
    server = undefined;
    expect(readdirSync(place.directory)).toEqual([]);
    expect(readdirSync(place.socketFolder)).toEqual([]);
  });

  it("of an app that was killed is a leftover: nobody is found, and the next app clears it", async () => {
    await serve();
    const notice = readFileSync(join(place.directory, "control.json"));
    await server?.close();
    mkdirSync(place.directory, { recursive: true });
    writeFileSync(join(place.directory, "control.json"), notice);
    expect(await connectToApp(place)).toBeUndefined();
    await serve();
    const { service: remote, close } = await connect();
    await remote.handlers["devices.snapshot"]();
    close();
  });

  it.each(["", "{", "{}", '{"version":2,"path":"x","token":"y"}'])(
    "that cannot be read means that no app runs: %s",
    async (text) => {
      mkdirSync(place.directory);
      writeFileSync(join(place.directory, "control.json"), text);
      expect(await connectToApp(place)).toBeUndefined();
    },
  );

  it("that cannot be written leaves the app without a socket", async () => {
    writeFileSync(place.directory, "a file");
    await expect(serve()).rejects.toMatchObject({ code: "storage" });
    expect(readdirSync(place.socketFolder)).toEqual([]);
  });
});

describe("lines of JSON", () => {
  it("come out the same however the stream is cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 8 }),
        fc.integer({ min: 1, max: 7 }),
        (values, size) => {
          const bytes = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(""));
          const decoder = new LineDecoder(10_000);
          const got: unknown[] = [];
          for (let at = 0; at < bytes.length; at += size)
            got.push(...decoder.push(bytes.subarray(at, at + size)));
          expect(got).toEqual(JSON.parse(JSON.stringify(values)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("are malformed or nothing, whatever arrives", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          new LineDecoder(100).push(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: "malformed" });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
