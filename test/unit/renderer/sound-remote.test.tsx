import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { NowPlayingWindow } from "../../../src/renderer/features/now-playing/now-playing-window.tsx";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import type { DeviceSummary } from "../../../src/shared/model/device.ts";
import type { FeatureStates } from "../../../src/shared/model/features.ts";
import {
  aDevice,
  allFeatures,
  anEpisode,
  aSession,
  aSong,
  aSpeaker,
  noSound,
} from "../../support/renderer/fixtures.ts";
import { bath, kitchen, soundHouse, soundStage } from "./sound-stage.tsx";
import { connected, stage } from "./stage.tsx";

const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });
const card = () => screen.findByRole("region", { name: "Sound from this computer" });

describe("the sound that is sent, on the remote of any device", () => {
  it("has its name, the number of its speakers, pause and stop", async () => {
    const speakers = [aSpeaker(), aSpeaker({ deviceId: "bath" })];
    const { bridge, tell } = await soundStage({ speakers });
    const on = within(await card());
    expect(on.getByText("On 2 speakers")).toBeTruthy();
    fireEvent.click(on.getByRole("button", { name: "Pause what this computer sends" }));
    await tell({ state: "paused", speakers: [aSpeaker()] });
    expect(on.getByText("On Kitchen")).toBeTruthy();
    fireEvent.click(on.getByRole("button", { name: "Play what this computer sends" }));
    fireEvent.click(on.getByRole("button", { name: "Stop sending sound" }));
    expect(bridge.calls).toEqual([
      ["sound.command", "pause"],
      ["sound.command", "play"],
      ["sound.command", "stop"],
    ]);
  });

  it("opens the queue and the speakers, and goes when nothing is sent", async () => {
    const { tell, container } = await soundStage();
    fireEvent.click(within(await card()).getByRole("button", { name: /Open it large/ }));
    expect(await screen.findByRole("dialog", { name: "Sound from this computer" })).toBeTruthy();
    await tell(noSound());
    expect(container.querySelector(".sound-card")).toBeNull();
  });

  it("names the station's song rather than the station", async () => {
    await soundStage({ onAir: "Gnossienne No. 1" });
    expect(within(await card()).getByText("Gnossienne No. 1")).toBeTruthy();
  });

  it("stands beside what the device itself plays, and in place of it where that is the same", async () => {
    const bridge = soundHouse();
    bridge.hold(aSession({ nowPlaying: anEpisode() }));
    const { container, tell } = await soundStage({}, bridge);
    await card();
    expect(container.querySelector(".playing-strip")).not.toBeNull();
    await tell({ speakers: [aSpeaker({ deviceId: "tv", name: "Living Room" })] });
    expect(container.querySelector(".playing-strip")).toBeNull();
  });

  it("tells a pause that failed where it was pressed", async () => {
    const { bridge, pass } = await soundStage();
    bridge.refuse("sound.command", { code: "lost", message: "" });
    const on = within(await card());
    fireEvent.click(on.getByRole("button", { name: /^Pause/ }));
    await pass(0);
    expect(on.getByText(/The connection to The speaker was lost/)).toBeTruthy();
  });

  it("is opened by its key, its place in More, and in the now-playing window", async () => {
    const { key } = await soundStage();
    fireEvent.click(button("More"));
    fireEvent.click(button("Sound from this computer"));
    expect(await screen.findByRole("dialog", { name: "Sound from this computer" })).toBeTruthy();
    await key("Escape");
  });

  it("is on the now-playing window as a key while something is sent", async () => {
    const { tell } = await soundStage({}, soundHouse(), <NowPlayingWindow />);
    fireEvent.click(button("Sound from this computer"));
    expect(screen.getByRole("listbox", { name: "Queue" })).toBeTruthy();
    await tell(noSound());
    expect(screen.getByText("Nothing is sent to a speaker.")).toBeTruthy();
  });

  it("is not in More where no device takes sound", async () => {
    await stage(<RemoteWindow />, { bridge: connected() });
    fireEvent.click(button("More"));
    expect(screen.queryByRole("button", { name: "Sound from this computer" })).toBeNull();
  });
});

