import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { NowPlayingWindow } from "../../../src/renderer/features/now-playing/now-playing-window.tsx";
import { aDevice, anOffer, someDevices } from "../../support/renderer/fixtures.ts";
import {
  button,
  carriedFiles,
  carriedText,
  kitchen,
  living,
  playStage,
  theatre,
} from "./play-stage.tsx";

const LINK = "https://media.example/films/trailer.mp4";
const target = (): Element | null => document.querySelector(".drop-target");

describe("what is dropped on the remote", () => {
  it("is told where it would play while it hangs there, and no longer", async () => {
    const { hover, pass } = await playStage();
    await hover(carriedFiles("Holiday.mp4"));
    expect(target()?.textContent).toBe("Play on Living Room");
    fireEvent.dragLeave(document.body, { relatedTarget: null });
    await pass(0);
    expect(target()).toBeNull();
  });

  it("is the file itself, offered and played on the device in use", async () => {
    const { bridge, drop } = await playStage();
    const carried = carriedFiles("Holiday.mp4");
    await drop(carried);
    expect(bridge.files).toEqual([carried.files[0]]);
    expect(bridge.of("media.play")).toEqual([["tv", { offer: "offer-1" }, 0]]);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(target()).toBeNull();
  });

  it("is a link, played from its beginning", async () => {
    const { bridge, drop } = await playStage();
    await drop(carriedText(`${LINK}\n`));
    expect(bridge.of("media.play")).toEqual([["tv", { url: LINK }, 0]]);
  });

  it("is one of several files, and that is said before and after", async () => {
    const { bridge, container, hover, drop, pass } = await playStage();
    bridge.answer("media.play", () => new Promise(() => undefined));
    const carried = carriedFiles("1.mp4", "2.mp4", "3.mp4");
    await hover(carried);
    expect(target()?.textContent).toContain("3 files: only the first one plays.");
    await drop(carried);
    expect(bridge.files).toHaveLength(1);
    await pass(400);
    expect(container.querySelector(".banner")?.textContent).toContain(
      "3 files: only the first one plays.",
    );
  });

  it("does not leave the window for the file, whatever it is", async () => {
    await playStage();
    const files = carriedFiles("a.zip");
    expect(fireEvent.dragOver(document.body, { dataTransfer: files })).toBe(false);
    expect(fireEvent.drop(document.body, { dataTransfer: files })).toBe(false);
  });

  it("that is neither a file nor a link is said to be neither", async () => {
    const { bridge, drop } = await playStage();
    await drop(carriedText("a film that I like"));
    expect(bridge.calls).toEqual([]);
    expect(screen.getByRole("dialog").textContent).toContain("That is neither a file nor a link");
  });

  it("waits for the choice of another device where the one in use plays nothing", async () => {
    const bridge = theatre();
    bridge.answer("devices.snapshot", () =>
      someDevices([kitchen, living, aDevice({ id: "x", name: "Attic" })], { selectedId: "pod" }),
    );
    const { hover, drop } = await playStage({ bridge });
    await hover(carriedText(LINK));
    expect(target()?.textContent).toContain("Kitchen plays nothing from a computer.");
    await drop(carriedText(LINK));
    expect(bridge.of("media.play")).toEqual([]);
    expect(screen.getAllByRole("radio")).toHaveLength(1);
    fireEvent.click(button("Play"));
    expect(bridge.of("devices.select")).toEqual([["tv"]]);
    expect(bridge.of("media.play")).toEqual([["tv", { url: LINK }, 0]]);
  });

  it("says so where nothing on the network plays it", async () => {
    const { drop } = await playStage({ bridge: theatre({}, [kitchen]) });
    await drop(carriedText(LINK));
    expect(screen.getByRole("dialog").textContent).toContain("No device here plays videos");
    expect(button("Play")).toHaveProperty("disabled", true);
  });

  it("is not what was dragged from this window, nor text that a field takes", async () => {
    const { bridge, drop, hover, key } = await playStage();
    fireEvent.dragStart(document.body);
    await hover(carriedText(LINK));
    expect(target()).toBeNull();
    fireEvent.dragEnd(document.body);
    await key("a");
    const field = screen.getByRole("searchbox");
    expect(fireEvent.drop(field, { dataTransfer: carriedText(LINK) })).toBe(true);
    await drop(carriedText(LINK));
    expect(bridge.of("media.play")).toHaveLength(1);
  });

  it("may be dropped on the now-playing window as well", async () => {
    const { bridge, drop } = await playStage({}, <NowPlayingWindow />);
    await drop(carriedFiles("Holiday.mp4"));
    expect(bridge.of("media.play")).toEqual([["tv", { offer: "offer-1" }, 0]]);
  });

  it("takes the place of what was dropped before it", async () => {
    const { bridge, drop, pass } = await playStage();
    const answers: (() => void)[] = [];
    bridge.answerFile(
      (file) =>
        new Promise((done) => {
          const { name } = file as File;
          answers.push(() => done(anOffer({ id: name, name })));
        }),
    );
    await drop(carriedFiles("old"));
    await drop(carriedFiles("new"));
    for (const answer of answers) answer();
    await pass(0);
    expect(bridge.of("media.play")).toEqual([["tv", { offer: "new" }, 0]]);
  });
});

describe("what is pasted", () => {
  it("is shown with its device, and Enter plays it", async () => {
    const { bridge, paste } = await playStage();
    await paste(carriedText(LINK));
    expect(bridge.calls).toEqual([]);
    expect(screen.getByLabelText("Address")).toHaveProperty("value", LINK);
    expect(document.activeElement).toBe(button("Play"));
    fireEvent.click(button("Play"));
    expect(bridge.of("media.play")).toEqual([["tv", { url: LINK }, 0]]);
  });

  it("is a file with what it is", async () => {
    const { bridge, paste } = await playStage();
    await paste(carriedFiles("Holiday.mp4"));
    const sheet = within(screen.getByRole("dialog", { name: "Play a video or music" }));
    expect(sheet.getByText("Holiday.mp4")).toBeTruthy();
    expect(sheet.getByText("1:32:10 · 1.4 GB")).toBeTruthy();
    fireEvent.click(sheet.getByRole("radio", { name: /Bedroom/ }));
    fireEvent.click(button("Play"));
    expect(bridge.of("media.play")).toEqual([["bed", { offer: "offer-1" }, 0]]);
  });

  it("goes into a field that is open, and nowhere while a panel lies over the remote", async () => {
    const { key, paste, shell } = await playStage();
    await key("a");
    await paste(carriedText(LINK), screen.getByRole("searchbox"));
    await paste(carriedText(LINK));
    expect(shell.ui.getState().sheet).toBe("apps");
    expect(shell.ui.getState().play).toBeNull();
  });

  it("is nothing while the wizard has the window", async () => {
    const { paste, drop, pass, shell } = await playStage();
    shell.ui.setState({ page: "pairing" });
    await pass(0);
    await paste(carriedText(LINK));
    await drop(carriedText(LINK));
    expect(shell.ui.getState()).toMatchObject({ sheet: null, play: null });
  });
});
