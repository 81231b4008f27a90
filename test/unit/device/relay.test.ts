import { describe, expect, it } from "vitest";
import { Relay, type RelayState } from "../../../src/main/device/relay.ts";
import type { ChannelState } from "../../../src/main/protocols/plugin.ts";
import type { NowPlaying } from "../../../src/shared/model/now-playing.ts";
import type { ProtocolId } from "../../../src/shared/model/protocol.ts";
import { FakeChannel, FakeTv } from "../../support/fake-plugin.ts";

function relayOf(states: Partial<Record<ProtocolId, ChannelState>>) {
  const relay = new Relay();
  const tv = new FakeTv();
  const channels = new Map<ProtocolId, FakeChannel>();
  for (const [id, state] of Object.entries(states) as [ProtocolId, ChannelState][]) {
    const channel = new FakeChannel(id, tv, state);
    channels.set(id, channel);
    relay.add(channel);
  }
  const channel = (id: ProtocolId) => channels.get(id) ?? expect.fail(`no ${id}`);
  return { relay, tv, channel };
}

const claims = (...names: (keyof ChannelState["features"])[]): ChannelState => ({
  features: Object.fromEntries(names.map((name) => [name, "available"])),
});

const playing = (itemId: string): NowPlaying => ({
  itemId,
  state: "playing",
  kind: "video",
  title: itemId,
  artist: null,
  album: null,
  genre: null,
  seriesName: null,
  seasonNumber: null,
  episodeNumber: null,
  contentId: null,
  iTunesStoreId: null,
  durationS: 100,
  position: { seconds: 1, wallMs: 0, rate: 1 },
  isLive: false,
  shuffle: null,
  repeat: null,
  app: null,
  artworkId: null,
  skipForwardS: 15,
  skipBackwardS: 15,
  audio: null,
  subtitles: null,
});

