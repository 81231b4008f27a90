import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { PlayRequest } from "../../../src/shared/model/media.ts";
import { anApp, aRequest } from "../../support/renderer/fixtures.ts";
import { button, carriedText, kitchen, playStage, theatre } from "./play-stage.tsx";

const sheet = (): HTMLElement => screen.getByRole("dialog");
const ARMED_MS = 700;

async function asked(change: Partial<PlayRequest> = {}) {
  const bridge = theatre();
  const on = await playStage({ bridge });
  await on.emit("app", anApp({ revision: 2, request: aRequest(change) }));
  return on;
}

describe("a link or a file from outside", () => {
  it("is a question with all that is known of it, and plays nothing by itself", async () => {
    const { bridge, pass } = await asked();
    await pass(60_000);
    expect(bridge.calls).toEqual([]);
    expect(screen.getByRole("dialog", { name: "Play this link?" })).toBeTruthy();
    expect(sheet().textContent).toContain("trailer.mp4 · media.example");
    expect(sheet().textContent).toContain("https://media.example/films/trailer.mp4?token=1234");
  });

  it("is not said yes to by a key that was already on its way", async () => {
    const { bridge, pass, key } = await asked();
    await pass(ARMED_MS);
    expect(document.activeElement?.tagName).toBe("H2");
    for (const pressed of ["Enter", " ", "o"]) await key(pressed);
    expect(bridge.calls).toEqual([]);
    expect(sheet()).toBeTruthy();
  });

  it("is not said yes to by a click that was meant for what lay under it", async () => {
    const { bridge, pass } = await asked();
    fireEvent.click(button("Play"));
    expect(bridge.calls).toEqual([]);
    await pass(ARMED_MS);
    fireEvent.click(button("Play"));
    expect(bridge.of("media.answer")).toEqual([["request-1", "tv"]]);
  });

  it("plays where the person says, and the remote goes there", async () => {
    const { bridge, pass } = await asked();
    await pass(ARMED_MS);
    fireEvent.click(screen.getByRole("radio", { name: /Bedroom/ }));
    fireEvent.click(button("Play"));
    expect(bridge.calls).toEqual([
      ["devices.select", "bed"],
      ["media.answer", "request-1", "bed"],
    ]);
  });

  it("begins with the device that it was meant for", async () => {
    await asked({ deviceId: "bed" });
    expect(screen.getByRole("radio", { name: /Bedroom/ })).toHaveProperty("checked", true);
  });

  it("begins with the one in use where it was meant for one that plays nothing", async () => {
    await asked({ deviceId: kitchen.id });
    expect(screen.getByRole("radio", { name: /Living Room/ })).toHaveProperty("checked", true);
  });

  it.each(["Not now", "Close", "Escape"])("is answered with no by %s", async (way) => {
    const { bridge, emit, pass } = await asked();
    if (way === "Escape") fireEvent(sheet(), new Event("cancel", { cancelable: true }));
    else fireEvent.click(button(way));
    await pass(0);
    expect(bridge.calls).toEqual([["media.answer", "request-1", null]]);
    await emit("app", anApp({ revision: 3, request: null }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("says what keeps it from playing, and leaves nothing to say yes to", async () => {
    const { bridge } = await asked({
      source: "file",
      problem: { code: "not-found", message: "ENOENT" },
    });
    expect(screen.getByRole("dialog", { name: "Play this file?" })).toBeTruthy();
    expect(sheet().textContent).toContain("It is not there any more.");
    expect(screen.queryByRole("button", { name: "Play" })).toBeNull();
    expect(screen.queryByRole("radio")).toBeNull();
    fireEvent.click(screen.getAllByRole("button", { name: "Close" })[1] ?? sheet());
    expect(bridge.of("media.answer")).toEqual([["request-1", null]]);
  });

  it("says that the device cannot play such a file, and asks whether anyway", async () => {
    const { bridge, pass } = await asked({
      source: "file",
      title: "Holiday.mkv",
      obstacle: { reason: "container", what: "Matroska" },
    });
    await pass(ARMED_MS);
    expect(sheet().textContent).toContain("Holiday.mkv is a Matroska file. Living Room cannot");
    fireEvent.click(button("Play anyway"));
    expect(bridge.of("media.answer")).toEqual([["request-1", "tv"]]);
  });

  it("tells why it failed, and asks again only while the question stands", async () => {
    const { bridge, emit, pass } = await asked();
    bridge.refuse("media.answer", { code: "timeout", message: "" });
    await pass(ARMED_MS);
    fireEvent.click(button("Play"));
    await pass(0);
    expect(sheet().textContent).toContain("Living Room did not answer in time.");
    expect(button("Try again")).toBeTruthy();
    await emit("app", anApp({ revision: 3, request: null }));
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  it("waits while a device is being paired", async () => {
    const { shell, pass } = await asked();
    shell.ui.setState({ page: "pairing" });
    await pass(0);
    expect(screen.queryByRole("dialog")).toBeNull();
    shell.ui.setState({ page: "remote" });
    await pass(0);
    expect(sheet()).toBeTruthy();
  });

  it("is not drowned by what is dropped meanwhile", async () => {
    const { bridge, drop } = await asked();
    await drop(carriedText("https://other.example/a.mp4"));
    expect(bridge.of("media.play")).toEqual([]);
  });

  it("is another question when another one comes", async () => {
    const { emit, pass, bridge } = await asked();
    await pass(ARMED_MS);
    const next = aRequest({ id: "request-2", title: "next.mp4" });
    await emit("app", anApp({ revision: 3, request: next }));
    fireEvent.click(button("Play"));
    expect(bridge.calls).toEqual([]);
    expect(document.activeElement?.tagName).toBe("H2");
  });
});
