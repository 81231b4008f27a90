import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { afterEach, describe, expect, it } from "vitest";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { until } from "../../src/main/runtime/signal.ts";
import type { VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import {
  decodeBplist,
  encodeBplist,
  PlistReal,
  type PlistRecord,
  plistDict,
} from "../../src/main/wire/bplist.ts";
import { encodePtp } from "../../src/main/wire/ptp.ts";
import { AirplayRemote } from "../support/airplay-remote.ts";
import { l16 } from "../support/sound-sender.ts";
import { TV_ADDRESS, type TvLan, tvLan } from "../support/tv-lan.ts";

const URI = "rtsp://10.0.0.101/1";
const KEY = new Uint8Array(32).fill(5);
const FRAMES = 352;
const RTP = 5_000;
const stream = { type: 96, audioFormat: 0x800, ct: 1, spf: FRAMES, sr: 44_100, shk: KEY };

/** The sound of AirPlay 2 on a HomePod, by a sender that does what it is told. */
describe("AirPlay 2 sound on a virtual HomePod", () => {
  let world: TvLan;
  let machine: Runtime;
  let remote: AirplayRemote;
  let ports: { data: number; control: number };

  const start = async (options: Omit<VirtualTvOptions, "runtime"> = {}) => {
    world = await tvLan({ model: "homepod-mini", ...options });
    machine = world.machine();
    remote = await world.run(AirplayRemote.connect(machine, TV_ADDRESS, world.tv.airplayPort));
    await world.run(remote.transient());
  };
  const session = () =>
    world.run(remote.setupEvents({ timingProtocol: "PTP", name: "Armchair", timingPeerInfo: {} }));
  const open = async (more: PlistRecord = {}) => {
    const answer = await world.run(
      remote.setup({ streams: [{ ...stream, controlPort: 50_001, ...more }] }),
    );
    if (answer.status !== 200 || answer.body.length === 0) return answer.status;
    const streams = plistDict(decodeBplist(answer.body))?.get("streams");
    const told = plistDict(Array.isArray(streams) ? streams[0] : undefined);
    ports = { data: Number(told?.get("dataPort")), control: Number(told?.get("controlPort")) };
    return answer.status;
  };
  const ask = (method: string, body?: PlistRecord | Uint8Array) =>
    world.run(remote.ask(method, method.startsWith("/") ? method : URI, body ? { body } : {}));
  const sealed = (index: number, key = KEY) => {
    const packet = new Uint8Array(12 + FRAMES * 4 + 16 + 8);
    const view = new DataView(packet.buffer);
    packet.set([0x80, 0x60]);
    view.setUint16(2, index);
    view.setUint32(4, RTP + index * FRAMES);
    view.setUint32(packet.length - 4, index);
    const nonce = new Uint8Array(12);
    nonce.set(packet.subarray(packet.length - 8), 4);
    const cipher = chacha20poly1305(key, nonce, packet.subarray(4, 12));
    packet.set(cipher.encrypt(l16(index).payload), 12);
    return packet;
  };
  const source = (count: number) =>
    Int16Array.from(Array.from({ length: count }, (_, at) => [...l16(at).samples]).flat());
  const report = () => {
    const { report } = world.tv.sound;
    if (report === null) throw new Error("nobody plays");
    return report;
  };

  afterEach(async () => {
    remote.close();
    await world.close();
    await world.clock.advance(1_000);
    expect(world.lan.openHandles).toBe(0);
    expect(world.clock.armedTimers).toBe(0);
  });

  it("opens packets in real time, and says when one does not open (PA-59, RA-06)", async () => {
    await start();
    const answer = await session();
    expect(plistDict(answer.get("timingPeerInfo"))?.get("Addresses")).toEqual([TV_ADDRESS]);
    expect(await open()).toBe(200);
    expect((await ask("RECORD")).status).toBe(200);
    const socket = await machine.network.openUdp({ host: "10.0.0.101", family: 4 });
    for (let index = 0; index < 5; index++) socket.send(sealed(index), TV_ADDRESS, ports.data);
    socket.send(sealed(5, new Uint8Array(32)), TV_ADDRESS, ports.data);
    await world.clock.advance(1);
    expect(world.tv.sound.received()).toEqual(source(5));
    expect(report().packets).toMatchObject({ direct: 6, sealedWrong: 1, missing: 0 });
    expect(report().sender).toMatchObject({ airplay: 2, name: "Armchair" });
    const feedback = await world.run(remote.ask("POST", "/feedback"));
    expect(plistDict(decodeBplist(feedback.body))?.get("streams")).toHaveLength(1);
    expect((await ask("TEARDOWN")).status).toBe(200);
    expect(report()).toMatchObject({ phase: "over", end: "sender" });
    socket.close();
  });

  it("fills a buffered stream, and hears it when the anchor says by the sender's clock", async () => {
    await start();
    await session();
    expect(await open({ type: 103 })).toBe(200);
    await ask("RECORD");
    expect((await ask("SETPEERS", encodeBplist([TV_ADDRESS, "10.0.0.101"]))).status).toBe(200);
    expect(report().peers).toEqual([TV_ADDRESS, "10.0.0.101"]);
    const tcp = await world.run(machine.network.connectTcp({ host: TV_ADDRESS, port: ports.data }));
    for (let index = 0; index < 10; index++) {
      const packet = sealed(index);
      const framed = new Uint8Array(packet.length + 2);
      new DataView(framed.buffer).setUint16(0, framed.length);
      framed.set(packet, 2);
      // The word before the time holds 23 bits of sequence and no version.
      framed.set([0, 0, packet[2] ?? 0, packet[3] ?? 0], 2);
      tcp.write(framed);
    }
    const clock = await machine.network.openUdp({ host: "10.0.0.101", family: 4 });
    const source1 = { clockId: 0x1234n, portNumber: 1 };
    const nowNs = 7_000_000_000n;
    const head = { source: source1, sequence: 9 };
    clock.send(encodePtp({ kind: "sync", ...head }), TV_ADDRESS, 319);
    clock.send(encodePtp({ kind: "follow-up", ...head, sentNs: nowNs }), TV_ADDRESS, 320);
    await world.clock.advance(1);
    expect(report().clock).toMatchObject({ kind: "ptp", clockId: "0000000000001234" });
    const anchor = {
      networkTimeSecs: 8,
      networkTimeFrac: 2n ** 63n,
      networkTimeTimelineID: 0x1234,
    };
    const rate = await ask("SETRATEANCHORTIME", {
      rate: new PlistReal(1),
      rtpTime: RTP,
      ...anchor,
    });
    expect(rate.status).toBe(200);
    // 1.5 s after the clock said 7.
    expect((world.tv.sound.dueMs(RTP) ?? 0) - world.clock.wallMs()).toBeCloseTo(1500, -2);
    await world.clock.advance(1400);
    expect(world.tv.sound.heard()).toHaveLength(0);
    await world.clock.advance(1000);
    expect(world.tv.sound.heard()).toEqual(source(10));
    const flush = { flushUntilSeq: 20, flushUntilTS: RTP + 20 * FRAMES };
    expect((await ask("SETRATEANCHORTIME", { rate: 0 })).status).toBe(200);
    expect((await ask("FLUSHBUFFERED", flush)).status).toBe(200);
    expect(report().flushes).toEqual([{ sequence: 20, rtpTime: RTP + 20 * FRAMES }]);
    tcp.close();
    clock.close();
  });

  it("cuts the sender off when another takes over (IF-033)", async () => {
    await start();
    await session();
    await open();
    world.tv.sound.interrupt();
    await world.clock.advance(10);
    expect(remote.isClosed("control")).toBe(true);
    expect(report().end).toBe("interrupted");
  });

  it("is busy, refuses a stream, or answers with nothing in it", async () => {
    await start();
    await session();
    world.tv.faults.sound.busy = true;
    expect(await open()).toBe(453);
    world.tv.faults.sound.busy = false;
    world.tv.faults.sound.refusals.set("stream", 400);
    expect(await open()).toBe(400);
    world.tv.faults.clear();
    world.tv.faults.sound.emptySetup = "stream";
    const empty = await world.run(remote.setup({ streams: [{ ...stream, controlPort: 1 }] }));
    expect([empty.status, empty.body.length]).toEqual([200, 0]);
    world.tv.faults.clear();
    for (const wrong of [{ ct: 2 }, { shk: new Uint8Array(8) }, { sr: 48_000 }, { spf: 0 }]) {
      expect(await open(wrong)).toBe(400);
    }
    expect(await open()).toBe(200);
  });

  it("answers a session by one clock with nothing, as a speaker does that knows the other", async () => {
    await start();
    world.tv.faults.sound.emptySetup = "ptp";
    const empty = await world.run(remote.setup({ timingProtocol: "PTP" }));
    expect([empty.status, empty.body.length]).toEqual([200, 0]);
  });

  it("says nothing to SETUP, as tvOS 27 does", async () => {
    await start();
    world.tv.faults.sound.silentSetup = "session";
    remote.send("SETUP", URI, { body: { timingProtocol: "PTP" } });
    await world.clock.advance(5_000);
    expect(world.tv.sound.report).toBeNull();
    expect(remote.isClosed("control")).toBe(false);
  });

  it("sets the HomePod's volume (RA-13)", async () => {
    await start();
    await session();
    await open();
    const headers = [["Content-Type", "text/parameters"]] as const;
    const body = new TextEncoder().encode("volume: -7.5\r\n");
    const asked = remote.ask("SET_PARAMETER", URI, { headers, body });
    expect((await world.run(asked)).status).toBe(200);
    const heard = until(world.tv.state, ({ volume }) => volume.percent === 75);
    await world.run(heard);
  });
});
