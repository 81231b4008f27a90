import { describe, expect, it } from "vitest";
import { MediaRemoteChannel } from "../../../src/main/protocols/mrp/channel.ts";
import { stepPlayers } from "../../../src/main/protocols/mrp/player-model.ts";
import { commandOf, noPlayers } from "../../../src/main/protocols/mrp/players.ts";
import { Command } from "../../../src/main/wire/mrp/numbers.ts";
import { fromHex } from "../../support/mrp-messages.ts";
import { testRuntime } from "../../support/runtime.ts";
import { ScriptedSession } from "../../support/scripted-session.ts";

/** Messages that real devices sent, from public reports of their owners. */
const dumps = {
  /** tvOS 13, pyatv issue 214. */
  m1: "08112000b2010408011001",
  m2: "080420004ab40112450a04080610010a04080510010a0d081310002100000000000024400a0d08121000210000000000003e400a04080310010a04080110010a04080210010a07082d10018001001a020800300242004a5a0a140801120a4c6f756e6765726f6f6d18cc86bde204121508bf011210636f6d2e706c65786170702e706c65781a2b0a194d6564696152656d6f74652d44656661756c74506c61796572120e44656661756c7420506c61796572591003652194b4c141",
  /** tvOS 13.4, issue 636. */
  m6a: "08342000c203510d0000003f122432334337363542352d353230442d343136332d394230362d3844334342453430373237301a2443393334463538352d423942382d343533352d384646392d413244353543353334423544",
  m6b: "08342000c203510d0000e03e122432334337363542352d353230442d343136332d394230362d3844334342453430373237301a2443393334463538352d423942382d343533352d384646392d413244353543353334423544",
  m7: "082e20009203200a1e08c90d121974762e6d6f6c6f746f762e4d6f6c6f746f7641707050726f64",
  /** tvOS 14.7, issue 1526. */
  m9: "08372000da03260a240885011213636f6d2e6170706c652e5456416972506c617920f5033a07416972506c6179aa052434323141343142412d413145342d343834342d414539422d463035443833364541444146",
} as const;

const SPEAKER = "C934F585-B9B8-4535-8FF9-A2D55C534B5D";
const PLEX = "com.plexapp.plex";

function world() {
  const session = new ScriptedSession();
  const channel = new MediaRemoteChannel(session, testRuntime());
  return { session, channel, state: () => channel.state.value };
}

describe("messages of real devices, through the model", () => {
  it("M1: the keys change the volume, a number does not", () => {
    const { session, state } = world();
    session.push({ type: 15, deviceInfo: { deviceUid: SPEAKER } }, fromHex(dumps.m1));
    expect(state().volume).toEqual({ control: "relative", percent: null });
    expect(state().features["volume-up"]).toBe("available");
    expect(state().features["set-volume"]).toBe("unavailable");
  });

  it("M2: Plex is paused without an item, so nothing plays, and says how far it skips", () => {
    const { session, state } = world();
    const activeClient = { client: { bundleIdentifier: PLEX } };
    session.push({ type: 46, setNowPlayingClient: activeClient }, fromHex(dumps.m2));
    expect(state().nowPlaying).toBeNull();
    expect(state().features).toMatchObject({
      app: "available",
      "play-pause": "available",
      next: "available",
      // Not listed at all.
      stop: "unavailable",
      "set-position": "available",
      // Listed, but not enabled.
      "skip-forward": "unavailable",
    });
    const players = stepPlayers(noPlayers, fromHex(dumps.m2));
    const client = players.clients.get(PLEX) ?? null;
    expect(commandOf(client, Command.SkipForward)?.intervals).toEqual([30]);
    expect(commandOf(client, Command.SkipBackward)?.intervals).toEqual([10]);
  });

  it("M4: an Apple TV on tvOS 15 tells its build, its address, and that it is awake", () => {
    const { session, state } = world();
    session.push({
      type: 15,
      deviceInfo: {
        uniqueIdentifier: "C163EDB5-E40C-4424-B5A5-22D7C377FBB3",
        name: "Bureau",
        localizedModelName: "Apple\u00a0TV",
        systemBuildVersion: "19J346",
        deviceUid: "C163EDB5-E40C-4424-B5A5-22D7C377FBB3",
        managedConfigDeviceIdentifier: "50:de:06:b4:5f:60",
        deviceClass: 4,
        logicalDeviceCount: 1,
      },
    });
    expect(state().power).toBe("on");
    expect(state().facts).toMatchObject({ build: "19J346", mac: "50:DE:06:B4:5F:60" });
  });

  it("M6: two reports of a volume are two volumes", () => {
    const { session, state } = world();
    session.push({ type: 15, deviceInfo: { deviceUid: SPEAKER } }, fromHex(dumps.m6a));
    expect(state().volume?.percent).toBe(50);
    session.push(fromHex(dumps.m6b));
    expect(state().volume?.percent).toBe(43.8);
  });

  it("M6: of another speaker they are not the device's own", () => {
    const { session, state } = world();
    session.push({ type: 15, deviceInfo: { deviceUid: "another" } }, fromHex(dumps.m6a));
    expect(state().volume?.percent).toBeNull();
  });

  it("M7: an app without a name is the active one, and nothing plays yet", () => {
    const { session, state } = world();
    session.push(fromHex(dumps.m7));
    expect(state().nowPlaying).toBeNull();
    expect(state().features.app).toBe("available");
  });

  it("M9: the name comes before anything that plays", () => {
    const { session, state } = world();
    session.push(fromHex(dumps.m9));
    expect(state().nowPlaying).toBeNull();
    session.push(
      { type: 46, setNowPlayingClient: { client: { bundleIdentifier: "com.apple.TVAirPlay" } } },
      {
        type: 4,
        setState: {
          playbackState: 1,
          playerPath: { client: { bundleIdentifier: "com.apple.TVAirPlay" } },
        },
      },
    );
    expect(state().nowPlaying?.app).toEqual({ id: "com.apple.TVAirPlay", name: "AirPlay" });
  });
});
