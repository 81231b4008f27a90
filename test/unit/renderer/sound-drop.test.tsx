import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { NowPlayingWindow } from "../../../src/renderer/features/now-playing/now-playing-window.tsx";
import { Refusal } from "../../support/renderer/fake-bridge.ts";
import { aSoundOffer, someDevices } from "../../support/renderer/fixtures.ts";
import { button, carriedFiles, carriedText, playStage } from "./play-stage.tsx";
import { bedroom, kitchen, living, soundHouse, soundSheet } from "./sound-stage.tsx";

const target = (): Element | null => document.querySelector(".drop-target");

async function using(id: string, devices = [living, bedroom, kitchen]) {
  const bridge = soundHouse(devices);
  bridge.answer("devices.snapshot", () => someDevices(devices, { selectedId: id }));
  return playStage({ bridge });
}

describe("music that is dropped (QK-32)", () => {
  it("is sent as sound to the device in use, and videos go their own way", async () => {
    const { bridge, drop } = await using("tv");
    await drop(carriedFiles("Clair de lune.flac"));
    await drop(carriedFiles("Holiday.mp4"));
    expect(bridge.calls).toEqual([
      ["sound.play", [{ offer: "Clair de lune.flac" }], ["tv"]],
      ["media.play", "tv", { offer: "offer-1" }, 0],
    ]);
  });

  it("is fetched by a device that takes no sound, as before", async () => {
    const { bridge, drop } = await using("bed");
    await drop(carriedFiles("Clair de lune.mp3"));
    expect(bridge.of("media.play")).toEqual([["bed", { offer: "offer-1" }, 0]]);
    expect(bridge.of("sound.play")).toEqual([]);
  });

  it("is every song of several files, and of a folder, in their order", async () => {
    const { bridge, drop } = await using("pod");
    bridge.answerSound((file) => {
      const { name } = file as File;
      if (name !== "Debussy") return [aSoundOffer({ id: name })];
      return [aSoundOffer({ id: "a" }), aSoundOffer({ id: "b" })];
    });
    await drop(carriedFiles("1.mp3", "Debussy", "2.ogg"));
    const sources = ["1.mp3", "a", "b", "2.ogg"].map((offer) => ({ offer }));
    expect(bridge.of("sound.play")).toEqual([[sources, ["pod"]]]);
  });

  it("leaves videos among it behind, and songs that cannot be read", async () => {
    const { bridge, drop } = await using("pod");
    bridge.answerSound((file) => {
      const { name } = file as File;
      if (name === "bad.mp3") throw new Refusal({ code: "storage", message: "" });
      return [aSoundOffer({ id: name })];
    });
    await drop(carriedFiles("film.mp4", "bad.mp3", "good.mp3"));
    expect(bridge.of("sound.play")).toEqual([[[{ offer: "good.mp3" }], ["pod"]]]);
  });

  it("is a station's address on a speaker", async () => {
    const { bridge, drop } = await using("pod");
    await drop(carriedText("http://radio.example:8000/live"));
    expect(bridge.of("sound.play")).toEqual([
      [[{ url: "http://radio.example:8000/live" }], ["pod"]],
    ]);
  });

  it("asks for the speaker when the device in use takes none of it", async () => {
    const { bridge, drop } = await using("bed");
    await drop(carriedFiles("1.mp3", "2.mp3"));
    expect(bridge.of("sound.play")).toEqual([]);
    expect(screen.getAllByRole("radio")).toHaveLength(2);
    expect(screen.getByRole("dialog").textContent).toContain("1.mp3 and 1 more");
    fireEvent.click(screen.getByRole("radio", { name: /Kitchen/ }));
    fireEvent.click(button("Play"));
    expect(bridge.of("sound.play")).toEqual([[[{ offer: "1.mp3" }, { offer: "2.mp3" }], ["pod"]]]);
  });

  it("plays on the device of the list that it was let go on", async () => {
    const { bridge, hover, key, pass, clock } = await using("tv");
    fireEvent.click(button(/Change device/));
    await pass(0);
    await hover(carriedFiles("Clair de lune.mp3"));
    expect(target()?.textContent).toBe("Drop it on a device to play it there");
    const row = document.querySelector('[data-drop-device="pod"]') ?? document.body;
    const dataTransfer = carriedFiles("Clair de lune.mp3");
    fireEvent.dragOver(row, { dataTransfer });
    await pass(0);
    expect(row.hasAttribute("data-over")).toBe(true);
    expect(target()?.textContent).toBe("Play on Kitchen");
    fireEvent.drop(row, { dataTransfer });
    await pass(0);
    expect(bridge.of("sound.play")).toEqual([[[{ offer: "Clair de lune.mp3" }], ["pod"]]]);
    expect(bridge.of("devices.select")).toEqual([]);
    expect(clock).toBeDefined();
    await key("Escape");
  });

  it("may be dropped on the now-playing window as well", async () => {
    const { bridge, drop } = await playStage({ bridge: soundHouse() }, <NowPlayingWindow />);
    await drop(carriedFiles("Clair de lune.flac"));
    expect(bridge.of("sound.play")).toHaveLength(1);
  });

  it("goes to the end of the queue while that lies open", async () => {
    const { bridge, drop, paste } = await soundSheet();
    await drop(carriedFiles("new.mp3", "film.mp4"));
    await paste(carriedText("http://radio.example/live"));
    expect(bridge.of("sound.add")).toEqual([
      [[{ offer: "new.mp3" }], null],
      [[{ url: "http://radio.example/live" }], null],
    ]);
    await drop(carriedFiles("film.mp4"));
    expect(screen.getByRole("dialog").textContent).toContain("Nothing in it can be played.");
  });
});