describe("a device that takes sound and nothing else", () => {
  const receiver = aDevice({
    ...bath,
    id: "box",
    name: "Record player",
    kind: "unknown",
    services: [
      {
        protocol: "raop",
        port: 5000,
        pairing: "not-needed",
        requiresPassword: false,
        enabled: true,
      },
    ],
  });
  const of = async (device: DeviceSummary) => {
    const bridge = soundHouse([device]);
    return stage(<RemoteWindow />, { bridge });
  };

  it("has a place to drop music instead of a disc, and a button that does the same", async () => {
    await of(receiver);
    expect(await screen.findByText(/Drop music, a folder, a playlist or a link here/)).toBeTruthy();
    expect(screen.getByText("Record player plays music that this computer sends.")).toBeTruthy();
    expect(screen.queryByRole("group", { name: "Direction pad" })).toBeNull();
    fireEvent.click(button("Play something here…"));
    expect(screen.getByRole("radio", { name: /Record player/ })).toHaveProperty("checked", true);
  });

  it("has it also when it takes no remote control at all, and is chosen from the list", async () => {
    const shut = {
      ...receiver,
      needsPairing: true,
      pairable: false,
      unpairable: "no-code",
    } as const;
    const { bridge } = await of(shut);
    expect(button("Play something here…")).toBeTruthy();
    expect(screen.queryByText(/It shows no code/)).toBeNull();
    expect(button("Record player, Plays sound. Change device")).toBeTruthy();
    fireEvent.click(button(/Change device/));
    fireEvent.click(within(screen.getByRole("listitem")).getByRole("button"));
    expect(bridge.of("devices.select")).toEqual([["box"]]);
    expect(bridge.of("pairing.start")).toEqual([]);
  });

  it("has its transport and volume while it plays", async () => {
    const bridge = soundHouse([kitchen]);
    const features: FeatureStates = { "play-pause": "available", "set-volume": "available" };
    const volume = { control: "absolute", percent: 30 } as const;
    const nowPlaying = aSong();
    bridge.hold(aSession({ deviceId: "pod", name: "Kitchen", features, volume, nowPlaying }));
    await stage(<RemoteWindow />, { bridge });
    expect(await screen.findByRole("group", { name: "Playback" })).toBeTruthy();
    expect(button("Volume up")).toBeTruthy();
    expect(screen.queryByText(/Drop music/)).toBeNull();
  });

  it("shows the way to what is sent while it is one of the speakers", async () => {
    await soundStage({}, soundHouse([kitchen]));
    fireEvent.click(await screen.findByRole("button", { name: "Show what is sent" }));
    expect(await screen.findByRole("listbox", { name: "Queue" })).toBeTruthy();
  });
});

describe("the Home key (issue 4)", () => {
  const remote = async (features: FeatureStates) => {
    const bridge = connected({ features });
    const on = await stage(<RemoteWindow />, { bridge });
    return { ...on, bridge };
  };
  const noHome = { ...allFeatures, home: "unsupported" } as const;

  it("is off where the device has neither Home nor a top of its menu", async () => {
    await remote({ ...noHome, "top-menu": "unsupported" });
    expect(button("Home")).toHaveProperty("disabled", true);
  });

  it("goes to the top of the menu of an Apple TV 3, which has no Home", async () => {
    const { bridge, keyDown, keyUp } = await remote(noHome);
    expect(button("Home")).toHaveProperty("disabled", false);
    await keyDown("h");
    expect(button("Home").hasAttribute("data-pressed")).toBe(true);
    await keyUp("h");
    expect(bridge.of("remote.button")).toEqual([
      ["tv", "top-menu", "down"],
      ["tv", "top-menu", "up"],
    ]);
  });

  it("is Home everywhere else, and while nothing is known yet", async () => {
    const { bridge, key } = await remote({});
    expect(button("Home")).toHaveProperty("disabled", false);
    await key("h");
    expect(bridge.of("remote.button").map(([, name]) => name)).toEqual(["home", "home"]);
  });
});
