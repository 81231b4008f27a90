import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TcpListener, TcpStream } from "../../../src/main/runtime/network.ts";
import { openAirplayDoor } from "../../../src/main/virtual-tv/airplay-door.ts";
import { textOf, utf8 } from "../../../src/main/wire/bytes.ts";
import { settle } from "../../support/manual-clock.ts";
import { MemoryLan } from "../../support/memory-network.ts";
import { testRuntime } from "../../support/runtime.ts";

describe("the AirPlay port of a TV that takes no strangers (E52)", () => {
  let door: TcpListener;
  let stranger: TcpStream;
  let heard: string;

  beforeEach(async () => {
    const lan = new MemoryLan();
    const runtime = testRuntime({ network: lan.host("10.0.0.2") });
    door = await openAirplayDoor(runtime, { host: "0.0.0.0", port: 7000, version: "920.10.2" });
    stranger = await lan.host("10.0.0.9").connectTcp({ host: "10.0.0.2", port: 7000 });
    heard = "";
    stranger.onData((chunk) => {
      heard += textOf(chunk);
    });
  });

  afterEach(async () => {
    stranger.close();
    await door.close();
  });

  const send = async (...parts: string[]) => {
    for (const part of parts) stranger.write(utf8(part));
    await settle();
  };
  const statuses = () => heard.match(/(HTTP|RTSP)\/1\.[01] \d+/g);

  it("answers pairing with 470", async () => {
    await send("POST /pair-setup HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
    expect(heard).toMatch(/^HTTP\/1\.1 470 Connection Authorization Required\r\n/);
    expect(heard).toContain("Server: AirTunes/920.10.2\r\n");
  });

  it("answers everything else with 403, in the protocol and with the number that asked", async () => {
    await send("OPTIONS * RTSP/1.0\r\ncseq: 4\r\n\r\n");
    expect(heard).toMatch(/^RTSP\/1\.0 403 Forbidden\r\n/);
    expect(heard).toContain("CSeq: 4\r\n");
  });

  it("keeps requests apart however they are sliced, and reads over their bodies", async () => {
    const post = "POST /play HTTP/1.1\r\nContent-Length: 20\r\n\r\nGET / HTTP/1.1\r\n\r\n..";
    const get = "GET /pair-verify HTTP/1.1\r\n\r\n";
    await send(post + get + get);
    expect(statuses()).toEqual(["HTTP/1.1 403", "HTTP/1.1 470", "HTTP/1.1 470"]);
    heard = "";
    await send(...(post + get));
    expect(statuses()).toEqual(["HTTP/1.1 403", "HTTP/1.1 470"]);
  });

  it("hangs up on a head without end", async () => {
    let closed = false;
    void stranger.closed.then(() => {
      closed = true;
    });
    await send("x".repeat(20_000));
    await settle();
    expect(closed).toBe(true);
  });
});
