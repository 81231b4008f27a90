import { describe, expect, it } from "vitest";
import { PlayRequests } from "../../src/main/app/play-requests.ts";
import { createLog } from "../../src/main/runtime/log.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import type { DeviceSummary } from "../../src/shared/model/device.ts";
import type { FileObstacle } from "../../src/shared/model/media.ts";
import { aDevice } from "../support/renderer/fixtures.ts";

function world(obstacle: FileObstacle | null = null, devices: readonly DeviceSummary[] = []) {
  const played: unknown[] = [];
  const sent: unknown[] = [];
  const shown: unknown[] = [];
  let refusal: RemoteError | null = null;
  const requests = new PlayRequests({
    log: createLog(
      () => {},
      () => 0,
    ),
    offer: async (path) => {
      if (path.includes("missing")) throw new RemoteError("not-found", "no such file");
      const facts = { id: "offer-1", name: "f.mp4", bytes: 1, mimeType: "video/mp4" } as const;
      const kind = path.endsWith(".mp3") ? "audio" : "video";
      return { ...facts, kind, durationS: 1, obstacle };
    },
    play: async (...args) => {
      if (refusal) throw refusal;
      played.push(args);
    },
    offerSound: async (path) => {
      if (!path.endsWith(".mp3")) throw new RemoteError("invalid", "nothing in it that sounds");
      const facts = { title: "Song", artist: null, album: null, durationS: 1, hasPicture: false };
      return [{ id: "sound-1", kind: "file", ...facts }];
    },
    playSound: async (...args) => void sent.push(args),
    devices: () => devices,
    show: () => void shown.push(true),
  });
  const refuse = (error: RemoteError | null) => {
    refusal = error;
  };
  return { requests, played, sent, shown, refuse };
}

const aLink = (device: string | null = null) =>
  ({ source: "link", url: "https://films.example/a/b%20c.mp4", device, startS: 5 }) as const;

