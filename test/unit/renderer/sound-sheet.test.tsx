import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { SoundItem } from "../../../src/shared/model/sound.ts";
import { aSoundItem, noSound, someSound } from "../../support/renderer/fixtures.ts";
import { kitchen, press, soundHouse, soundSheet } from "./sound-stage.tsx";

const options = (): string[] =>
  screen.getAllByRole("option").map((row) => row.querySelector("b")?.textContent ?? "");
const chosen = (): string | undefined =>
  screen
    .getAllByRole("option")
    .find((row) => row.getAttribute("aria-selected") === "true")
    ?.querySelector("b")?.textContent ?? undefined;
const said = (): string[] =>
  screen.getAllByRole("status").map((region) => region.textContent ?? "");

describe("what this computer sends", () => {
  it("is shown with its artist, its album and where it stands, which runs on", async () => {
    const { clock, sheet, tell, pass } = await soundSheet();
    await tell({ position: { seconds: 64, wallMs: clock.now(), rate: 1 } });
    expect(sheet.getAllByText("Clair de lune").length).toBeGreaterThan(0);
    expect(sheet.getAllByText("Claude Debussy · Suite bergamasque").length).toBeGreaterThan(0);
    const bar = sheet.getByRole("slider", { name: "Position" });
    expect(bar.getAttribute("aria-valuetext")).toBe("1 minute, 4 seconds of 5 minutes, 1 second");
    await pass(2000);
    expect(bar.getAttribute("aria-valuenow")).toBe("66");
  });

  it("goes to another place, which is believed at once, where its source can", async () => {
    const { bridge, sheet, tell, pass } = await soundSheet();
    const bar = sheet.getByRole("slider", { name: "Position" });
    fireEvent.keyDown(bar, { key: "Home" });
    await pass(0);
    expect(bridge.of("sound.seek")).toEqual([[0]]);
    expect(bar.getAttribute("aria-valuenow")).toBe("0");
    await tell({ canSeek: false });
    expect(sheet.queryByRole("slider", { name: "Position" })).toBeNull();
    expect(sheet.getByRole("progressbar", { name: "Position" })).toBeTruthy();
  });

  it("forgets a place that waits its turn when another item is asked for", async () => {
    const { bridge, sheet, pass } = await soundSheet();
    const bar = sheet.getByRole("slider", { name: "Position" });
    fireEvent.keyDown(bar, { key: "Home" });
    fireEvent.keyDown(bar, { key: "End" });
    fireEvent.click(sheet.getByRole("button", { name: "Next" }));
    await pass(1000);
    expect(bridge.of("sound.seek")).toEqual([[0]]);
    expect(bridge.of("sound.command")).toEqual([["next"]]);
  });

  it("shows an item that is begun anew at its start, wherever it was sought to before", async () => {
    const { clock, sheet, tell, pass } = await soundSheet();
    const bar = () => sheet.getByRole("slider", { name: "Position" }).getAttribute("aria-valuenow");
    const told = () => ({ position: { seconds: 0, wallMs: clock.now(), rate: 1 } });
    fireEvent.keyDown(sheet.getByRole("slider", { name: "Position" }), { key: "End" });
    await pass(0);
    expect(bar()).toBe("301");
    fireEvent.click(sheet.getByRole("button", { name: "Previous" }));
    await tell(told());
    expect(bar()).toBe("0");
    fireEvent.keyDown(sheet.getByRole("slider", { name: "Position" }), { key: "End" });
    await pass(0);
    // By somebody else, at the speaker.
    await tell({ ...told(), currentId: "song-2" });
    await tell({ ...told(), currentId: "song-1" });
    expect(bar()).toBe("0");
  });

  it("goes back to where it is when the seek fails, and says so", async () => {
    const { bridge, clock, sheet, tell, pass } = await soundSheet();
    await tell({ position: { seconds: 64, wallMs: clock.now(), rate: 0 }, state: "paused" });
    bridge.refuse("sound.seek", { code: "unavailable", message: "" });
    const bar = sheet.getByRole("slider", { name: "Position" });
    fireEvent.keyDown(bar, { key: "Home" });
    await pass(0);
    expect(bar.getAttribute("aria-valuenow")).toBe("64");
    const words = "The speaker cannot do this at the moment. Try again in a moment.";
    expect(document.querySelector(".note")?.textContent).toBe(words);
    // Aloud inside the panel, because what lies under one is not heard.
    expect(sheet.getAllByRole("status").map((each) => each.textContent)).toContain(words);
  });

  it("is paused, played, skipped and stopped, and the key that pauses keeps the focus", async () => {
    const { bridge, sheet, tell } = await soundSheet();
    const keys = within(sheet.getByRole("group", { name: /^Playback/ }));
    const pause = keys.getByRole("button", { name: "Pause" });
    pause.focus();
    fireEvent.click(pause);
    await tell({ state: "paused" });
    expect(document.activeElement).toBe(keys.getByRole("button", { name: "Play" }));
    for (const name of ["Play", "Previous", "Next", "Stop"]) {
      fireEvent.click(keys.getByRole("button", { name }));
    }
    expect(bridge.of("sound.command").flat()).toEqual([
      "pause",
      "play",
      "previous",
      "next",
      "stop",
    ]);
  });

  it("tells what is on air of a station that has no end", async () => {
    const radio = aSoundItem({ id: "r", kind: "link", title: "radio.example", durationS: null });
    const { sheet, tell } = await soundSheet({
      items: [radio],
      currentId: "r",
      onAir: "Gnossienne No. 1",
      canSeek: false,
    });
    expect(sheet.getByText("On air: Gnossienne No. 1")).toBeTruthy();
    expect(sheet.getByText("It has no end.")).toBeTruthy();
    await tell({ state: "stalled" });
    expect(sheet.getByText(/slower than the sound/)).toBeTruthy();
  });

  it("has its picture, and never the last one's", async () => {
    const items = someSound().items.map((item) => ({ ...item, hasPicture: item.id === "song-1" }));
    const bridge = soundHouse();
    const picture = {
      id: "p",
      mimeType: "image/png",
      width: 8,
      height: 8,
      bytes: new Uint8Array([1]),
    };
    bridge.answer("sound.artwork", () => picture);
    const { pass, pictures, tell } = await soundSheet({ items }, bridge);
    await pass(0);
    expect(bridge.of("sound.artwork")).toEqual([["song-1"]]);
    expect(document.querySelector("img.sound-cover")).not.toBeNull();
    await tell({ currentId: "song-2" });
    expect(document.querySelector("img.sound-cover")).toBeNull();
    expect(pictures.stillOpen).toEqual([]);
  });

  it("says why it ended, and what to do", async () => {
    const { sheet } = await soundSheet({
      state: "idle",
      position: null,
      lastError: { code: "lost", message: "" },
    });
    expect(sheet.getByText(/The connection to Kitchen was lost/)).toBeTruthy();
  });

  it("tells how to begin while there is nothing, and that a HomePod leaves the iPhone's list", async () => {
    const { sheet, key, pass } = await soundSheet(noSound());
    expect(sheet.getByText("Nothing is sent to a speaker.")).toBeTruthy();
    expect(sheet.getByText(/iPhones and iPads do not see it/)).toBeTruthy();
    fireEvent.click(sheet.getByRole("button", { name: "Choose music…" }));
    await pass(0);
    expect(screen.getByRole("dialog", { name: "Play a video or music" })).toBeTruthy();
    await key("Escape");
  });

  it("is told once, in one live region, when another song begins", async () => {
    const { tell } = await soundSheet();
    await tell({ currentId: "song-2" });
    const sentence = "Passepied plays. On Kitchen.";
    expect(said().filter((text) => text === sentence)).toHaveLength(1);
  });
});

