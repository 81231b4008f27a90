import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Variant } from "dbus-next";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ArtworkFile } from "../../src/main/app/media-session/artwork-file.ts";
import { sessionBusPath } from "../../src/main/app/media-session/dbus-address.ts";
import { MediaSession } from "../../src/main/app/media-session/media-session.ts";
import { MprisSurface } from "../../src/main/app/media-session/mpris.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import type { NowPlaying } from "../../src/shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../src/shared/model/session.ts";
import { ScriptedService, session, summary } from "../support/cli-world.ts";
import { KeyringSession } from "../support/keyring-session.ts";
import { MediaClient } from "../support/media-client.ts";
import { episode } from "../support/playing.ts";
import { realRuntime } from "../support/runtime.ts";

const NAME = "org.mpris.MediaPlayer2.armchair";
const done = async () => {};
const features = {
  play: "available",
  pause: "available",
  "play-pause": "available",
  next: "available",
  previous: "unavailable",
  "set-position": "available",
  "set-volume": "available",
  "set-shuffle": "available",
  "set-repeat": "available",
} as const;
const pixels = Uint8Array.of(1, 2, 3);

let bus: KeyringSession;
let client: MediaClient;
let service: ScriptedService;
let shown: MediaSession;
let folder = "";
let revision = 1;
let raised = 0;

