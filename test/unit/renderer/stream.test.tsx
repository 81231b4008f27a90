import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { NowPlayingWindow } from "../../../src/renderer/features/now-playing/now-playing-window.tsx";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import type { MediaStream } from "../../../src/shared/model/media.ts";
import { anEpisode, aSession } from "../../support/renderer/fixtures.ts";
import { connected, stage } from "./stage.tsx";

const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });
const stream: MediaStream = { title: "Holiday.mp4", source: "file", stage: "playing" };
/** As an Apple TV tells of what was sent to it: it has a clock and no name. */
const nameless = anEpisode({
  title: null,
  seriesName: null,
  seasonNumber: null,
  episodeNumber: null,
  app: null,
});
const card = () =>
  within(screen.getByRole("region", { name: "From this computer to Living Room" }));

describe("what this computer plays", () => {
  it("is on the remote with its name, where it stands, pause and stop", async () => {
    const bridge = connected({ stream, nowPlaying: nameless });
    const { pass } = await stage(<RemoteWindow />, { bridge });
    await pass(0);
    expect(
      button("Now playing: Holiday.mp4, A file from this computer. Open it large"),
    ).toBeTruthy();
    expect(screen.getAllByText("A file from this computer")).toHaveLength(1);
    expect(screen.getAllByRole("status").map((region) => region.textContent)).toContain(
      "Holiday.mp4 plays on Living Room",
    );
    fireEvent.keyDown(card().getByRole("slider", { name: "Position" }), { key: "Home" });
    fireEvent.click(card().getByRole("button", { name: "Pause" }));
    fireEvent.click(card().getByRole("button", { name: "Stop" }));
    await pass(0);
    expect(bridge.calls).toEqual([
      ["playback.seek", "tv", 0],
      ["remote.media", "tv", "pause"],
      ["media.stop", "tv"],
    ]);
  });

  it("says that it starts, once and aloud, before the device shows it", async () => {
    const { emit, container } = await stage(<RemoteWindow />, { bridge: connected() });
    const starting = { ...stream, stage: "starting" } as const;
    await emit("session", aSession({ revision: 2, stream: starting }));
    const sentence = "Starting Holiday.mp4 on Living Room";
    expect(card().getByText(sentence)).toBeTruthy();
    expect(card().queryByRole("slider")).toBeNull();
    const said = screen.getAllByRole("status").map((region) => region.textContent);
    expect(said.filter((text) => text === sentence)).toHaveLength(1);
    await emit("session", aSession({ revision: 3, stream: null }));
    expect(container.querySelector(".stream-card")).toBeNull();
  });

  it("is large in the now-playing window, where stop means its own", async () => {
    const bridge = connected({ stream: { ...stream, source: "link" }, nowPlaying: nameless });
    const { container } = await stage(<NowPlayingWindow />, { bridge });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Holiday.mp4");
    expect(container.querySelector(".title-block")?.textContent).toContain(
      "A link from this computer",
    );
    expect(screen.getAllByRole("button", { name: "Stop" })).toHaveLength(1);
    fireEvent.click(button("Stop"));
    expect(bridge.calls).toEqual([["media.stop", "tv"]]);
    expect(screen.getByRole("slider", { name: "Position" })).toBeTruthy();
  });

  it("keeps the name that the device has for it where it has one", async () => {
    const bridge = connected({ stream, nowPlaying: anEpisode() });
    await stage(<NowPlayingWindow />, { bridge });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Pop");
  });

  it("can be stopped in the now-playing window while the device shows nothing yet", async () => {
    const bridge = connected({ stream: { ...stream, stage: "starting" } });
    const { container } = await stage(<NowPlayingWindow />, { bridge });
    expect(container.querySelector(".idle")?.textContent).toContain(
      "Starting Holiday.mp4 on Living Room",
    );
    fireEvent.click(button("Stop"));
    expect(bridge.calls).toEqual([["media.stop", "tv"]]);
  });

  it("is not there when something else plays", async () => {
    const bridge = connected({ nowPlaying: anEpisode() });
    const { container } = await stage(<RemoteWindow />, { bridge });
    expect(container.querySelector(".stream-card")).toBeNull();
  });

  it("tells a failed stop beside what was pressed", async () => {
    const bridge = connected({ stream, nowPlaying: nameless });
    bridge.refuse("media.stop", { code: "timeout", message: "" });
    const { container, pass } = await stage(<NowPlayingWindow />, { bridge });
    fireEvent.click(button("Stop"));
    await pass(0);
    expect(container.querySelector(".note")?.textContent).toContain("did not answer in time");
  });
});
