import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { TvWindow } from "../../../src/renderer/features/tv/tv-window.tsx";
import type { TvRemotes, TvScreen } from "../../../src/shared/model/tv-screen.ts";
import { FakeBridge } from "../../support/renderer/fake-bridge.ts";
import { anApp, aScreen } from "../../support/renderer/fixtures.ts";
import { stage } from "./stage.tsx";

async function tv(change: Partial<TvScreen> = {}) {
  const bridge = new FakeBridge();
  bridge.answer("app.snapshot", () => anApp({ builtInTv: { running: true } }));
  bridge.answer("tv.snapshot", () => aScreen(change));
  return stage(<TvWindow />, { bridge });
}

describe("the built-in Apple TV's screen", () => {
  it("shows the focus where it is, as it moves", async () => {
    const { container, emit } = await tv({ focus: 0 });
    const focused = () => container.querySelector("[data-focused]")?.textContent;
    expect(focused()).toContain("Netflix");
    await emit("tv", aScreen({ revision: 2, focus: 1 }));
    expect(focused()).toContain("Disney+");
  });

  it("shows the code of a pairing in full", async () => {
    const { container } = await tv({ pin: "0071" });
    expect(container.querySelector(".tv-code")?.textContent).toBe("0071");
  });

  it("shows text as it arrives, and dots for a password", async () => {
    const keyboard = { text: "the be", secure: false, prompt: "Search" };
    const { container, emit } = await tv({ keyboard });
    expect(container.querySelector(".tv-typed")?.textContent).toBe("the be");
    await emit("tv", aScreen({ revision: 2, keyboard: { ...keyboard, secure: true } }));
    expect(container.querySelector(".tv-typed")?.textContent).toBe("••••••");
  });

  it("is black while it sleeps, but still shows a code", async () => {
    const { container } = await tv({ power: "asleep", pin: "4071" });
    expect(container.textContent).toContain("Asleep");
    expect(container.querySelector(".tv-home")).toBeNull();
    expect(container.querySelector(".tv-code")).not.toBeNull();
  });

  it("IF-032 shows the title of what plays there, be it sent by a computer, and none of nothing", async () => {
    const openApp = { id: "com.apple.TVAirPlay", name: "AirPlay" };
    const playing = { view: "app", openApp, playing: true } as const;
    const { container, emit } = await tv({ ...playing, title: "Low Tide" });
    expect(container.querySelector(".tv-app")?.textContent).toBe("AAirPlay is openLow TidePlaying");
    await emit("tv", aScreen({ ...playing, revision: 2 }));
    expect(container.querySelector(".tv-title")).toBeNull();
  });

  it("shows the volume when it changes and takes it away again", async () => {
    const { clock, container, emit, pass } = await tv({ volumePercent: 40 });
    expect(container.querySelector("meter")).toBeNull();
    await emit("tv", aScreen({ revision: 2, volumePercent: 45 }));
    expect(container.querySelector("meter")?.getAttribute("value")).toBe("45");
    await pass(2000);
    expect(container.querySelector("meter")).toBeNull();
    expect(clock.armedTimers).toBe(0);
  });

  it("lets a person type the code of a remote that asks an older Apple TV to be let in", async () => {
    const remotes: TvRemotes = {
      tv: "Attic",
      seen: [{ id: "00F4C5E21B7A0D93", name: "Armchair" }],
      outcome: "none",
    };
    const bridge = new FakeBridge();
    const typed: unknown[] = [];
    bridge.answer("app.snapshot", () => anApp({ builtInTv: { running: true } }));
    bridge.answer("tv.snapshot", () => aScreen({ remotes }));
    bridge.answer("tv.pairRemote", (args) => void typed.push(args));
    const { emit } = await stage(<TvWindow />, { bridge });
    expect(screen.getByText("Attic: Settings, General, Remotes")).toBeDefined();
    const pair = screen.getByRole("button", { name: "Pair" });
    const code = screen.getByLabelText("Code that Armchair shows");
    expect(pair).toHaveProperty("disabled", true);
    fireEvent.change(code, { target: { value: "04a17" } });
    fireEvent.click(pair);
    expect(typed).toEqual([["00F4C5E21B7A0D93", "0417"]]);
    await emit("tv", aScreen({ revision: 2, remotes: { ...remotes, outcome: "refused" } }));
    expect(screen.getByRole("status").textContent).toBe("That was not the code it shows.");
    await emit("tv", aScreen({ revision: 3, remotes: { ...remotes, seen: [] } }));
    expect(screen.queryByText("Attic: Settings, General, Remotes")).toBeNull();
  });

  it("opens an app and says whether it plays", async () => {
    const openApp = { id: "x", name: "Disney+" };
    const { container } = await tv({ view: "app", openApp, playing: true });
    expect(container.textContent).toContain("Disney+ is open");
    expect(container.textContent).toContain("Playing");
  });

  it("offers to start when it is off", async () => {
    const { bridge } = await stage(<TvWindow />, { bridge: new FakeBridge() });
    fireEvent.click(screen.getByRole("button", { name: "Start it" }));
    expect(bridge.calls).toEqual([["demo.start"]]);
  });
});
