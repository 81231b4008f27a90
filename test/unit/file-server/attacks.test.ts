import { once } from "node:events";
import { renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { patterned, ServedTestFile, statusOf, untilClosed } from "../../support/served-file.ts";

const content = Buffer.from(patterned(1024 * 1024));
/** ms; real time, because the sockets are. */
const patience = { headMs: 300, keepAliveMs: 300, stallMs: 600 };
let served: ServedTestFile;
beforeEach(async () => {
  served = await ServedTestFile.start(content, { patience });
  writeFileSync(join(served.folder, "secret.txt"), "nobody's business");
});
afterEach(() => served.remove());

/** Whether it comes whole and as it was. */
const comesWhole = async () =>
  Buffer.from(await (await fetch(served.url)).arrayBuffer()).equals(content);

describe("somebody who asks for something else", () => {
  it("is told nothing, however the path is written", async () => {
    const { pathname: path } = served.url;
    const token = path.split("/")[1] ?? "";
    const other = [...token].reverse().join("");
    const targets = [
      "/",
      "/film.mp4",
      `/${token}`,
      `/${token}/`,
      `/${token.slice(0, -1)}/film.mp4`,
      `/${token}A/film.mp4`,
      `/${other}/film.mp4`,
      `/${token}/secret.txt`,
      `/${token}/../secret.txt`,
      `/${token}/./film.mp4`,
      `/${token}//film.mp4`,
      `/${token}/%2e%2e/secret.txt`,
      `/${token}/..%2fsecret.txt`,
      `/${token}/..%5csecret.txt`,
      `/${token}/film%2emp4`,
      `/${token}/film.mp4%00`,
      `/${token}/film.mp4?x=1`,
      `/${token}/film.mp4#x`,
      `/${token.toLowerCase()}x/film.mp4`,
      "/../../../../etc/passwd",
      "//etc/passwd",
      "/%2e%2e/%2e%2e/etc/passwd",
      served.path,
      `file://${served.path}`,
      `http://tv${path}`,
      "*",
      `/${"a".repeat(4000)}`,
    ];
    for (const target of targets) {
      const answer = await served.askFor(target);
      expect([target, statusOf(answer)]).toEqual([target, 404]);
      expect(answer.split("\r\n\r\n")[1]).toBe("");
      expect(answer).not.toMatch(/armchair|film|secret|\/tmp|etag|1048576/i);
    }
    expect(statusOf(await served.askFor(`${path}\0`))).toBeGreaterThanOrEqual(400);
    expect(statusOf(await served.askFor(path, "HEAD"))).toBe(200);
  });

  it("cannot change anything", async () => {
    const { pathname } = served.url;
    for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]) {
      const answer = await served.askFor(pathname, method);
      expect([method, statusOf(answer)]).toEqual([method, 405]);
      expect(answer).toMatch(/\r\nAllow: GET, HEAD\r\n/);
    }
    expect(statusOf(await served.askFor("tv:443", "CONNECT"))).toBe(0);
    expect(statusOf(await served.askFor(pathname, "GET", "Content-Length: 5"))).toBe(413);
    expect(statusOf(await served.askFor(pathname, "GET", "Transfer-Encoding: chunked"))).toBe(413);
    expect(statusOf(await served.askFor(pathname, "GET", "Expect: 100-continue"))).toBe(417);
  });

  it("gets no answer across origins", async () => {
    const response = await fetch(served.url, { headers: { origin: "http://elsewhere.example" } });
    expect([...response.headers.keys()].filter((name) => name.includes("access-control"))).toEqual(
      [],
    );
    await response.body?.cancel();
  });
});

