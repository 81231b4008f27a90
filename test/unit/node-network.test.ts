import { describe, expect, it } from "vitest";
import type { TcpStream } from "../../src/main/runtime/network.ts";
import { createNodeNetwork } from "../../src/main/runtime/node-network.ts";

const network = createNodeNetwork();

async function accepted(test: () => boolean): Promise<void> {
  while (!test()) await new Promise((next) => setImmediate(next));
}

describe("the real network", () => {
  it("carries bytes both ways and keeps those that come before anybody listens", async () => {
    const accepted: Uint8Array[] = [];
    const server = await network.listenTcp({ host: "127.0.0.1", port: 0 }, (stream) => {
      stream.write(Uint8Array.of(1, 2, 3));
      stream.onData((chunk) => {
        accepted.push(chunk);
        stream.close();
      });
    });
    const client = await network.connectTcp({ host: "127.0.0.1", port: server.port });
    await Promise.resolve();
    const first = await new Promise<Uint8Array>((resolve) => client.onData(resolve));
    expect([...first]).toEqual([1, 2, 3]);
    client.write(Uint8Array.of(9));
    expect(await client.closed).toBeNull();
    expect(accepted.map((chunk) => [...chunk])).toEqual([[9]]);
    await server.close();
  });

  it("tells an orderly end from a reset", async () => {
    const ends: Promise<Error | null>[] = [];
    const server = await network.listenTcp({ host: "127.0.0.1", port: 0 }, (stream) => {
      ends.push(stream.closed);
      stream.onData(() => stream.close());
    });
    const { port } = server;
    const reset = await network.connectTcp({ host: "127.0.0.1", port });
    await accepted(() => ends.length === 1);
    reset.abort();
    expect(await reset.closed).toBeNull();
    expect(await ends[0]).toMatchObject({ code: "ECONNRESET" });
    const orderly = await network.connectTcp({ host: "127.0.0.1", port });
    orderly.close();
    expect(await orderly.closed).toBeNull();
    expect(await ends[1]).toBeNull();
    await server.close();
  });

  it("takes a socket away that is closed already, whose other end never hangs up", async () => {
    const streams: TcpStream[] = [];
    const server = await network.listenTcp({ host: "127.0.0.1", port: 0 }, (stream) => {
      streams.push(stream);
    });
    const client = await network.connectTcp({ host: "127.0.0.1", port: server.port });
    await accepted(() => streams.length === 1);
    client.write(Uint8Array.of(1));
    client.close();
    client.abort();
    expect(await client.closed).toBeNull();
    await server.close();
  });

  it("says refused when nobody listens", async () => {
    const server = await network.listenTcp({ host: "127.0.0.1", port: 0 }, () => {});
    const { port } = server;
    await server.close();
    await expect(network.connectTcp({ host: "127.0.0.1", port })).rejects.toMatchObject({
      code: "refused",
    });
  });

  it("gives up at once when the caller already changed its mind", async () => {
    const reason = new Error("changed my mind");
    await expect(
      network.connectTcp({ host: "127.0.0.1", port: 9, signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
  });

  it("lists loopback among its interfaces", () => {
    expect(network.interfaces.value.some((entry) => entry.address === "127.0.0.1")).toBe(true);
  });

  it("sends through a connected socket to that one place", async () => {
    const receiver = await network.openUdp({ host: "127.0.0.1", family: 4 });
    const sender = await network.openUdp({ host: "127.0.0.1", family: 4 });
    const heard: { bytes: number[]; port: number }[] = [];
    receiver.onMessage(({ bytes, port }) => heard.push({ bytes: [...bytes], port }));
    const send = sender.connect("127.0.0.1", receiver.port);
    send(Uint8Array.of(1, 2));
    send(Uint8Array.of(3, 4, 5).subarray(1));
    await accepted(() => heard.length === 2);
    expect(heard).toEqual([
      { bytes: [1, 2], port: sender.port },
      { bytes: [4, 5], port: sender.port },
    ]);
    sender.close();
    send(Uint8Array.of(6));
    receiver.close();
  });

  it("tells of a place that a socket cannot be connected to, and drops what is sent there", async () => {
    const sender = await network.openUdp({ host: "127.0.0.1", family: 4 });
    const errors: Error[] = [];
    sender.onError((error) => errors.push(error));
    const send = sender.connect("::1", 9);
    send(Uint8Array.of(1));
    await accepted(() => errors.length > 0);
    sender.close();
  });
});
