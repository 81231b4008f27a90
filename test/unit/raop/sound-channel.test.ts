import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Occurrence } from "../../../src/main/runtime/signal.ts";
import type { SoundStatus } from "../../../src/main/sound/engine.ts";
import { decodeDmap, dmapText } from "../../../src/main/wire/dmap.ts";
import { headerOf } from "../../../src/main/wire/http.ts";
import { playingStatus, songTags } from "../../support/fake-sound.ts";
import { pngOf } from "../../support/png.ts";
import { ScriptedSpeaker, usualSpeaker } from "../../support/scripted-raop.ts";

let speaker: ScriptedSpeaker;
/** Another volume is remembered. */
const told = new Occurrence<void>();
const picture = { mimeType: "image/png", bytes: pngOf(2, 2) } as const;
const channel = () => {
  if (speaker.channel === undefined) throw new Error("it takes no sound");
  return speaker.channel;
};
const operations = () => channel().operations;
const hear = async (changes: Partial<SoundStatus>) => {
  speaker.sound.status.set(playingStatus(changes));
  await speaker.settle();
};
const titles = () =>
  speaker.requests
    .filter((one) => headerOf(one, "Content-Type") === "application/x-dmap-tagged")
    .map(({ body }) => dmapText(decodeDmap(body), "mlit", "minm"));
const progress = () =>
  speaker.told("text/parameters").filter((text) => text.startsWith("progress"));
const volumes = () => speaker.told("text/parameters").filter((text) => text.startsWith("volume"));

beforeEach(async () => {
  speaker = await ScriptedSpeaker.start();
});

afterEach(async () => {
  await speaker.stop();
  const { lan, runtime, sound } = speaker;
  expect([lan.openHandles, runtime.clock.armedTimers]).toEqual([0, 0]);
  const listened = [sound.status, sound.trackOver, told].map(({ listenerCount }) => listenerCount);
  expect(listened).toEqual([0, 0, 0]);
});

