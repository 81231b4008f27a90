import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "../../src/main/runtime/secret.ts";
import type { TvModel } from "../../src/main/virtual-tv/model.ts";
import { makePicture } from "../../src/main/virtual-tv/tv-pictures.ts";
import { VirtualTv, type VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { findFrames, noise, type WavFile, writeWav } from "../support/noise-wav.ts";
import { PEER_ADDRESS } from "../support/peers.ts";
import { PyatvClient } from "../support/pyatv-client.ts";
import { realRuntime } from "../support/runtime.ts";

const PIN = "0271";
// ASCII alone: pyatv 0.18.0 counts letters instead of bytes, and other titles break its message.
const TAGS = { title: "Slack Water", artist: "The Paper Boats", album: "Low Tide" };
const samples = noise(1.5);
const cover = makePicture({ kind: "gradient", seed: 3, width: 300, height: 300 }, 0, 0).bytes;

let wav: WavFile;
let tv: VirtualTv;
let client: PyatvClient;

beforeAll(async () => {
  wav = await writeWav(samples);
});

afterAll(() => wav?.remove());

const start = async (model: TvModel, options: Partial<VirtualTvOptions> = {}) => {
  const name = `Sound ${model}`;
  tv = await VirtualTv.start({
    runtime: realRuntime(),
    name,
    model,
    pin: PIN,
    interfaces: (entry) => entry.address === PEER_ADDRESS,
    ...options,
  });
  client = await PyatvClient.start();
  expect(await client.scan(name)).toHaveLength(1);
};

const pairAirplay = async () => {
  await client.pair("AirPlay");
  expect(await client.finish(PIN)).toBe(true);
  await client.trust("RAOP", await client.credentials("AirPlay"));
};

const stream = async (tags = TAGS) => {
  await client.stream(wav.path, tags, cover);
  return client.event("streamed");
};

afterEach(async () => {
  await client?.stop();
  await tv?.close();
});

/** What arrived is what was sent, with pyatv's padding behind it. */
const expectEveryFrame = () => {
  const report = tv.sound.report;
  expect(report?.packets).toMatchObject({
    resent: 0,
    missing: 0,
    duplicates: 0,
    timeJumps: 0,
    sealedWrong: 0,
    malformed: 0,
  });
  const received = tv.sound.received();
  expect(findFrames(received, samples)).toBe(0);
  expect(received.subarray(samples.length).every((sample) => sample === 0)).toBe(true);
};

describe("pyatv sends sound to our speakers (TS-14, RA-03)", () => {
  it.each(["airport-express", "apple-tv-3"] as const)(
    "AirPlay 1, %s: every frame, tags, cover and volume (RA-04, RA-07, RA-08)",
    async (model) => {
      await start(model);
      await client.connect(["RAOP"]);
      expect(await stream()).toBeNull();
      expectEveryFrame();
      const report = tv.sound.report;
      expect(report).toMatchObject({
        phase: "over",
        end: "sender",
        format: { codec: "l16", cipher: "none", transport: "realtime", timing: "ntp" },
        tags: { ...TAGS, genre: null },
        artwork: { mimeType: "image/jpeg", bytes: cover },
      });
      expect(report?.sender.userAgent).toBe("AirPlay/550.10");
      expect(report?.marked).toEqual([report?.flushes[0]?.sequence]);
      expect(report?.syncs[0]).toMatchObject({ isFirst: true, shiftMs: 0 });
      // pyatv rounds the length up to whole seconds.
      expect(report?.progress?.end).toBe((report?.progress?.start ?? 0) + 88_200);
      expect(Math.abs(report?.clock?.offsetMs ?? Number.NaN)).toBeLessThan(50);
    },
  );

  it("sets the volume that it was told of before, in AirPlay's scale (RA-13)", async () => {
    await start("airport-express");
    await client.connect(["RAOP"]);
    await client.call("audio.set_volume", 25);
    expect(await stream()).toBeNull();
    expect(tv.sound.report?.volumeDb).toBeCloseTo(-22.5, 3);
    expect(tv.state.value.volume.percent).toBeCloseTo(25, 3);
  });

  it("does auth-setup where an AirPort Express wants that (RA-03)", async () => {
    await start("airport-express");
    await client.connect(["RAOP"]);
    expect(await stream()).toBeNull();
    await tv.received("sound auth-setup");
  });

  it("sets the volume once more when it was refused before RECORD (RA-13)", async () => {
    await start("airport-express");
    tv.faults.sound.refusesEarlyVolume = true;
    await client.connect(["RAOP"]);
    await client.call("audio.set_volume", 40);
    expect(await stream()).toBeNull();
    expect(tv.sound.report?.volumes).toHaveLength(1);
    const { requests = [] } = tv.sound.report ?? {};
    expect(requests.filter((each) => each === "SET_PARAMETER volume")).toHaveLength(2);
  });

  it("shows the password, and is told that it is wrong (RA-05)", async () => {
    await start("airport-express", {
      access: "password",
      airplayPassword: new Secret("open sesame"),
    });
    await client.password("RAOP", "guess");
    await client.connect(["RAOP"]);
    expect(await stream()).toContain("AuthenticationError");
    await client.close();
    await client.password("RAOP", "open sesame");
    await client.connect(["RAOP"]);
    expect(await stream()).toBeNull();
    expectEveryFrame();
  });

  it("is turned away while another sender plays (SC-63)", async () => {
    await start("airport-express");
    tv.faults.sound.busy = true;
    await client.connect(["RAOP"]);
    expect(await stream()).toContain("453");
    expect(tv.sound.report).toBeNull();
  });

  it("sends again what was lost, every packet of it (RA-12)", async () => {
    await start("airport-express");
    tv.faults.sound.loss = 0.05;
    await client.connect(["RAOP"]);
    const streamed = stream();
    // What is lost last of all is never noticed: nothing comes after it.
    await tv.sound.until(({ packets }) => packets.direct >= 180);
    tv.faults.sound.loss = 0;
    expect(await streamed).toBeNull();
    const { packets } = tv.sound.report ?? {};
    expect(packets?.dropped).toBeGreaterThan(0);
    expect(packets).toMatchObject({ missing: 0, recovered: packets?.dropped });
    expect(findFrames(tv.sound.received(), samples)).toBe(0);
  });

  it("AirPlay 2, homepod-mini by transient pairing: every frame opens (RA-06, PA-59)", async () => {
    await start("homepod-mini");
    await client.connect(["RAOP"]);
    expect(await stream()).toBeNull();
    expectEveryFrame();
    expect(tv.sound.report).toMatchObject({
      format: { codec: "l16", cipher: "chacha20-poly1305", transport: "realtime", timing: "ntp" },
      tags: { ...TAGS },
      artwork: { bytes: cover },
    });
    expect(tv.sound.report?.feedbacks).toBeGreaterThan(0);
    expect(tv.sound.report?.sender).toMatchObject({ airplay: 2, name: "pyatv" });
  });

  it.each(["apple-tv-4k-tvos26", "apple-tv-hd-tvos14"] as const)(
    "AirPlay 2, %s by HAP: every frame opens, and what plays is shown (RA-06, IF-093)",
    async (model) => {
      await start(model);
      await pairAirplay();
      await client.connect(["RAOP"]);
      await client.stream(wav.path, TAGS, cover);
      await tv.received("sound");
      expect(tv.state.value.player?.queue).toMatchObject([{ kind: "music", ...TAGS }]);
      expect(await client.event("streamed")).toBeNull();
      expectEveryFrame();
      expect(tv.state.value.player).toBeNull();
    },
  );
});