describe("something to play from outside", () => {
  it("waits for a person, and plays on the device that they chose", async () => {
    const { requests, played, shown } = world();
    await requests.ask(aLink());
    expect(requests.request.value).toMatchObject({
      title: "b c.mp4 (films.example)",
      source: "link",
      deviceId: null,
    });
    expect([played, shown]).toEqual([[], [true]]);
    await requests.answer(requests.request.value?.id ?? "", "tv");
    expect(played).toEqual([["tv", { url: "https://films.example/a/b%20c.mp4" }, 5]]);
    expect(requests.request.value).toBeNull();
  });

  it("plays nothing after a no, and an old answer answers nothing", async () => {
    const { requests, played } = world();
    await requests.ask({ source: "file", path: "/films/f.mp4" });
    const { id = "" } = requests.request.value ?? {};
    await requests.answer(id, null);
    expect(requests.request.value).toBeNull();
    await expect(requests.answer(id, "tv")).rejects.toMatchObject({ code: "not-found" });
    expect(played).toEqual([]);
  });

  it("stays for another try when the device refuses it", async () => {
    const { requests, played, refuse } = world();
    await requests.ask(aLink());
    const { id = "" } = requests.request.value ?? {};
    refuse(new RemoteError("busy", "somebody else plays there"));
    await expect(requests.answer(id, "tv")).rejects.toMatchObject({ code: "busy" });
    expect(requests.request.value?.id).toBe(id);
    refuse(null);
    await requests.answer(id, "den");
    expect(played).toEqual([["den", { url: "https://films.example/a/b%20c.mp4" }, 5]]);
    expect(requests.request.value).toBeNull();
  });

  it("takes the place of one that nobody answered", async () => {
    const { requests, played } = world();
    await requests.ask(aLink());
    const first = requests.request.value?.id ?? "";
    await requests.ask({ source: "file", path: "/films/f.mp4" });
    await expect(requests.answer(first, "tv")).rejects.toMatchObject({ code: "not-found" });
    await requests.answer(requests.request.value?.id ?? "", "tv");
    expect(played).toEqual([["tv", { offer: "offer-1" }, 0]]);
  });

  it("names the device by identifier, or by a name that only one has", async () => {
    const one = aDevice({ id: "one", name: "Living Room", identifiers: ["AA:BB"] });
    const twins = [aDevice({ id: "two", name: "Den" }), aDevice({ id: "three", name: "Den" })];
    const { requests } = world(null, [one, ...twins]);
    for (const [device, id] of [
      ["living room", "one"],
      ["aa:bb", "one"],
      ["Den", null],
      ["Attic", null],
    ] as const) {
      await requests.ask(aLink(device));
      expect(requests.request.value?.deviceId).toBe(id);
    }
  });

  it("says what is wrong with it instead of playing it", async () => {
    const { requests, played } = world();
    await requests.ask({ source: "file", path: "/missing/f.mp4" });
    expect(requests.request.value?.problem).toMatchObject({ code: "not-found" });
    const { id = "" } = requests.request.value ?? {};
    await expect(requests.answer(id, "tv")).rejects.toMatchObject({ code: "not-found" });
    await requests.ask(new RemoteError("invalid", "no link"));
    expect(requests.request.value?.problem).toMatchObject({ code: "invalid" });
    expect(played).toEqual([]);
  });

  it("sends music to a speaker, and has a device fetch it that takes no sound", async () => {
    const kitchen = aDevice({ id: "kitchen", playsMedia: true, playsSound: true });
    const old = aDevice({ id: "old", playsMedia: true, playsSound: false });
    const { requests, played, sent } = world(null, [kitchen, old]);
    await requests.ask({ source: "file", path: "/songs/s.mp3" });
    expect(requests.request.value?.isSound).toBe(true);
    await requests.answer(requests.request.value?.id ?? "", "kitchen");
    expect([sent, played]).toEqual([[["kitchen", [{ offer: "sound-1" }]]], []]);
    await requests.ask({ source: "file", path: "/songs/s.mp3" });
    await requests.answer(requests.request.value?.id ?? "", "old");
    expect(played).toEqual([["old", { offer: "offer-1" }, 0]]);
  });

  it("sends a link to what only takes sound, and has a film fetched by what plays both", async () => {
    const speaker = aDevice({ id: "speaker", playsMedia: false, playsSound: true });
    const tv = aDevice({ id: "tv", playsMedia: true, playsSound: true });
    const { requests, played, sent } = world(null, [speaker, tv]);
    const { url } = aLink();
    await requests.ask(aLink());
    await requests.answer(requests.request.value?.id ?? "", "speaker");
    await requests.ask(aLink());
    await requests.answer(requests.request.value?.id ?? "", "tv");
    expect([sent, played]).toEqual([[["speaker", [{ url }]]], [["tv", { url }, 5]]]);
    await requests.ask({ ...aLink(), url: "https://radio.example/live.m3u" });
    await requests.answer(requests.request.value?.id ?? "", "tv");
    expect(sent[1]).toEqual(["tv", [{ url: "https://radio.example/live.m3u" }]]);
  });

  it("sends a chosen song at once, whatever would keep a TV from fetching it", async () => {
    const kitchen = aDevice({ id: "kitchen", playsSound: true });
    const given = world({ reason: "container", what: "FLAC" }, [kitchen]);
    await given.requests.chosen("/songs/s.mp3", "kitchen");
    expect(given.sent).toEqual([["kitchen", [{ offer: "sound-1" }]]]);
    expect(given.requests.request.value).toBeNull();
  });

  it("plays a file that a person chose for a device at once, but for one that it may not play", async () => {
    const plain = world();
    await plain.requests.chosen("/films/f.mp4", "tv");
    expect(plain.played).toEqual([["tv", { offer: "offer-1" }, 0]]);
    const odd = world({ reason: "container", what: "Matroska" });
    await odd.requests.chosen("/films/f.mkv", "tv");
    expect(odd.played).toEqual([]);
    expect(odd.requests.request.value).toMatchObject({
      deviceId: "tv",
      obstacle: { what: "Matroska" },
    });
  });
});