describe("what a device cannot play", () => {
  it("is a video on a speaker, which says so and asks where to see it", async () => {
    const { bridge, drop, hover } = await using("pod");
    const film = carriedFiles("Holiday.mp4");
    Object.assign(film, { items: [{ kind: "file", type: "video/mp4" }] });
    await hover(film);
    expect(target()?.textContent).toContain("Kitchen plays sound only, no videos.");
    await drop(film);
    expect([...bridge.of("media.play"), ...bridge.of("sound.play")]).toEqual([]);
    expect(screen.getByRole("dialog").textContent).toContain(
      "Kitchen plays sound only, no videos. Choose where to see it.",
    );
    expect(screen.getAllByRole("radio")).toHaveLength(2);
  });

  it("is a folder without music, which says so", async () => {
    const { bridge, drop } = await using("pod");
    bridge.answerSound(() => {
      throw new Refusal({ code: "invalid", message: "" });
    });
    bridge.answerFile(() => {
      throw new Refusal({ code: "invalid", message: "" });
    });
    await drop(carriedFiles("Letters"));
    expect(screen.getByRole("dialog").textContent).toContain("Nothing in it can be played.");
  });

  it("is a file that only looked like none: a film without an ending in its name", async () => {
    const { bridge, drop } = await using("tv");
    bridge.answerSound(() => {
      throw new Refusal({ code: "invalid", message: "" });
    });
    await drop(carriedFiles("holiday"));
    expect(bridge.of("media.play")).toEqual([["tv", { offer: "offer-1" }, 0]]);
  });

  const failures = [
    [
      "tvOS 27",
      { code: "timeout", message: "", details: { subject: "audio-setup" } },
      "version 27",
    ],
    [
      "a format",
      { code: "unsupported", message: "", details: { subject: "AAC", missing: "ffmpeg" } },
      "ffmpeg",
    ],
    [
      "somebody else",
      { code: "unavailable", message: "", details: { subject: "in-use" } },
      "Somebody",
    ],
    ["no key", { code: "unpaired", message: "" }, "computers that it knows"],
  ] as const;
  it.each(failures)("is told in words: %s", async (_name, error, words) => {
    const { bridge, drop, pass } = await using("pod");
    bridge.refuse("sound.play", error);
    await drop(carriedFiles("a.mp3"));
    await pass(0);
    expect(screen.getByRole("dialog").textContent).toContain(words);
  });

  it("asks for a password, and plays once that is there", async () => {
    const { bridge, drop, pass } = await using("pod");
    const password = { code: "unpaired", message: "", details: { subject: "password" } } as const;
    bridge.refuse("sound.play", password);
    await drop(carriedFiles("a.mp3"));
    await pass(0);
    const field = screen.getByLabelText("AirPlay password of Kitchen");
    fireEvent.change(field, { target: { value: "sesame" } });
    bridge.answer("sound.play", () => undefined);
    fireEvent.submit(field);
    await pass(0);
    expect(bridge.of("devices.setPassword")).toEqual([["pod", "sesame"]]);
    expect(bridge.of("sound.play")).toHaveLength(2);
  });
});

