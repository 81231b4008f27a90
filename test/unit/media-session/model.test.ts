import { describe, expect, it } from "vitest";
import { sessionBusPath } from "../../../src/main/app/media-session/dbus-address.ts";
import { MediaKeys } from "../../../src/main/app/media-session/media-keys.ts";
import { type MediaState, mediaStateOf } from "../../../src/main/app/media-session/model.ts";
import { meaningOfCall, meaningOfSet } from "../../../src/main/app/media-session/mpris-calls.ts";
import {
  NO_TRACK,
  PLAYER,
  playerValues,
  positionOf,
} from "../../../src/main/app/media-session/mpris-properties.ts";
import { type DbusValue, variant } from "../../../src/main/wire/dbus/value.ts";
import type { FeatureStates } from "../../../src/shared/model/features.ts";
import type { NowPlaying } from "../../../src/shared/model/now-playing.ts";
import { session } from "../../support/cli-world.ts";
import { episode } from "../../support/playing.ts";

const features: FeatureStates = {
  play: "available",
  pause: "available",
  next: "available",
  "set-position": "available",
  "set-volume": "available",
};

function stateOf(nowPlaying: NowPlaying | null, given = features): MediaState {
  const state = mediaStateOf(session({ nowPlaying, features: given }));
  if (state === null) throw new Error("there is a connection, so there is a state");
  return state;
}

describe("what the system is told", () => {
  it("is nothing while no device is connected", () => {
    expect(mediaStateOf(null)).toBeNull();
    expect(mediaStateOf(session({ connection: { phase: "connecting", attempt: 1 } }))).toBeNull();
  });

  it("is the device's name while nothing plays", () => {
    expect(stateOf(null)).toMatchObject({ status: "stopped", title: "Living Room", artist: "" });
  });

  it.each([
    ["playing", "playing"],
    ["seeking", "playing"],
    ["paused", "paused"],
    ["loading", "paused"],
    ["stopped", "stopped"],
  ] as const)("says of what is %s that it is %s", (state, status) => {
    expect(stateOf(episode({ state })).status).toBe(status);
  });

  it("puts a song's own artist and album before anything made up", () => {
    const song = { seriesName: null, seasonNumber: null, episodeNumber: null };
    expect(stateOf(episode({ ...song, artist: "Ada", album: "Songs" }))).toMatchObject({
      title: "Pop",
      artist: "Ada",
      album: "Songs",
    });
    expect(stateOf(episode({ ...song, title: null }))).toMatchObject({ title: "TV", artist: "" });
  });

  it("offers what the device does now: no seeking without a position, no volume without percent", () => {
    expect(stateOf(episode()).can).toMatchObject({ play: true, seek: true, volume: true });
    expect(stateOf(episode({ position: null })).can.seek).toBe(false);
    const steps = session({ features, volume: { control: "relative", percent: null } });
    expect(mediaStateOf(steps)?.can.volume).toBe(false);
    expect(stateOf(episode(), { "play-pause": "available" })).toMatchObject({
      playsByToggle: true,
      can: { play: true, pause: true, next: false },
    });
  });
});

describe("MPRIS", () => {
  const call = (member: string, signature = "", ...body: readonly DbusValue[]) =>
    meaningOfCall({ iface: PLAYER, member, signature, body }, stateOf(episode()), "/t/1", 0);

  it("has no length and no artwork for what has none, and no track for nothing", () => {
    const live = playerValues(stateOf(episode({ durationS: null })), "/t/1", null);
    const names = (live["Metadata"] as [string, unknown][]).map(([name]) => name);
    expect(names).toEqual(["mpris:trackid", "xesam:title", "xesam:artist", "xesam:album"]);
    expect(playerValues(stateOf(null), NO_TRACK, null)["Metadata"]).toEqual([
      ["mpris:trackid", variant("o", NO_TRACK)],
    ]);
  });

  it("counts in microseconds, never past the end", () => {
    const moving = stateOf(episode({ position: { seconds: 2040, wallMs: 0, rate: 1 } }));
    expect(positionOf(moving, 2500)).toBe(2_042_500_000n);
    expect(positionOf(moving, 60_000)).toBe(2_045_000_000n);
    expect(positionOf(stateOf(null), 0)).toBe(0n);
  });

  it("takes no method with other arguments than its own, and opens no address", () => {
    expect(call("Seek", "s", "x")).toBe("unknown");
    expect(call("SetPosition", "x", 1n)).toBe("unknown");
    expect(call("OpenUri", "s", "file:///etc/passwd")).toBe("unknown");
    expect(call("Explode")).toBe("unknown");
  });

  it.each<[string, DbusValue, unknown]>([
    ["Volume", variant("d", 1.7), { do: "volume", percent: 100 }],
    ["Volume", variant("d", -1), { do: "volume", percent: 0 }],
    ["Volume", variant("d", Number.NaN), "unknown"],
    ["Volume", variant("s", "loud"), "unknown"],
    ["Shuffle", variant("b", true), "nothing"],
    ["LoopStatus", variant("s", "Sometimes"), "unknown"],
    ["Rate", variant("d", 0), { do: "pause" }],
    ["Rate", variant("d", 2), "nothing"],
  ])("setting %s to %o means %o", (property, value, meaning) => {
    expect(meaningOfSet(property, value, stateOf(episode()))).toEqual(meaning);
  });
});

describe("the session bus", () => {
  it.each([
    [{ DBUS_SESSION_BUS_ADDRESS: "unix:path=/run/user/1000/bus" }, "/run/user/1000/bus"],
    [{ DBUS_SESSION_BUS_ADDRESS: "unix:path=/tmp/a%20b,guid=0f" }, "/tmp/a b"],
    [{ DBUS_SESSION_BUS_ADDRESS: "tcp:host=x,port=1;unix:abstract=/tmp/dbus-x" }, "\0/tmp/dbus-x"],
    [{ DBUS_SESSION_BUS_ADDRESS: "tcp:host=x,port=1" }, null],
    [{ DBUS_SESSION_BUS_ADDRESS: "unix:path=%zz" }, null],
    [{ XDG_RUNTIME_DIR: "/run/user/1000" }, "/run/user/1000/bus"],
    [{}, null],
  ])("of %j is at %j", (environment, path) => {
    expect(sessionBusPath(environment)).toBe(path);
  });
});

describe("media keys where there is no MPRIS", () => {
  it("are ours exactly while something plays or is paused", async () => {
    const held = new Map<string, () => void>();
    const acted: string[] = [];
    const keys = new MediaKeys(
      {
        // Another program has this one.
        register: (key, pressed) => key !== "MediaStop" && held.set(key, pressed) !== undefined,
        unregister: (key) => void held.delete(key),
      },
      async (action) => void acted.push(action.do),
    );
    keys.show(stateOf(null));
    expect([...held.keys()]).toEqual([]);
    keys.show(stateOf(episode({ state: "playing" })));
    keys.show(stateOf(episode({ state: "paused" })));
    expect([...held.keys()]).toEqual(["MediaPlayPause", "MediaNextTrack", "MediaPreviousTrack"]);
    held.get("MediaPlayPause")?.();
    held.get("MediaNextTrack")?.();
    expect(acted).toEqual(["play-pause", "next"]);
    keys.show(stateOf(episode({ state: "stopped" })));
    expect([...held.keys()]).toEqual([]);
    keys.show(stateOf(episode({ state: "playing" })));
    await keys.close();
    expect([...held.keys()]).toEqual([]);
  });
});
