import { act, fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { NowPlayingWindow } from "../../../src/renderer/features/now-playing/now-playing-window.tsx";
import type { ErrorBody } from "../../../src/shared/errors.ts";
import { aSpeaker } from "../../support/renderer/fixtures.ts";
import { soundHouse, soundSheet } from "./sound-stage.tsx";

const box = (name: string): HTMLElement =>
  screen
    .getAllByRole("checkbox")
    .find((each) => each.closest("li")?.getAttribute("aria-label") === name) ?? document.body;
const row = (name: string): string => box(name).closest("li")?.textContent ?? "";
const failed = (error: ErrorBody) => [aSpeaker({ phase: "failed", error })];

describe("the speakers that sound is sent to", () => {
  it("are all that take sound, with those ticked that play it", async () => {
    await soundSheet();
    const names = screen
      .getAllByRole("checkbox")
      .map((each) => each.closest("li")?.getAttribute("aria-label"));
    expect(names).toEqual(["Bathroom", "Kitchen", "Living Room"]);
    expect(box("Kitchen")).toHaveProperty("checked", true);
    expect(box("Bathroom")).toHaveProperty("checked", false);
    expect(row("Kitchen")).toContain("Plays");
  });

  it("join and leave while it plays", async () => {
    const { bridge } = await soundSheet();
    fireEvent.click(box("Bathroom"));
    fireEvent.click(box("Kitchen"));
    expect(bridge.calls).toEqual([
      ["sound.join", "bath"],
      ["sound.leave", "pod"],
    ]);
  });

  it("have a slider each and one for all, of which the newest value is sent", async () => {
    const speakers = [aSpeaker(), aSpeaker({ deviceId: "bath", name: "Bathroom", volume: 20 })];
    const { bridge, sheet, pass } = await soundSheet({ speakers });
    const one = sheet.getByRole("slider", { name: "Volume of Kitchen" });
    for (const value of [41, 45, 60]) fireEvent.change(one, { target: { value } });
    fireEvent.change(sheet.getByRole("slider", { name: "Volume of all speakers" }), {
      target: { value: 50 },
    });
    await pass(100);
    expect(bridge.of("sound.setVolume")).toEqual([
      ["pod", 41],
      [null, 50],
      ["pod", 60],
    ]);
  });

  it("have no slider for all while there is only one, and none while a volume is not known", async () => {
    const { sheet, tell } = await soundSheet();
    expect(sheet.queryByRole("slider", { name: "Volume of all speakers" })).toBeNull();
    await tell({ speakers: [aSpeaker({ volume: null })] });
    expect(sheet.queryByRole("slider", { name: "Volume of Kitchen" })).toBeNull();
  });

  it("are set apart in time, either way, within what a speaker takes", async () => {
    const { bridge, sheet, tell } = await soundSheet();
    const field = sheet.getByLabelText("Kitchen sounds later by, in milliseconds");
    for (const value of ["-120", "9000"]) {
      fireEvent.change(field, { target: { value } });
      fireEvent.submit(field);
    }
    fireEvent.change(field, { target: { value: "" } });
    fireEvent.blur(field);
    expect(bridge.of("sound.setDelay")).toEqual([
      ["pod", -120],
      ["pod", 2000],
    ]);
    expect(field).toHaveProperty("value", "0");
    await tell({ speakers: [aSpeaker({ delayMs: 250 })] });
    expect(field).toHaveProperty("value", "250");
    expect(row("Kitchen")).toContain("+250\u00a0ms");
  });

  it("say how far they are set apart, with a minus to see and in words to hear", async () => {
    const { sheet, tell } = await soundSheet();
    sheet.getByLabelText("Delay of Kitchen");
    await tell({ speakers: [aSpeaker({ delayMs: -120 })] });
    expect(row("Kitchen")).toContain("\u2212120\u00a0ms");
    sheet.getByLabelText("Delay of Kitchen: 120 milliseconds earlier");
    await tell({ speakers: [aSpeaker({ delayMs: 1 })] });
    sheet.getByLabelText("Delay of Kitchen: 1 millisecond later");
  });

  it("say that they connect, and that somebody else took over, with the way back", async () => {
    const { bridge, sheet, tell } = await soundSheet({
      speakers: [aSpeaker({ phase: "joining" })],
    });
    expect(row("Kitchen")).toContain("Connecting");
    await tell({
      speakers: [aSpeaker({ phase: "joining", error: { code: "lost", message: "" } })],
    });
    expect(row("Kitchen")).toContain("The connection was lost. Connecting again");
    await tell({ speakers: [aSpeaker({ phase: "interrupted" })] });
    expect(row("Kitchen")).toContain("Somebody else plays there now.");
    expect(sheet.queryByRole("slider", { name: "Volume of Kitchen" })).toBeNull();
    fireEvent.click(sheet.getByRole("button", { name: "Play on Kitchen again" }));
    expect(bridge.of("sound.join")).toEqual([["pod"]]);
  });

  it.each([
    ["a silent tvOS 27", { code: "timeout", details: { subject: "audio-setup" } }, "version 27"],
    [
      "one in use",
      { code: "unavailable", details: { subject: "in-use" } },
      "Somebody else plays on",
    ],
    ["one that takes none", { code: "unsupported" }, "takes no sound from computers"],
    ["one that refuses", { code: "rejected", details: { deviceCode: 500 } }, "(code 500)"],
    ["one that is gone", { code: "lost" }, "Check that it is on"],
    ["one that sleeps", { code: "refused" }, "Wake it"],
  ] as const)("tell what went wrong and what to do: %s", async (_name, error, words) => {
    await soundSheet({ speakers: failed({ message: "", ...error }) });
    expect(row("Kitchen")).toContain(words);
    expect(box("Kitchen")).toHaveProperty("checked", true);
  });

  it("ask for a password in its own page, and join once it is there", async () => {
    const error = { code: "unpaired", message: "", details: { subject: "password" } } as const;
    const { bridge, sheet, pass } = await soundSheet({ speakers: failed(error) });
    fireEvent.click(sheet.getByRole("button", { name: "Type the password of Kitchen" }));
    const field = screen.getByLabelText("AirPlay password of Kitchen");
    fireEvent.change(field, { target: { value: "sesame" } });
    fireEvent.submit(field);
    await pass(0);
    expect(bridge.calls).toEqual([
      ["devices.setPassword", "pod", "sesame"],
      ["sound.join", "pod"],
    ]);
  });

  it("keep what is typed of a password while they are tried from elsewhere, until they play", async () => {
    const error = { code: "unpaired", message: "", details: { subject: "password" } } as const;
    const { sheet, tell } = await soundSheet({ speakers: failed(error) });
    fireEvent.click(sheet.getByRole("button", { name: "Type the password of Kitchen" }));
    const field = () => screen.queryByLabelText("AirPlay password of Kitchen");
    fireEvent.change(field() ?? document.body, { target: { value: "ses" } });
    await tell({ speakers: [aSpeaker({ phase: "joining" })] });
    expect(field()).toHaveProperty("value", "ses");
    await tell({ speakers: failed(error) });
    expect(field()).toHaveProperty("value", "ses");
    await tell({ speakers: [aSpeaker()] });
    expect(field()).toBeNull();
    await tell({ speakers: failed(error) });
    expect(field()).toBeNull();
  });

  it("offer no second try between the press and the program's answer", async () => {
    const error = { code: "busy", message: "" } as const;
    const bridge = soundHouse();
    bridge.answer("sound.join", () => new Promise(() => undefined));
    const { sheet, tell } = await soundSheet({ speakers: failed(error) }, bridge);
    const again = () => sheet.queryByRole("button", { name: "Try Kitchen again" });
    fireEvent.click(again() ?? document.body);
    expect(again()).toBeNull();
    await tell({ speakers: [aSpeaker({ phase: "joining" })] });
    expect(again()).toBeNull();
    await tell({ speakers: failed(error) });
    expect(again()).not.toBeNull();
  });

  it("offer another try when the one before came to nothing at once", async () => {
    const error = { code: "busy", message: "" } as const;
    const { sheet, pass } = await soundSheet({ speakers: failed(error) });
    fireEvent.click(sheet.getByRole("button", { name: "Try Kitchen again" }));
    await pass(0);
    sheet.getByRole("button", { name: "Try Kitchen again" });
  });

  it("are paired by the wizard, here or in its own window", async () => {
    const error = { code: "unpaired", message: "" } as const;
    const { bridge, sheet, shell } = await soundSheet({ speakers: failed(error) });
    fireEvent.click(sheet.getByRole("button", { name: "Pair Kitchen" }));
    expect(bridge.of("pairing.start")).toEqual([["pod", "airplay"]]);
    expect(shell.ui.getState().page).toBe("pairing");
    await act(async () => undefined);
  });

  it("are paired in the wizard's window from the now-playing one", async () => {
    const error = { code: "unpaired", message: "" } as const;
    const { bridge, sheet, pass } = await soundSheet(
      { speakers: failed(error) },
      soundHouse(),
      <NowPlayingWindow />,
    );
    fireEvent.click(sheet.getByRole("button", { name: "Pair Kitchen" }));
    await pass(0);
    expect(bridge.calls).toEqual([
      ["app.openWindow", "pairing"],
      ["pairing.start", "pod", "airplay"],
    ]);
  });

  it("tell a join that failed themselves, and the panel does it for one that is on no list", async () => {
    const { bridge, sheet, tell, pass } = await soundSheet();
    bridge.refuse("sound.join", { code: "lost", message: "" });
    fireEvent.click(box("Bathroom"));
    await tell({
      speakers: [
        aSpeaker(),
        aSpeaker({
          deviceId: "bath",
          name: "Bathroom",
          phase: "failed",
          error: { code: "lost", message: "" },
        }),
      ],
    });
    await pass(400);
    expect(sheet.queryByRole("button", { name: "Dismiss" })).toBeNull();
    expect(row("Bathroom")).toContain("was lost");
    fireEvent.click(box("Living Room"));
    await pass(0);
    await pass(400);
    expect(document.querySelector(".note")?.textContent).toContain(
      "The connection to Living Room was lost",
    );
  });

  it("include one that went off the network, until it is taken off", async () => {
    const gone = aSpeaker({ deviceId: "gone", name: "Attic", phase: "failed", error: null });
    const { bridge } = await soundSheet({ speakers: [gone] });
    fireEvent.click(box("Attic"));
    expect(bridge.of("sound.leave")).toEqual([["gone"]]);
  });

  it("say quietly that a HomePod leaves the iPhone's list, and only of a HomePod", async () => {
    const { sheet, tell } = await soundSheet();
    expect(sheet.getByText(/iPhones and iPads do not see it/)).toBeTruthy();
    await tell({ speakers: [aSpeaker({ deviceId: "bath", name: "Bathroom" })] });
    expect(sheet.queryByText(/iPhones and iPads do not see it/)).toBeNull();
  });
});