describe("somebody who wants to be a burden", () => {
  it("may send no more of a head than any player does", async () => {
    const { pathname } = served.url;
    expect(statusOf(await served.askFor(pathname, "GET", `X: ${"x".repeat(9000)}`))).toBe(431);
    const flood = Array.from({ length: 2000 }, (_, index) => `X-${index}: 1`);
    expect(statusOf(await served.askFor(pathname, "GET", ...flood))).toBe(431);
    expect(statusOf(await served.raw("\u0016\u0003\u0001 no HTTP at all\r\n\r\n"))).toBe(400);
    const ranges = `Range: bytes=${Array.from({ length: 1500 }, (_, n) => `${n * 2}-${n * 2}`)}`;
    expect(statusOf(await served.askFor(pathname, "GET", ranges.slice(0, 7000)))).toBe(200);
  });

  it("is let go when the head does not come, or comes byte by byte", async () => {
    const silent = served.connect();
    const slow = served.connect();
    slow.write(`GET ${served.url.pathname} HTTP/1.1\r\nHost: tv\r\n`);
    const drip = setInterval(() => slow.write("X"), 50);
    const answers = await Promise.all([untilClosed(silent), untilClosed(slow)]);
    clearInterval(drip);
    expect(answers.map((answer) => answer.includes("200"))).toEqual([false, false]);
  });

  it("is let go when it asks no more, and when it takes nothing", async () => {
    const idle = served.connect();
    idle.write(`HEAD ${served.url.pathname} HTTP/1.1\r\nHost: tv\r\n\r\n`);
    expect(statusOf(await untilClosed(idle))).toBe(200);
    // More than the system's own buffers take.
    truncateSync(served.path, 64 * 1024 * 1024);
    const stalled = served.connect();
    stalled.pause();
    stalled.write(`GET ${served.url.pathname} HTTP/1.1\r\nHost: tv\r\n\r\n`);
    await expect.poll(() => served.connections).toBe(1);
    await expect.poll(() => served.connections, { timeout: 4000 }).toBe(0);
    stalled.destroy();
  });

  it("cannot have many answers at once on one connection", async () => {
    const request = `GET ${served.url.pathname} HTTP/1.1\r\nHost: tv\r\n\r\n`;
    const answer = await served.raw(request.repeat(50));
    expect(answer.length).toBeLessThan(8 * content.length);
  });

  it("cannot keep the device out with a thousand connections", async () => {
    const crowd = Array.from({ length: 1000 }, () => served.connect());
    await Promise.all(crowd.map((socket) => settled(socket)));
    expect(await comesWhole()).toBe(true);
    expect(served.connections).toBeLessThanOrEqual(56);
    for (const socket of crowd) socket.destroy();
  });
});

describe("what happens to the file", () => {
  it("does not matter when another one takes its name", async () => {
    const secret = join(served.folder, "secret.txt");
    renameSync(served.path, join(served.folder, "moved.mp4"));
    symlinkSync(secret, served.path);
    expect(await comesWhole()).toBe(true);
    rmSync(served.path);
    writeFileSync(served.path, "another film");
    expect(await comesWhole()).toBe(true);
    rmSync(join(served.folder, "moved.mp4"));
    expect(await comesWhole()).toBe(true);
  });

  it("ends the answer when it becomes shorter, so that nothing is taken for its rest", async () => {
    const socket = served.connect();
    truncateSync(served.path, 64 * 1024 * 1024);
    socket.write(`GET ${served.url.pathname} HTTP/1.1\r\nHost: tv\r\n\r\n`);
    await once(socket, "readable");
    truncateSync(served.path, 1000);
    const answer = await untilClosed(socket);
    expect(statusOf(answer)).toBe(200);
    expect(answer.length).toBeLessThan(64 * 1024 * 1024);
    const now = await fetch(served.url);
    expect([now.status, now.headers.get("content-length")]).toEqual([200, "1000"]);
    await now.body?.cancel();
  });

  it("is out of reach as soon as playback ends, also for who is being served", async () => {
    truncateSync(served.path, 64 * 1024 * 1024);
    const socket = served.connect();
    socket.pause();
    socket.write(`GET ${served.url.pathname} HTTP/1.1\r\nHost: tv\r\n\r\n`);
    await expect.poll(() => served.connections).toBe(1);
    await served.stop();
    await served.stop();
    expect((await untilClosed(socket.resume())).length).toBeLessThan(64 * 1024 * 1024);
    await expect(fetch(served.url)).rejects.toThrow();
  });
});

/** Connected, or refused, or thrown out again. */
async function settled(socket: Socket): Promise<void> {
  if (!socket.connecting) return;
  await new Promise<void>((resolve) => {
    socket.once("connect", () => resolve());
    socket.once("close", () => resolve());
  });
}
