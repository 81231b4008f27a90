import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { describeAirPlay } from "../../src/main/protocols/airplay/describe.ts";
import { planMedia } from "../../src/main/protocols/airplay/media/plan-media.ts";
import type { Channel, MediaEnd, MediaItem } from "../../src/main/protocols/plugin.ts";
import { advertised } from "../support/advertised.ts";
import { openContext } from "../support/companion-device.ts";
import { failure } from "../support/media-world.ts";
import type { PyatvFake } from "../support/pyatv-fake.ts";
import { type FakeAirPlayState, startPyatvFakeAirPlay } from "../support/pyatv-fake-airplay.ts";
import { realRuntime } from "../support/runtime.ts";

interface Played {
  readonly url: string | null;
  readonly start: number;
  readonly session: string;
  readonly content: string | null;
  readonly plays: number;
}

const EXAMPLE = "http://example.test/stream.mp4";
const runtime = realRuntime();

let fake: PyatvFake<FakeAirPlayState>;
let channel: Channel;

const item = (changes: Partial<MediaItem> = {}): MediaItem => ({
  urlFor: async () => EXAMPLE,
  title: "Example",
  mimeType: "video/mp4",
  startS: 0,
  durationS: null,
  ...changes,
});
async function play(what = item()): Promise<MediaEnd> {
  const { operations } = channel;
  if (operations.playMedia === undefined) throw new Error("it plays");
  const { ended } = await operations.playMedia(what, new AbortController().signal);
  return await ended;
}
const played = async () => (await fake.do("played")) as Played;

beforeAll(async () => {
  fake = await startPyatvFakeAirPlay();
});
afterAll(() => fake.stop());

beforeEach(async () => {
  const txt = { features: "0x5A7FFFF7,0xE", model: "AppleTV3,2" };
  const service = advertised("_airplay._tcp", txt, { addresses: ["127.0.0.1"], port: fake.port });
  const services = [{ ...describeAirPlay(service), advertised: service }];
  const device = { identifiers: ["f"], name: "Fake", addresses: ["127.0.0.1"], services };
  const [plan] = planMedia(device, {});
  if (plan === undefined) throw new Error("a plan");
  channel = await plan.open(openContext(runtime));
});
afterEach(() => channel.close());

describe("pyatv's fake AirPlay plays an address (TS-01)", () => {
  test("AP-41 AP-44 idle, then playing, then over", async () => {
    for (const state of ["idle", "playing", "idle"]) await fake.do(state);
    expect(await play()).toEqual({ kind: "finished" });
    const { url, start, session } = await played();
    expect(url).toBe(EXAMPLE);
    expect(start).toBe(0);
    expect(session).toMatch(/^[\da-f-]{36}$/);
  });

  test("AP-43 two 500s are asked again", async () => {
    const before = (await played()).plays;
    await fake.do("play_fails", 2);
    for (const state of ["playing", "idle"]) await fake.do(state);
    expect(await play()).toEqual({ kind: "finished" });
    expect((await played()).plays - before).toBe(3);
  });

  test("AP-43 503 for ever is a refusal", async () => {
    await fake.do("never_authenticates", true);
    expect(await failure(play())).toMatchObject({
      code: "rejected",
      details: { deviceCode: 503 },
    });
    await fake.do("never_authenticates", false);
  });

  test("AP-44 403 once it plays harms nothing by itself", async () => {
    for (const state of ["playing", "no_permission", "playing", "idle"]) await fake.do(state);
    expect(await play()).toEqual({ kind: "finished" });
  });

  test("AP-44 a device that stays idle never started", async () => {
    expect(await play()).toMatchObject({ kind: "failed", error: { code: "timeout" } });
  });

  test("AP-40 it fetches a local file from the address that reaches us", async () => {
    const server: Server = createServer((_, response) => response.end("a file for testing"));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    for (const state of ["playing", "idle"]) await fake.do(state);
    const urlFor = async (localAddress: string) => `http://${localAddress}:${port}/film.txt`;
    expect(await play(item({ urlFor }))).toEqual({ kind: "finished" });
    expect(await played()).toMatchObject({ content: "a file for testing" });
    await new Promise((closed) => server.close(closed));
  });

  test("FE-08 says that it plays, and answers a probe", async () => {
    expect(channel.state.value.features["play-url"]).toBe("available");
    await channel.probe();
  });
});
