import { beforeEach, expect, test } from "vitest";
import type { Channel } from "../../../src/main/protocols/plugin.ts";
import { MessageType } from "../../../src/main/wire/mrp/numbers.ts";
import { openContext } from "../../support/companion-device.ts";
import { settle } from "../../support/manual-clock.ts";
import { openMrpWith } from "../../support/mrp-device.ts";
import { mrpWorld } from "../../support/scripted-mrp-device.ts";

let world: Awaited<ReturnType<typeof mrpWorld>>;
const open = (): Promise<Channel> => {
  const { description, credentials, runtime } = world;
  return openMrpWith(description, { mrp: credentials }, openContext(runtime));
};

beforeEach(async () => {
  world = await mrpWorld();
});

test("PA-50 after pair-verify nothing is readable any more", async () => {
  const channel = await open();
  const first = world.device.received.findIndex(({ type }) => type === MessageType.CryptoPairing);
  expect(first).toBe(1);
  // The device decrypts what came after M4 with the keys of the other side, or it would not answer.
  expect(world.device.count(MessageType.ClientUpdatesConfig)).toBe(1);
  world.device.pushBytes(Uint8Array.of(2, 0x08, 0x04));
  expect(await channel.closed).toMatchObject({ kind: "failed", error: { code: "malformed" } });
});

test("a device that encrypts in the same breath as its last word of pair-verify is understood", async () => {
  const { device } = world;
  device.afterVerify = [{ type: MessageType.DeviceInfoUpdate, deviceInfo: { name: "Attic" } }];
  const channel = await open();
  await channel.probe();
  expect(device.inOneSegment).toBe(true);
  await channel.close();
});

test("a message that was changed on the way ends the channel", async () => {
  const channel = await open();
  world.device.pushBytes(Uint8Array.of(20, ...new Uint8Array(20).fill(7)));
  expect(await channel.closed).toMatchObject({ kind: "failed", error: { code: "malformed" } });
  await settle();
  expect(world.device.connections).toBe(0);
});

test("the trace names types and identifiers, never what is inside", async () => {
  const lines: string[] = [];
  const trace = {
    enabled: true,
    record: (direction: string, channel: string, summary: string) =>
      void lines.push(`${direction} ${channel} ${summary}`),
  };
  const { description, credentials, runtime } = world;
  const context = openContext({ ...runtime, trace });
  const channel = await openMrpWith(description, { mrp: credentials }, context);
  await channel.close();
  expect(lines[0]).toMatch(/^out mrp 15 [0-9A-F-]{36}$/);
  expect(lines).toContain("out mrp 34");
  expect(lines).toContain("in mrp 34");
  expect(lines.every((line) => /^(in|out) mrp \d+( [0-9A-F-]{36})?$/.test(line))).toBe(true);
});

test("RB-03 the system itself probes the connection after a second of silence", async () => {
  const asked: unknown[] = [];
  const { description, runtime } = world;
  const { network } = runtime;
  const watched = {
    ...network,
    connectTcp: (options: Parameters<typeof network.connectTcp>[0]) => {
      asked.push(options.keepAliveIdleMs);
      return network.connectTcp(options);
    },
  };
  const context = openContext({ ...runtime, network: watched });
  const channel = await openMrpWith(description, {}, context);
  await channel.close();
  expect(asked).toEqual([1000]);
});