beforeEach(async () => {
  bus = await KeyringSession.empty();
  client = new MediaClient(bus.environment["DBUS_SESSION_BUS_ADDRESS"] ?? "");
  folder = mkdtempSync(join(tmpdir(), "armchair-mpris-"));
  raised = 0;
  service = new ScriptedService([summary()], {
    "remote.media": done,
    "playback.seek": done,
    "playback.shuffle": done,
    "playback.repeat": done,
    "volume.set": async () => {
      throw new RemoteError("rejected", "");
    },
    "playback.artwork": async () => ({
      id: "art-1",
      mimeType: "image/png",
      width: 1,
      height: 1,
      bytes: pixels,
    }),
  });
  service.selectedId = "tv-1";
  service.session = session({ connection: { phase: "offline" } });
  shown = await open();
});
afterEach(async () => {
  client.close();
  await shown.close();
  await bus.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<MediaSession> {
  const runtime = realRuntime();
  const opened = await MediaSession.open({
    service,
    clock: runtime.clock,
    log: runtime.log,
    artwork: new ArtworkFile(folder),
    raise: () => {
      raised += 1;
    },
    quit: () => {},
    open: (act) =>
      MprisSurface.open({
        runtime,
        path: sessionBusPath(bus.environment) ?? "",
        userId: process.getuid?.() ?? 0,
        processId: 77,
        act,
      }),
  });
  if (opened === null) throw new Error("there is no media session");
  return opened;
}

function tell(change: Partial<SessionSnapshot>): void {
  revision += 1;
  service.session = session({ revision, features, ...change });
  service.emit("session", service.session);
}

/** The device is connected and this plays; the client follows. */
async function plays(nowPlaying: NowPlaying | null = episode({ state: "playing" })): Promise<void> {
  tell({ nowPlaying });
  await expect.poll(() => client.players()).toEqual([NAME]);
  await client.follow(NAME);
}

describe("the player on the bus", () => {
  it("is there exactly while a device is connected", async () => {
    expect(await client.players()).toEqual([]);
    await plays(null);
    expect(await client.all("org.mpris.MediaPlayer2")).toMatchObject({
      Identity: "Armchair",
      DesktopEntry: "armchair",
      CanRaise: true,
      CanQuit: true,
      HasTrackList: false,
    });
    expect(await client.all()).toMatchObject({ PlaybackStatus: "Stopped", CanSeek: false });
    tell({ connection: { phase: "offline" } });
    await expect.poll(() => client.players()).toEqual([]);
    tell({ nowPlaying: null });
    await expect.poll(() => client.players()).toEqual([NAME]);
  });

  it("says what plays, in the words of MPRIS, with the picture as a private file", async () => {
    const wallMs = Date.now();
    await plays(episode({ state: "paused", position: { seconds: 75, wallMs, rate: 0 } }));
    await expect.poll(() => client.get("Metadata")).toHaveProperty("mpris:artUrl");
    const { Metadata, ...rest } = await client.all();
    expect(rest).toEqual({
      PlaybackStatus: "Paused",
      LoopStatus: "None",
      Rate: 1,
      Shuffle: true,
      Volume: 0.4,
      Position: 75_000_000n,
      MinimumRate: 1,
      MaximumRate: 1,
      CanGoNext: true,
      CanGoPrevious: false,
      CanPlay: true,
      CanPause: true,
      CanSeek: true,
      CanControl: true,
    });
    const metadata = Metadata as Record<string, unknown>;
    expect(metadata).toMatchObject({
      "mpris:length": 2_045_000_000n,
      "xesam:title": "Pop",
      "xesam:artist": ["The Bear"],
      "xesam:album": "S2 E5",
    });
    expect(readFileSync(fileURLToPath(String(metadata["mpris:artUrl"])))).toEqual(
      Buffer.from(pixels),
    );
  });

  it("tells each change once, a new track with a new id, and never the last one's picture", async () => {
    await plays();
    await expect.poll(() => client.get("Metadata")).toHaveProperty("mpris:artUrl");
    const before = (await client.get("Metadata")) as Record<string, unknown>;
    client.changes.length = 0;
    tell({ nowPlaying: episode({ state: "playing" }) });
    tell({ nowPlaying: episode({ state: "paused" }) });
    // What follows within a tenth of a second would be told together with it.
    await expect.poll(() => client.changes.length).toBe(1);
    tell({
      nowPlaying: episode({ state: "paused", itemId: "2", title: "Sundae", artworkId: null }),
    });
    await expect.poll(() => client.changes.length).toBe(2);
    const [status, track] = client.changes;
    expect(status).toEqual({ PlaybackStatus: "Paused" });
    const metadata = track?.["Metadata"] as Record<string, unknown>;
    expect(metadata["xesam:title"]).toBe("Sundae");
    expect(metadata["mpris:trackid"]).not.toBe(before["mpris:trackid"]);
    expect(metadata).not.toHaveProperty("mpris:artUrl");
  });

  it("has a position that runs, and says only when it jumps", async () => {
    const wallMs = Date.now();
    const at = (seconds: number, later = 0) =>
      episode({ state: "playing", position: { seconds, wallMs: wallMs + later, rate: 1 } });
    await plays(at(100));
    expect(Number(await client.get("Position"))).toBeGreaterThanOrEqual(100_000_000);
    tell({ nowPlaying: at(105.2, 5000) });
    tell({ nowPlaying: at(600, 5000) });
    await expect.poll(() => client.jumps.length).toBe(1);
    expect(Number(client.jumps[0])).toBeGreaterThan(590_000_000);
    expect(client.changes.filter((change) => "Position" in change)).toEqual([]);
  });

  it.each([
    ["PlayPause", "play-pause"],
    ["Play", "play"],
    ["Pause", "pause"],
    ["Next", "next"],
    ["Stop", "stop"],
  ])("%s reaches the device", async (method, command) => {
    await plays();
    await client.call(method);
    expect(service.called("remote")).toEqual([["remote.media", "tv-1", command]]);
  });

  it("does nothing for what the device cannot do now", async () => {
    await plays();
    await client.call("Previous");
    expect(service.called("remote")).toEqual([]);
  });

  it("seeks from where it is and to a place, in this track only", async () => {
    await plays(episode({ position: { seconds: 75, wallMs: Date.now(), rate: 0 } }));
    const { "mpris:trackid": track } = (await client.get("Metadata")) as Record<string, unknown>;
    await client.call("Seek", -10_000_000n);
    await client.call("Seek", -500_000_000n);
    await client.call("Seek", 5_000_000_000n);
    await client.call("SetPosition", track, 90_000_000n);
    await client.call("SetPosition", "/org/armchair/track/999", 10_000_000n);
    await client.call("SetPosition", track, -1n);
    expect(service.called("playback.seek").map(([, , seconds]) => seconds)).toEqual([65, 0, 90]);
    expect(service.called("remote")).toEqual([["remote.media", "tv-1", "next"]]);
  });

  it("takes shuffle, loop and volume, and says when the device refuses", async () => {
    await plays();
    await client.set("Shuffle", new Variant("b", false));
    await client.set("LoopStatus", new Variant("s", "Playlist"));
    expect(service.called("playback").slice(-2)).toEqual([
      ["playback.shuffle", "tv-1", "off"],
      ["playback.repeat", "tv-1", "all"],
    ]);
    await expect(client.set("Volume", new Variant("d", 0.55))).rejects.toThrow("rejected");
    expect(service.called("volume")).toEqual([["volume.set", "tv-1", 55.00000000000001]]);
    await expect(client.set("CanPlay", new Variant("b", true))).rejects.toThrow();
  });

  it("brings the app to the front when asked", async () => {
    await plays();
    await client.root("Raise");
    expect(raised).toBe(1);
  });

  it("takes another name when one of us has the usual one", async () => {
    await plays();
    const second = await open();
    tell({ nowPlaying: null });
    await expect.poll(() => client.players()).toEqual([NAME, `${NAME}.instance77`]);
    await second.close();
    await expect.poll(() => client.players()).toEqual([NAME]);
  });

  it("leaves no name and no picture behind", async () => {
    await plays();
    await expect.poll(() => client.get("Metadata")).toHaveProperty("mpris:artUrl");
    await shown.close();
    expect(await client.players()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("without a bus", () => {
  it("says so, soon", async () => {
    const options = { runtime: realRuntime(), userId: 0, processId: 1, act: done };
    await expect(MprisSurface.open({ ...options, path: "/nonexistent" })).rejects.toMatchObject({
      code: "refused",
    });
  });
});
