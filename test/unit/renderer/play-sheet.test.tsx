import { act, fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { NowPlayingWindow } from "../../../src/renderer/features/now-playing/now-playing-window.tsx";
import type { ErrorBody } from "../../../src/shared/errors.ts";
import type { FileObstacle } from "../../../src/shared/model/media.ts";
import { Refusal } from "../../support/renderer/fake-bridge.ts";
import { anOffer, aPairing } from "../../support/renderer/fixtures.ts";
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
const sheet = (): HTMLElement => screen.getByRole("dialog");
const heading = (): string | null => within(sheet()).getByRole("heading", { level: 2 }).textContent;
const address = (): HTMLElement => screen.getByLabelText("Address");

describe("Play on…", () => {
  it.each(["More", "o", "Ctrl+O"])("opens by %s, with the keyboard in its field", async (way) => {
    const { key } = await playStage();
    if (way === "More") {
      fireEvent.click(button("More"));
      fireEvent.click(button("Play on…"));
    } else await key("o", way === "o" ? {} : { ctrlKey: true });
    expect(heading()).toBe("Play a video or music");
    expect(document.activeElement).toBe(address());
  });

  it("is not in the menu where nothing plays what a computer sends", async () => {
    await playStage({ bridge: theatre({}, [kitchen]) });
    fireEvent.click(button("More"));
    expect(screen.queryByRole("button", { name: "Play on…" })).toBeNull();
  });

  it("lists the devices that play, with the one in use chosen", async () => {
    const { key } = await playStage();
    await key("o");
    const radios = screen.getAllByRole("radio");
    expect(radios.map((radio) => radio.closest("label")?.querySelector("b")?.textContent)).toEqual([
      "Bedroom",
      "Living Room",
    ]);
    expect(screen.getByRole("radio", { name: /Living Room/ })).toHaveProperty("checked", true);
  });

  it("plays a typed address, and refuses what is none before it is sent", async () => {
    const { bridge, key } = await playStage();
    await key("o");
    expect(button("Play")).toHaveProperty("disabled", true);
    fireEvent.change(address(), { target: { value: "media.example/a.mp4" } });
    fireEvent.submit(address());
    expect(bridge.calls).toEqual([]);
    expect(sheet().textContent).toContain("That is no link.");
    expect(address().getAttribute("aria-invalid")).toBe("true");
    fireEvent.change(address(), { target: { value: ` ${LINK} ` } });
    fireEvent.submit(address());
    expect(bridge.of("media.play")).toEqual([["tv", { url: LINK }, 0]]);
  });

  it("takes a file from the system's window, keeps the chosen device, and lets go of it", async () => {
    const { bridge, key, pass } = await playStage();
    await key("o");
    fireEvent.click(screen.getByRole("radio", { name: /Bedroom/ }));
    const input = sheet().querySelector("input[type=file]");
    const [file] = carriedFiles("Holiday.mp4").files;
    if (input !== null) fireEvent.change(input, { target: { files: [file] } });
    await pass(0);
    expect(bridge.files).toEqual([file]);
    expect(screen.getByRole("radio", { name: /Bedroom/ })).toHaveProperty("checked", true);
    fireEvent.click(button("Not Holiday.mp4"));
    expect(address()).toHaveProperty("value", "");
    expect(bridge.calls).toEqual([]);
  });

  it("follows what plays to the device on which it plays", async () => {
    const { bridge, key } = await playStage();
    await key("o");
    fireEvent.click(screen.getByRole("radio", { name: /Bedroom/ }));
    fireEvent.change(address(), { target: { value: LINK } });
    fireEvent.submit(address());
    expect(bridge.calls).toEqual([
      ["devices.select", "bed"],
      ["media.play", "bed", { url: LINK }, 0],
    ]);
  });

  it("forgets what was chosen when it is left with Escape", async () => {
    const { shell, paste, key } = await playStage();
    await paste(carriedText(LINK));
    fireEvent(sheet(), new Event("cancel", { cancelable: true }));
    expect(shell.ui.getState()).toMatchObject({ sheet: null, play: null });
    await act(async () => undefined);
    await key("o");
    expect(address()).toHaveProperty("value", "");
  });

  it("opens by its key in the now-playing window", async () => {
    const { key } = await playStage({}, <NowPlayingWindow />);
    await key("o");
    expect(heading()).toBe("Play a video or music");
  });
});

describe("a file that the device cannot play", () => {
  const dropped = async (obstacle: FileObstacle) => {
    const on = await playStage();
    on.bridge.answerFile(() => anOffer({ name: "Holiday.mkv", obstacle }));
    await on.drop(carriedFiles("Holiday.mkv"));
    return on;
  };

  it("is told before anything is sent, and played when the person insists", async () => {
    const { bridge } = await dropped({ reason: "container", what: "Matroska" });
    expect(bridge.calls).toEqual([]);
    expect(heading()).toBe("Living Room cannot play Matroska");
    expect(sheet().textContent).toContain("A copy as MP4 would play.");
    fireEvent.click(button("Play anyway"));
    expect(bridge.of("media.play")).toEqual([["tv", { offer: "offer-1" }, 0]]);
  });

  it("may be one of which only what is inside is strange", async () => {
    await dropped({ reason: "codec", what: "AV1" });
    expect(heading()).toBe("Living Room cannot play AV1");
    expect(sheet().textContent).toContain("What is inside Holiday.mkv is AV1.");
  });

  it("cannot be insisted on when there is nothing in it", async () => {
    const { bridge } = await dropped({ reason: "empty", what: "" });
    expect(heading()).toBe("The file is empty");
    expect(screen.queryByRole("button", { name: "Play anyway" })).toBeNull();
    fireEvent.click(button("Choose another"));
    expect(document.activeElement).toBe(address());
    expect(bridge.of("media.play")).toEqual([]);
  });
});

describe("while it starts", () => {
  it("says so after a moment, lets it be stopped, and is quiet about a stop", async () => {
    const { bridge, container, drop, pass } = await playStage();
    let fail: (error: ErrorBody) => void = () => undefined;
    bridge.answer(
      "media.play",
      () =>
        new Promise((_done, reject) => {
          fail = (error) => reject(new Refusal(error));
        }),
    );
    await drop(carriedText(LINK));
    expect(container.querySelector(".banner")).toBeNull();
    await pass(400);
    expect(container.querySelector(".banner p")?.textContent).toBe(
      "Starting trailer.mp4 · media.example on Living Room",
    );
    expect(screen.getAllByRole("status").map((region) => region.textContent)).toContain(
      "Starting trailer.mp4 · media.example on Living Room",
    );
    fireEvent.click(button("Stop"));
    expect(bridge.of("media.stop")).toEqual([["tv"]]);
    fail({ code: "cancelled", message: "" });
    await pass(0);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(container.querySelector(".banner")).toBeNull();
  });

  it("can be given up while the file is still looked into", async () => {
    const { bridge, drop, pass } = await playStage();
    let answer = (): void => undefined;
    bridge.answerFile(
      () =>
        new Promise((done) => {
          answer = () => done(anOffer());
        }),
    );
    await drop(carriedFiles("Holiday.mp4"));
    await pass(400);
    expect(screen.getByText("Looking into Holiday.mp4", { selector: "p" })).toBeTruthy();
    fireEvent.click(button("Stop"));
    answer();
    await pass(0);
    expect(bridge.of("media.play")).toEqual([]);
  });
});

describe("what does not play", () => {
  const refused = async (error: ErrorBody) => {
    const bridge = theatre();
    bridge.refuse("media.play", error);
    const on = await playStage({ bridge });
    await on.drop(carriedText(LINK));
    return on;
  };

  it.each([
    [{ code: "unsupported", message: "" }, "Living Room does not play this. Choose another file"],
    [
      { code: "unsupported", message: "", details: { subject: "tvOS 27" } },
      "tvOS 27 on Living Room plays nothing that a computer sends it.",
    ],
    [{ code: "unpaired", message: "" }, "takes videos and music only from computers that it knows"],
    [{ code: "timeout", message: "" }, "Living Room did not answer in time. Try again."],
    [{ code: "rejected", message: "", details: { deviceCode: 453 } }, "said no. (code 453)"],
  ] as const)("says why for %j, and what to do", async (error, told) => {
    await refused(error);
    expect(heading()).toBe("It does not play on Living Room");
    expect(document.activeElement?.textContent).toBe("It does not play on Living Room");
    expect(sheet().textContent).toContain(told);
    expect(sheet().textContent).toContain("trailer.mp4 · media.example");
  });

  it("is tried again, or something else is", async () => {
    const { bridge, pass } = await refused({ code: "timeout", message: "" });
    fireEvent.click(button("Try again"));
    await pass(0);
    expect(bridge.of("media.play")).toHaveLength(2);
    fireEvent.click(button("Choose another"));
    expect(document.activeElement).toBe(address());
  });

  it("is not tried again where that is no use", async () => {
    await refused({ code: "unsupported", message: "" });
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  it("is offered once more after the pairing that it needed", async () => {
    const { bridge, emit, shell } = await refused({ code: "unpaired", message: "" });
    fireEvent.click(button("Pair"));
    expect(bridge.of("pairing.start")).toEqual([["tv", "airplay"]]);
    expect(shell.ui.getState()).toMatchObject({ page: "pairing", sheet: null });
    const own = { deviceId: "tv", name: "Living Room" };
    const paired = { step: "paired", ...own, keptIn: "keychain", limited: [] } as const;
    await emit("pairing", aPairing(paired, 2));
    await act(async () => void fireEvent.click(button("Done")));
    expect(address()).toHaveProperty("value", LINK);
    expect(document.activeElement).toBe(button("Play"));
  });

  it("opens the wizard's own window from the now-playing window", async () => {
    const bridge = theatre();
    bridge.refuse("media.play", { code: "unpaired", message: "" });
    const { drop, pass } = await playStage({ bridge }, <NowPlayingWindow />);
    await drop(carriedText(LINK));
    fireEvent.click(button("Pair"));
    await pass(0);
    expect(bridge.calls.slice(-2)).toEqual([
      ["app.openWindow", "pairing"],
      ["pairing.start", "tv", "airplay"],
    ]);
  });

  it("asks for the password that the device wants, keeps it and plays", async () => {
    const wanted = { code: "unpaired", message: "", details: { subject: "password" } } as const;
    const { bridge, pass } = await refused(wanted);
    const field = screen.getByLabelText("AirPlay password of Living Room");
    expect(document.activeElement).toBe(field);
    expect(field).toHaveProperty("type", "password");
    bridge.answer("media.play", () => undefined);
    fireEvent.change(field, { target: { value: "sesame" } });
    fireEvent.click(button("Save and play"));
    await pass(0);
    expect(bridge.of("devices.setPassword")).toEqual([["tv", "sesame"]]);
    expect(bridge.of("media.play")).toHaveLength(2);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("is told in a line while the hand is in another panel", async () => {
    const bridge = theatre();
    const { container, drop, pass, shell } = await playStage({ bridge });
    let fail = (): void => undefined;
    const error = { code: "timeout", message: "" } as const;
    bridge.answer("media.play", () => {
      return new Promise((_done, reject) => {
        fail = () => reject(new Refusal(error));
      });
    });
    await drop(carriedText(LINK));
    shell.ui.setState({ sheet: "text" });
    fail();
    await pass(0);
    expect(shell.ui.getState().sheet).toBe("text");
    expect(container.querySelector(".note")?.textContent).toContain("did not answer in time");
  });

  it("is no file at all, such as a folder", async () => {
    const bridge = theatre({}, [living]);
    bridge.answerFile(() => {
      throw new Refusal({ code: "invalid", message: "EISDIR" });
    });
    const { drop } = await playStage({ bridge });
    await drop(carriedFiles("Films"));
    expect(heading()).toBe("It cannot be played");
    expect(sheet().textContent).toContain("That is neither a file nor a link");
    expect(sheet().textContent).not.toContain("EISDIR");
  });
});