describe("the queue", () => {
  it("marks what plays, with each title, artist and length", async () => {
    await soundSheet();
    expect(options()).toEqual(["Clair de lune", "Passepied", "Gymnopédie No. 1"]);
    const [first, second] = screen.getAllByRole("option");
    expect(first?.getAttribute("aria-current")).toBe("true");
    expect(first?.textContent).toContain("plays now");
    expect(second?.getAttribute("aria-current")).toBeNull();
    expect(second?.textContent).toContain("3:42");
    expect(screen.getByRole("listbox", { name: "Queue" })).toBeTruthy();
  });

  it("is one stop of the Tab key, whose arrows choose and whose Enter plays", async () => {
    const { bridge } = await soundSheet();
    const list = screen.getByRole("listbox");
    expect(list.tabIndex).toBe(0);
    expect(screen.getAllByRole("option").every(({ tabIndex }) => tabIndex === -1)).toBe(true);
    press("ArrowDown");
    expect(chosen()).toBe("Passepied");
    expect(list.getAttribute("aria-activedescendant")).toBe(screen.getAllByRole("option")[1]?.id);
    press("End");
    expect(chosen()).toBe("Gymnopédie No. 1");
    press("Enter");
    expect(bridge.of("sound.skipTo")).toEqual([["song-3"]]);
    press("Home");
    expect(chosen()).toBe("Clair de lune");
  });

  it("is put in another order by buttons and by keys, aloud, and not beyond its ends", async () => {
    const { bridge, sheet, pass } = await soundSheet();
    fireEvent.click(sheet.getByRole("button", { name: "Move Clair de lune up" }));
    fireEvent.click(sheet.getByRole("button", { name: "Move Clair de lune down" }));
    press("ArrowDown");
    press("ArrowDown", { altKey: true });
    press("ArrowUp", { altKey: true });
    await pass(0);
    expect(bridge.of("sound.move")).toEqual([
      ["song-1", "song-3"],
      ["song-2", null],
      ["song-2", "song-1"],
    ]);
    expect(said()).toContain("Passepied is now 1 of 3.");
  });

  it("loses what is taken out, and the next one is chosen", async () => {
    const { bridge, sheet, pass } = await soundSheet();
    press("ArrowDown");
    press("Delete");
    await pass(0);
    expect(bridge.of("sound.remove")).toEqual([["song-2"]]);
    expect(chosen()).toBe("Gymnopédie No. 1");
    fireEvent.click(sheet.getByRole("button", { name: "Take Gymnopédie No. 1 out" }));
    expect(bridge.of("sound.remove")).toEqual([["song-2"], ["song-3"]]);
  });

  it("is put in another order by a drag, which is not taken for a drop from outside", async () => {
    const { bridge, pass } = await soundSheet();
    const [first, , third] = screen.getAllByRole("option");
    const dataTransfer = {
      types: [],
      items: [],
      files: [],
      getData: () => "",
      setData: () => undefined,
    };
    if (first !== undefined) fireEvent.dragStart(first, { dataTransfer });
    await pass(0);
    // Happy DOM lays nothing out: every row is 0 px high, and a pointer is at its end.
    if (third !== undefined) fireEvent.dragOver(third, { dataTransfer, clientY: 5 });
    await pass(0);
    expect(third?.getAttribute("data-edge")).toBe("after");
    if (third !== undefined) fireEvent.drop(third, { dataTransfer });
    await pass(0);
    expect(bridge.of("sound.move")).toEqual([["song-1", null]]);
    expect(bridge.of("sound.add")).toEqual([]);
  });

  it("says of what could not be played why, and what to do", async () => {
    const broken = (id: string, error: SoundItem["error"]): SoundItem => aSoundItem({ id, error });
    await soundSheet({
      items: [
        broken("a", {
          code: "unsupported",
          message: "",
          details: { subject: "AAC", missing: "ffmpeg" },
        }),
        broken("b", { code: "malformed", message: "" }),
        broken("c", { code: "rejected", message: "", details: { deviceCode: 404 } }),
        broken("d", { code: "not-found", message: "" }),
        broken("e", { code: "unsupported", message: "", details: { subject: "MIDI" } }),
      ],
      currentId: null,
    });
    const rows = screen.getAllByRole("option").map(({ textContent }) => textContent ?? "");
    expect(rows[0]).toContain("This computer cannot read AAC. Install ffmpeg");
    expect(rows[1]).toContain("The file is damaged");
    expect(rows[2]).toContain("(code 404)");
    expect(rows[3]).toContain("It is not there any more.");
    expect(rows[4]).toContain("This computer cannot read MIDI. Choose a copy");
  });

  it("stays where it is while another song begins, and follows it until a hand chooses", async () => {
    const { tell } = await soundSheet();
    await tell({ currentId: "song-2" });
    expect(chosen()).toBe("Passepied");
    press("End");
    await tell({ currentId: "song-1" });
    expect(chosen()).toBe("Gymnopédie No. 1");
  });

  it("holds hundreds of items without a stop of the Tab key for each", async () => {
    const items = Array.from({ length: 300 }, (_, at) => aSoundItem({ id: `s${at}` }));
    await soundSheet({ items, currentId: "s0" }, soundHouse([kitchen]));
    const focusable = screen
      .getByRole("dialog")
      .querySelectorAll("button, input, summary, [tabindex='0']");
    expect(focusable.length).toBeLessThan(30);
  });
});