describe("a channel of sound", () => {
  it("IF-091 holds nothing and leads nothing while nothing sounds", () => {
    expect(speaker.requests).toEqual([]);
    const { features, leads, nowPlaying, volume } = channel().state.value;
    expect(features).toMatchObject({ "stream-file": "available", "set-volume": "unavailable" });
    expect([leads, nowPlaying, volume]).toEqual([undefined, undefined, undefined]);
  });

  it("IF-030 IF-032 leads with what its controls mean while it sounds", async () => {
    await speaker.play();
    const { features, leads, nowPlaying, volume } = channel().state.value;
    expect(leads).toEqual(["media", "press", "seek", "skip", "volumeStep", "setVolume", "artwork"]);
    expect(features).toMatchObject({ title: "available", "set-position": "available" });
    expect(nowPlaying).toMatchObject({ itemId: "song", title: "Prélude", state: "playing" });
    expect(volume).toEqual({ control: "absolute", percent: 50 });
  });

  it("IF-033 QK-02 gives everything back in the moment in which it ends", async () => {
    const before = channel().state.value;
    const part = await speaker.play();
    await part.leave();
    expect(channel().state.value).toEqual(before);
    await expect(operations().media?.("pause")).rejects.toMatchObject({ code: "unavailable" });
    await expect(operations().setVolume?.(10)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("IF-091 is busy while it sounds, and while it starts to", async () => {
    const first = speaker.play();
    await expect(speaker.play()).rejects.toMatchObject({ code: "busy" });
    const part = await first;
    await expect(speaker.play()).rejects.toMatchObject({ code: "busy" });
    await part.leave();
    await (await speaker.play()).leave();
  });

  it("QK-09 is not busy after a start that failed", async () => {
    speaker.script = () => ({ status: 500 });
    await expect(speaker.play()).rejects.toMatchObject({ code: "rejected" });
    speaker.script = usualSpeaker;
    await (await speaker.play()).leave();
  });

  it("a probe is one question on a connection of its own, and any answer will do", async () => {
    speaker.script = () => ({ status: 400 });
    await channel().probe();
    expect(speaker.methods).toEqual(["OPTIONS"]);
    speaker.script = () => null;
    const probed = expect(channel().probe(1000)).rejects.toMatchObject({ code: "timeout" });
    await speaker.runtime.clock.advance(1000);
    await probed;
    expect(await channel().closed).toMatchObject({ kind: "failed", error: { code: "timeout" } });
  });
});

describe("a speaker whose volume is remembered", () => {
  let percent: number | null;
  const volumeFeatures = () => {
    const { features } = channel().state.value;
    return [features.volume, features["set-volume"], features["volume-up"]];
  };

  beforeEach(async () => {
    await speaker.stop();
    percent = null;
    speaker = await ScriptedSpeaker.start(undefined, undefined, {
      percent: () => percent,
      set: (wanted) => {
        percent = wanted;
        told.emit();
      },
      onChange: (listener) => told.on(listener),
    });
  });

  it("IF-120 IF-121 RA-13 is set while nothing sounds, 0 included (QK-11), and asks nobody", async () => {
    expect(volumeFeatures()).toEqual(["unavailable", "available", "available"]);
    expect(channel().state.value.volume).toEqual({ control: "absolute", percent: null });
    await operations().setVolume?.(0);
    expect(percent).toBe(0);
    expect(volumeFeatures()).toEqual(["available", "available", "available"]);
    expect(channel().state.value.volume).toEqual({ control: "absolute", percent: 0 });
    expect(channel().state.value.leads).toBeUndefined();
    expect(speaker.requests).toEqual([]);
  });

  it("IF-122 goes in steps of five, from 33 where nobody has said yet, up to both ends", async () => {
    await operations().volumeStep?.("up");
    expect(percent).toBe(38);
    percent = 98;
    await operations().volumeStep?.("up");
    expect(percent).toBe(100);
    percent = 3;
    await operations().volumeStep?.("down");
    expect(percent).toBe(0);
  });

  it("RA-13 is the receiver's while it sounds, and what is remembered after that", async () => {
    percent = 20;
    const part = await speaker.play({ volume: 20 });
    const before = volumes().length;
    await operations().setVolume?.(50);
    expect(volumes().slice(before)).toEqual(["volume: -15.000000\r\n"]);
    expect(percent, "who plays remembers it").toBe(20);
    expect(channel().state.value.volume?.percent).toBe(50);
    await part.leave();
    expect(channel().state.value.volume?.percent).toBe(20);
    await channel().close();
    await expect(operations().setVolume?.(10)).rejects.toMatchObject({ code: "lost" });
  });
});

describe("the controls of a speaker that sounds", () => {
  it.each(["play", "pause", "play-pause", "next", "previous", "stop"] as const)(
    "%s is the session's",
    async (command) => {
      await speaker.play();
      await operations().media?.(command);
      expect(speaker.commands).toEqual([command]);
    },
  );

  it("has one button, and neither winds nor clicks", async () => {
    await speaker.play();
    await operations().press?.("play-pause", "tap");
    expect(speaker.commands).toEqual(["play-pause"]);
    for (const pressed of [
      operations().press?.("menu", "tap"),
      operations().press?.("play-pause", "hold"),
      operations().media?.("rewind-begin"),
    ]) {
      await expect(pressed).rejects.toMatchObject({ code: "unsupported" });
    }
  });

  it("seeks and skips in what is heard, within its ends", async () => {
    const wallMs = speaker.runtime.clock.wallMs();
    await hear({ position: { seconds: 100, wallMs, rate: 1 } });
    await speaker.play();
    await operations().seek?.(-4);
    await operations().skip?.(10);
    await operations().skip?.(-1000);
    await operations().skip?.(1000);
    expect(speaker.commands).toEqual([0, 110, 0, 180]);
    await hear({ canSeek: false });
    await expect(operations().skip?.(10)).rejects.toMatchObject({ code: "unavailable" });
    expect(channel().state.value.features["set-position"]).toBe("unavailable");
  });

  it("IF-121 IF-122 sets its own volume, in steps of five up to both ends", async () => {
    await speaker.play({ volume: 92 });
    for (const step of ["up", "up", "up"] as const) await operations().volumeStep?.(step);
    expect(channel().state.value.volume?.percent).toBe(100);
    await operations().setVolume?.(7);
    for (const step of ["down", "down"] as const) await operations().volumeStep?.(step);
    expect(channel().state.value.volume?.percent).toBe(0);
    expect(volumes().at(-1)).toBe("volume: -144.000000\r\n");
    expect(speaker.commands).toEqual([]);
  });

  it("keeps the volume that a speaker refuses to change", async () => {
    await speaker.play({ volume: 40 });
    speaker.script = () => ({ status: 500 });
    await expect(operations().setVolume?.(80)).rejects.toMatchObject({ code: "rejected" });
    expect(channel().state.value.volume?.percent).toBe(40);
    speaker.script = usualSpeaker;
  });

  it("has the picture of what is heard, and none that is no picture", async () => {
    await hear({ tags: { ...songTags, picture } });
    await speaker.play();
    const shown = await operations().artwork?.({ width: 100, height: 100 });
    expect(shown).toMatchObject({ mimeType: "image/png", width: 2, height: 2 });
    expect(shown?.id).toBe(channel().state.value.nowPlaying?.artworkId);
    await hear({ tags: { ...songTags, picture: { ...picture, bytes: Uint8Array.of(1, 2) } } });
    expect(await operations().artwork?.({ width: 100, height: 100 })).toBeNull();
    await hear({});
    expect(channel().state.value.nowPlaying?.artworkId).toBeNull();
  });

  it("a delay goes to its packets alone", async () => {
    const part = await speaker.play({ delayMs: 20 });
    expect(speaker.sound.leg.delayMs).toBe(20);
    part.setDelay(-30);
    expect(speaker.sound.leg.delayMs).toBe(-30);
  });
});

describe("what a receiver is told of what it plays (RA-07)", () => {
  it("is the track, its picture and where it stands, from the time at which that is heard", async () => {
    const wallMs = speaker.runtime.clock.wallMs();
    const position = { seconds: 2, wallMs, rate: 0 };
    await hear({ position, tags: { ...songTags, picture } });
    await speaker.play();
    await speaker.settle();
    const tags = speaker.request("SET_PARAMETER", 1);
    expect(headerOf(tags, "RTP-Info")).toBe(`rtptime=${1000 + 2 * 44_100}`);
    expect(decodeDmap(tags.body)).toEqual([
      [
        "mlit",
        [
          ["minm", "Prélude"],
          ["asar", "Claude"],
          ["asal", "Images"],
          ["asgn", "Piano"],
          ["astm", 180_000],
        ],
      ],
    ]);
    const shown = speaker.request("SET_PARAMETER", 2);
    expect(headerOf(shown, "Content-Type")).toBe("image/png");
    expect(shown.body).toEqual(picture.bytes);
    expect(progress()).toEqual([`progress: 1000/${1000 + 88_200}/${1000 + 180 * 44_100}\r\n`]);
  });

  it("comes again with another track, another seek and another title of a radio, and only then", async () => {
    await speaker.play();
    await speaker.settle();
    await hear({ state: "paused" });
    await hear({});
    expect([titles().length, progress().length]).toEqual([1, 1]);
    await hear({ rtp: { start: 500_000, end: 600_000 } });
    expect([titles().length, progress().length]).toEqual([1, 2]);
    await hear({ trackId: "other", tags: { ...songTags, title: "Nocturne" } });
    expect(titles()).toEqual(["Prélude", "Nocturne"]);
    await hear({ trackId: "other", tags: { ...songTags, onAir: "Now: a jingle" } });
    expect(titles().at(-1)).toBe("Now: a jingle");
  });

  it("a picture that is over is taken away", async () => {
    await hear({ tags: { ...songTags, picture } });
    await speaker.play();
    await speaker.settle();
    await hear({ trackId: "other" });
    const last = speaker.requests.filter((one) =>
      headerOf(one, "Content-Type")?.startsWith("image/"),
    );
    expect(last.map((one) => headerOf(one, "Content-Type"))).toEqual(["image/png", "image/none"]);
  });

  it("RA-15 what never ends has no progress, and still a title", async () => {
    await hear({
      rtp: { start: 0, end: null },
      canSeek: false,
      tags: { ...songTags, durationS: null },
    });
    await speaker.play();
    await speaker.settle();
    expect(progress()).toEqual([]);
    expect(titles()).toEqual(["Prélude"]);
    expect(channel().state.value.nowPlaying?.isLive).toBe(true);
  });

  it("progress counts on over the end of 32 bits", async () => {
    const wallMs = speaker.runtime.clock.wallMs();
    const rtp = { start: 0xffff_fff0, end: (0xffff_fff0 + 180 * 44_100) >>> 0 };
    await hear({ rtp, position: { seconds: 1, wallMs, rate: 0 } });
    await speaker.play();
    await speaker.settle();
    expect(progress()).toEqual([`progress: 4294967280/${44_100 - 16}/${180 * 44_100 - 16}\r\n`]);
  });

  it("a receiver that refuses to know goes on sounding, and is told of the next track", async () => {
    speaker.script = (request) =>
      request.method === "SET_PARAMETER" ? { status: 501 } : usualSpeaker(request);
    const part = await speaker.play();
    await speaker.settle();
    await hear({ trackId: "other", tags: { ...songTags, title: "Nocturne" } });
    expect(titles()).toEqual(["Prélude", "Nocturne"]);
    await part.leave();
    expect(await part.ended).toEqual({ kind: "left" });
  });
});

describe("what it is told without having said that it wants it", () => {
  it("RA-07 is nothing", async () => {
    await speaker.stop();
    speaker = await ScriptedSpeaker.start({ et: "0", cn: "0,1" });
    await hear({ tags: { ...songTags, picture } });
    await speaker.play();
    await speaker.settle();
    const told = speaker.requests.filter(({ method }) => method === "SET_PARAMETER");
    expect(told.map(({ body }) => Buffer.from(body).toString())).toEqual([
      "volume: -15.000000\r\n",
    ]);
  });
});
