import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import {
  arrangeApps,
  initialsOf,
  isLink,
} from "../../../src/renderer/features/apps/arrange-apps.ts";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import { aSession, someSettings } from "../../support/renderer/fixtures.ts";
import { connected, stage } from "./stage.tsx";

const search = (): HTMLElement => screen.getByRole("searchbox", { name: "Search apps" });
const names = (): (string | null)[] =>
  [...document.querySelectorAll(".app-name")].map((element) => element.textContent);
const apps = aSession().apps ?? [];

describe("the app launcher", () => {
  it("has the search ready and the pinned apps first", async () => {
    const bridge = connected();
    bridge.answer("settings.snapshot", () => someSettings({}, { tv: ["com.spotify.client"] }));
    const { key } = await stage(<RemoteWindow />, { bridge });
    await key("a");
    expect(document.activeElement).toBe(search());
    expect(names()[0]).toBe("Spotify");
    expect(names()[1]).toBe("Arcade");
  });

  it("CO-13 finds by typing and launches the first with Enter", async () => {
    const { bridge, key, pass, shell } = await stage(<RemoteWindow />, { bridge: connected() });
    await key("a");
    fireEvent.change(search(), { target: { value: "net" } });
    expect(names()).toEqual(["Netflix"]);
    fireEvent.submit(search());
    await pass(0);
    expect(bridge.of("apps.launch")).toEqual([["tv", "com.netflix.Netflix"]]);
    expect(shell.ui.getState().sheet).toBeNull();
  });

  it("walks the grid with the arrows and comes back to the search by typing", async () => {
    const { key } = await stage(<RemoteWindow />, { bridge: connected() });
    await key("a");
    await key("ArrowDown");
    expect(document.activeElement?.textContent).toContain("Arcade");
    await key("ArrowRight");
    expect(document.activeElement?.textContent).toContain("Disney+");
    await key("x");
    expect(document.activeElement).toBe(search());
  });

  it("stays open and says what is wrong when an app does not start", async () => {
    const bridge = connected();
    bridge.refuse("apps.launch", { code: "rejected", message: "", details: { deviceCode: 404 } });
    const { key, pass } = await stage(<RemoteWindow />, { bridge });
    await key("a");
    fireEvent.submit(search());
    await pass(0);
    expect(screen.getByRole("dialog").textContent).toContain("Living Room said no. (code 404)");
  });

  it("pins and unpins without launching", async () => {
    const { bridge, key, pass } = await stage(<RemoteWindow />, { bridge: connected() });
    await key("a");
    fireEvent.click(screen.getByRole("button", { name: "Pin apps" }));
    fireEvent.click(screen.getByRole("button", { name: "Pin Netflix" }));
    await pass(0);
    expect(bridge.calls).toEqual([["apps.pin", "tv", "com.netflix.Netflix", true]]);
  });

  it("asks for the list when the session has none yet, and says while it waits", async () => {
    const bridge = connected({ apps: null });
    let answer: (list: unknown) => void = () => undefined;
    bridge.answer("apps.list", () => new Promise((resolve) => (answer = resolve)));
    const { key, pass } = await stage(<RemoteWindow />, { bridge });
    await key("a");
    await pass(400);
    expect(screen.getByRole("dialog").textContent).toContain("Asking Living Room for its apps");
    answer(apps.slice(0, 1));
    await pass(0);
    expect(names()).toEqual(["Netflix"]);
  });

  it("opens a link that was pasted into the search", async () => {
    const { bridge, key, pass } = await stage(<RemoteWindow />, { bridge: connected() });
    await key("a");
    fireEvent.change(search(), { target: { value: "https://www.disneyplus.com/x" } });
    fireEvent.submit(search());
    await pass(0);
    expect(bridge.of("apps.launch")).toEqual([["tv", "https://www.disneyplus.com/x"]]);
  });
});

describe("arranging apps", () => {
  it("puts names that begin with the search before those that contain it", () => {
    const list = [
      { id: "1", name: "Apple Music" },
      { id: "2", name: "Music" },
    ];
    expect(arrangeApps(list, [], "mus").map(({ id }) => id)).toEqual(["2", "1"]);
  });

  it("finds accents without them", () => {
    expect(arrangeApps([{ id: "1", name: "Télé" }], [], "tele")).toHaveLength(1);
  });

  it("makes initials of whole characters", () => {
    expect(initialsOf("Prime Video")).toBe("PV");
    expect(initialsOf("Disney+")).toBe("D");
    expect(initialsOf("📺 Box")).toBe("📺B");
    expect(initialsOf("")).toBe("");
  });

  it("takes for a link what has a scheme and nothing else", () => {
    expect(isLink("com.apple.tv://x")).toBe(true);
    expect(isLink("Disney+")).toBe(false);
  });
});