describe("the relay", () => {
  it("asks MRP, DMAP, Companion, AirPlay, RAOP in this order (IF-020)", async () => {
    const { relay, tv, channel } = relayOf({
      raop: claims("up"),
      airplay: claims("up"),
      companion: claims("up"),
      dmap: claims("up"),
      mrp: claims("up"),
    });
    for (const id of ["mrp", "dmap", "companion", "airplay", "raop"] as const) {
      await relay.pick("press", "up")("up", "tap");
      expect(tv.received.at(-1)).toBe(`${id} tap up`);
      relay.remove(channel(id));
    }
    expect(() => relay.pick("press", "up")).toThrow(
      expect.objectContaining({ code: "unsupported" }),
    );
  });

  it("asks Companion first for power, state and call alike (IF-021, QK-01)", async () => {
    const { relay, tv } = relayOf({
      mrp: { ...claims("turn-on", "turn-off", "power-state"), power: "off" },
      companion: { ...claims("turn-on", "turn-off", "power-state"), power: "on" },
    });
    await relay.pick("turnOff", "turn-off")();
    expect(tv.received).toEqual(["companion turn off"]);
    expect(relay.state.value.owners).toMatchObject({
      "turn-on": "companion",
      "turn-off": "companion",
      "power-state": "companion",
    });
    expect(relay.state.value.power).toBe("on");
  });

  it("takes the power state from another protocol while Companion does not know it (QK-01)", () => {
    const { relay } = relayOf({
      mrp: { ...claims("power-state"), power: "on" },
      companion: { features: { "power-state": "unsupported" }, power: "unknown" },
    });
    expect(relay.state.value.power).toBe("on");
    expect(relay.state.value.owners["power-state"]).toBe("mrp");
  });

  it("resolves each operation on its own (IF-022)", async () => {
    const { relay, tv } = relayOf({ mrp: claims("up"), companion: claims("app-list") });
    await relay.pick("press", "up")("up", "tap");
    await relay.pick("appList", "app-list")();
    expect(tv.received).toEqual(["mrp tap up", "companion apps"]);
  });

  it("does not send a call to a channel whose device cannot do it (IF-023 done better)", async () => {
    const { relay, tv } = relayOf({
      mrp: { features: { "volume-up": "unavailable" } },
      companion: claims("volume-up"),
    });
    await relay.pick("volumeStep", "volume-up")("up");
    expect(tv.received).toEqual(["companion volume up"]);
    expect(relay.state.value.owners["volume-up"]).toBe("companion");
    expect(relay.state.value.features["volume-up"]).toBe("available");
  });

  it("tells not now from never", () => {
    const { relay } = relayOf({
      companion: { features: { up: "unavailable", down: "unsupported" } },
    });
    expect(() => relay.pick("press", "up")).toThrow(
      expect.objectContaining({ code: "unavailable" }),
    );
    expect(() => relay.pick("press", "down")).toThrow(
      expect.objectContaining({ code: "unsupported" }),
    );
    expect(relay.state.value.features).toEqual({ up: "unavailable", down: "unsupported" });
  });

  it("follows the features as they change, state and call together (IF-024 done better)", async () => {
    const { relay, tv, channel } = relayOf({ mrp: claims("up"), companion: claims("up") });
    channel("mrp").set({ features: { up: "unavailable" } });
    expect(relay.state.value.owners.up).toBe("companion");
    await relay.pick("press", "up")("up", "tap");
    expect(tv.received).toEqual(["companion tap up"]);
  });

  it("refuses a second channel of one protocol (IF-027)", () => {
    const { relay } = relayOf({ companion: claims("up") });
    expect(() => relay.add(new FakeChannel("companion", new FakeTv()))).toThrow(
      expect.objectContaining({ code: "bug" }),
    );
  });

  it("prefers the one that leads for what it leads and for nothing else (IF-030, IF-031)", async () => {
    const { relay, tv, channel } = relayOf({
      mrp: claims("up", "volume-up", "app-list"),
      raop: claims("volume-up"),
    });
    channel("raop").set({ leads: ["volumeStep", "appList"] });
    await relay.pick("volumeStep", "volume-up")("up");
    await relay.pick("press", "up")("up", "tap");
    await relay.pick("appList", "app-list")();
    expect(tv.received).toEqual(["raop volume up", "mrp tap up", "mrp apps"]);
    expect(relay.state.value.owners["volume-up"]).toBe("raop");
    channel("raop").set({ leads: [] });
    expect(relay.state.value.owners["volume-up"]).toBe("mrp");
  });

  it("lets the first that leads lead on: another one leads all it wants or nothing (IF-030)", () => {
    const { relay, channel } = relayOf({
      mrp: claims("volume-up", "up"),
      airplay: claims("up", "volume-up"),
      raop: claims("volume-up"),
    });
    channel("raop").set({ leads: ["volumeStep"] });
    channel("airplay").set({ leads: ["press", "volumeStep"] });
    expect(relay.state.value.owners).toMatchObject({ up: "mrp", "volume-up": "raop" });
    channel("raop").set({ leads: [] });
    expect(relay.state.value.owners, "its turn has come").toMatchObject({
      up: "airplay",
      "volume-up": "airplay",
    });
  });

  it("tells everybody the usual state again when the lead ends (IF-033, QK-02)", () => {
    const { relay, channel } = relayOf({ mrp: claims("up"), raop: claims("up") });
    channel("raop").set({ leads: ["press"] });
    const told: RelayState[] = [];
    relay.state.on((state) => told.push(state));
    channel("raop").set({ leads: [] });
    expect(told.map(({ owners }) => owners.up)).toEqual(["mrp"]);
    channel("raop").set({ leads: [] });
    expect(told, "once").toHaveLength(1);
  });

  it("tells it even when nothing that is shown differs (QK-02)", () => {
    const { relay, channel } = relayOf({ mrp: claims("up"), raop: { features: {} } });
    channel("raop").set({ leads: ["press"] });
    let told = 0;
    relay.state.on(() => {
      told += 1;
    });
    channel("raop").set({ leads: [] });
    expect(told).toBe(1);
  });

  it("forgets a lead with the channel that held it", () => {
    const { relay, channel } = relayOf({ mrp: claims("up"), raop: claims("up") });
    channel("raop").set({ leads: ["press"] });
    relay.remove(channel("raop"));
    expect(relay.state.value.owners.up).toBe("mrp");
  });

  it("shows the volume of the channel that changes it, else of one that knows (IF-026)", () => {
    const { relay, channel } = relayOf({
      companion: { ...claims("volume-up"), volume: { control: "unknown", percent: null } },
      raop: { ...claims("volume-up"), volume: { control: "absolute", percent: 33 } },
    });
    expect(relay.state.value.volume).toEqual({ control: "absolute", percent: 33 });
    channel("companion").set({ volume: { control: "relative", percent: null } });
    expect(relay.state.value.volume).toEqual({ control: "relative", percent: null });
  });

  it("shows the volume of the channel that can change it, not of one that says it cannot (QK-01)", () => {
    const none = { control: "none", percent: null } as const;
    const relative = { control: "relative", percent: null } as const;
    const { relay, channel } = relayOf({
      mrp: {
        features: { "set-volume": "unavailable", "volume-up": "unavailable" },
        volume: none,
      },
      companion: { features: { "volume-up": "available" }, volume: relative },
    });
    expect(relay.state.value.volume).toBe(relative);
    expect(relay.state.value.owners["volume-up"]).toBe("companion");
    channel("companion").set({ features: { "volume-up": "unavailable" } });
    expect(relay.state.value.volume).toBe(none);
  });

  it("gives play to whoever can: available beats unknown beats unavailable (IF-023 done better)", async () => {
    const { relay, tv, channel } = relayOf({
      mrp: { features: { play: "unavailable" } },
      companion: { features: { play: "unknown" } },
    });
    const owner = async () => {
      await relay.pick("media", "play")("play");
      return [relay.state.value.owners.play, tv.received.at(-1)];
    };
    expect(await owner()).toEqual(["companion", "companion media play"]);
    channel("mrp").set({ features: { play: "available" } });
    expect(await owner()).toEqual(["mrp", "mrp media play"]);
  });

  it("shows what MediaRemote says plays, the leader's while it leads, and its again (IF-025, QK-02)", () => {
    const film = playing("film");
    const song = playing("song");
    const { relay, channel } = relayOf({
      mrp: { ...claims("play"), nowPlaying: film },
      raop: { ...claims("play"), nowPlaying: null },
      companion: claims("play"),
    });
    expect(relay.state.value.nowPlaying).toBe(film);
    channel("raop").set({ leads: ["media"] });
    expect(relay.state.value.nowPlaying, "nothing, says the leader").toBeNull();
    channel("raop").set({ nowPlaying: song });
    expect(relay.state.value.nowPlaying).toBe(song);
    const shown: (string | undefined)[] = [];
    relay.state.on(({ nowPlaying }) => shown.push(nowPlaying?.itemId));
    channel("raop").set({ leads: [] });
    expect(shown).toEqual(["film"]);
    relay.remove(channel("mrp"));
    relay.remove(channel("raop"));
    expect(relay.state.value.nowPlaying, "no ghost of it").toBeNull();
  });

  it("takes the position from the usual channel where the leader tells none, for the same item only", () => {
    const ours: NowPlaying = { ...playing("ours"), position: null, durationS: null };
    const theirs = playing("as the remotes see it");
    const { relay, channel } = relayOf({
      mrp: { ...claims("play"), nowPlaying: theirs },
      airplay: { ...claims("play"), nowPlaying: ours, leads: ["media"] },
    });
    const shown = () => relay.state.value.nowPlaying;
    expect(shown()).toMatchObject({ itemId: "ours", position: theirs.position, durationS: 100 });
    channel("airplay").set({ nowPlaying: { ...ours, durationS: 101 } });
    expect(shown()).toMatchObject({ position: theirs.position, durationS: 101 });
    channel("airplay").set({ nowPlaying: { ...ours, durationS: 5000 } });
    expect(shown(), "another film").toMatchObject({ position: null, durationS: 5000 });
    channel("airplay").set({ nowPlaying: ours });
    channel("mrp").set({ nowPlaying: { ...theirs, state: "paused" } });
    expect(shown(), "what was paused for ours").toMatchObject({ position: null });
    const own = { seconds: 7, wallMs: 0, rate: 1 };
    channel("airplay").set({ nowPlaying: { ...ours, position: own } });
    expect(shown()?.position).toBe(own);
  });

  it("lists the speakers that the protocol lists which sets them (IF-026, IF-123)", () => {
    const speakers = [{ id: "tv", name: "TV", volume: 40, isLeader: true }];
    const { relay } = relayOf({
      companion: claims("up"),
      mrp: { ...claims("up"), outputs: speakers },
    });
    expect(relay.state.value.outputs).toBe(speakers);
  });

  it("collects what the device says of itself, but not by which identifiers it is known", () => {
    const { relay } = relayOf({
      mrp: { ...claims("up"), facts: { build: "23K54", outputDeviceId: "secret" } },
      airplay: { ...claims("up"), facts: { build: "old", rawModel: "AppleTV14,1" } },
    });
    expect(relay.state.value.facts).toEqual({ build: "23K54", rawModel: "AppleTV14,1" });
  });

  it("tells nobody of a state that says the same, and keeps what did not change", () => {
    const { relay, channel } = relayOf({ companion: { ...claims("up", "down"), power: "on" } });
    const before = relay.state.value;
    let told = 0;
    relay.state.on(() => {
      told += 1;
    });
    channel("companion").set({
      ...claims("up", "down"),
      volume: { control: "unknown", percent: null },
    });
    expect(told).toBe(0);
    channel("companion").set({ power: "off" });
    expect(told).toBe(1);
    expect(relay.state.value.features).toBe(before.features);
    expect(relay.state.value.owners).toBe(before.owners);
  });

  it("shows the text field of the main keyboard protocol (IF-026)", () => {
    const keyboard = { focused: true, text: "hi", secure: false, prompt: "" };
    const { relay, channel } = relayOf({ companion: { ...claims("text-set"), keyboard } });
    expect(relay.state.value.keyboard).toEqual(keyboard);
    relay.remove(channel("companion"));
    expect(relay.state.value.keyboard.focused).toBeNull();
  });

  it("leaves no listener behind when a channel goes", () => {
    const { relay, channel } = relayOf({ companion: claims("up") });
    relay.remove(channel("companion"));
    expect(channel("companion").state.listenerCount).toBe(0);
    expect(relay.state.value.protocols).toEqual([]);
  });
});