describe("music that is chosen by keyboard", () => {
  it("comes from the system's window, several at once, or a folder in the order of its names", async () => {
    const { bridge, key, pass } = await using("pod");
    await key("o");
    const [files, folder] = screen.getByRole("dialog").querySelectorAll("input[type=file]");
    expect(files?.hasAttribute("multiple")).toBe(true);
    expect(folder?.hasAttribute("webkitdirectory")).toBe(true);
    const inside = ["10.mp3", "2.mp3", "cover.jpg"].map((name) =>
      Object.assign(new File([""], name), { webkitRelativePath: `Album/${name}` }),
    );
    if (folder !== undefined) fireEvent.change(folder, { target: { files: inside } });
    await pass(0);
    expect(screen.getByRole("dialog").textContent).toContain("2.mp3 and 1 more");
    expect(document.activeElement).toBe(button("Play"));
    fireEvent.click(button("Play"));
    expect(bridge.of("sound.play")).toEqual([[[{ offer: "2.mp3" }, { offer: "10.mp3" }], ["pod"]]]);
  });

  it("is a station that is typed: as sound where a person says so, or where nothing else is possible", async () => {
    const { bridge, key } = await using("tv");
    await key("o");
    const address = screen.getByLabelText("Address");
    fireEvent.change(address, { target: { value: "http://radio.example/live" } });
    fireEvent.click(screen.getByRole("checkbox", { name: /Send it as sound/ }));
    fireEvent.submit(address);
    expect(bridge.of("sound.play")).toEqual([[[{ url: "http://radio.example/live" }], ["tv"]]]);
    await key("o");
    fireEvent.change(screen.getByLabelText("Address"), {
      target: { value: "http://radio.example/live" },
    });
    fireEvent.click(screen.getByRole("radio", { name: /Kitchen/ }));
    expect(screen.queryByRole("checkbox")).toBeNull();
    fireEvent.submit(screen.getByLabelText("Address"));
    expect(bridge.of("sound.play")[1]).toEqual([[{ url: "http://radio.example/live" }], ["pod"]]);
  });

  it("goes to the end of the queue while something is sent", async () => {
    const { bridge, sheet, paste, pass } = await soundSheet();
    fireEvent.click(sheet.getByRole("button", { name: "Add to the queue" }));
    await pass(0);
    await paste(carriedFiles("new.mp3"));
    fireEvent.click(button("Add to the queue"));
    expect(bridge.of("sound.add")).toEqual([[[{ offer: "new.mp3" }], null]]);
    expect(bridge.of("sound.play")).toEqual([]);
  });

  it("tells that it is on its way until it is sent, and can be stopped", async () => {
    const { bridge, container, drop, pass } = await using("pod");
    bridge.answer("sound.play", () => new Promise(() => undefined));
    await drop(carriedFiles("a.mp3", "b.mp3"));
    await pass(400);
    expect(container.querySelector(".banner")?.textContent).toContain(
      "Starting a.mp3 and 1 more on Kitchen",
    );
    fireEvent.click(button("Stop"));
    expect(bridge.of("sound.command")).toEqual([["stop"]]);
    expect(bridge.of("media.stop")).toEqual([]);
  });
});
