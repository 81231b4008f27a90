import { act, fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import type { KeyboardState } from "../../../src/shared/model/session.ts";
import { aSession } from "../../support/renderer/fixtures.ts";
import { connected, type Stage, stage } from "./stage.tsx";

const asks: KeyboardState = { focused: true, text: "the be", secure: false, prompt: "Search" };
const field = (): HTMLInputElement => screen.getByLabelText("Search");

function type(on: Stage, value: string, isComposing = false): Promise<void> {
  return act(async () => {
    const input = new InputEvent("input", { bubbles: true, isComposing });
    const element = field();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(element, value);
    element.dispatchEvent(input);
    await on.clock.advance(0);
  });
}

describe("the text sheet", () => {
  it("CO-18 opens by itself when the TV asks, with the TV's text, and closes with it", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected() });
    expect(screen.queryByRole("dialog")).toBeNull();
    await on.emit("session", aSession({ revision: 2, keyboard: asks }));
    expect(field().value).toBe("the be");
    expect(document.activeElement).toBe(field());
    await on.emit("session", aSession({ revision: 3 }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("CO-16 CO-17 sends what is typed at once, then the newest within 100 ms", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected({ keyboard: asks }) });
    for (const text of ["the bea", "the bear", "the bear ", "the bear s"]) await type(on, text);
    expect(on.bridge.of("text.set")).toEqual([["tv", "the bea"]]);
    await on.pass(100);
    expect(on.bridge.of("text.set")).toEqual([
      ["tv", "the bea"],
      ["tv", "the bear s"],
    ]);
  });

  it("sends no half-composed word", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected({ keyboard: asks }) });
    fireEvent.compositionStart(field());
    await type(on, "にh", true);
    await type(on, "にほ", true);
    await on.pass(500);
    expect(on.bridge.calls).toEqual([]);
    await type(on, "日本", true);
    fireEvent.compositionEnd(field());
    await on.pass(500);
    expect(on.bridge.of("text.set")).toEqual([["tv", "日本"]]);
  });

  it("masks a password and asks the browser not to remember it", async () => {
    const keyboard: KeyboardState = { focused: true, text: "", secure: true, prompt: "" };
    await stage(<RemoteWindow />, { bridge: connected({ keyboard }) });
    const input = screen.getByLabelText("Password on Living Room");
    expect(input.getAttribute("type")).toBe("password");
    expect(input.getAttribute("autocomplete")).toBe("new-password");
  });

  it("clears the TV's field with its own call", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected({ keyboard: asks }) });
    fireEvent.click(screen.getByRole("button", { name: "Clear" }));
    await on.pass(0);
    expect(on.bridge.calls).toEqual([["text.clear", "tv"]]);
  });

  it("finishes with Enter and leaves with Esc, without Back on the TV", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected({ keyboard: asks }) });
    fireEvent.submit(field());
    expect(screen.queryByRole("dialog")).toBeNull();
    await on.key("k");
    const dialog = screen.getByRole("dialog");
    await on.keyDown("Escape");
    fireEvent(dialog, new Event("cancel", { cancelable: true }));
    await on.keyUp("Escape");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(on.bridge.calls).toEqual([]);
  });

  it("stays closed once left, until the TV asks anew", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected({ keyboard: asks }) });
    fireEvent.submit(field());
    await on.emit("session", aSession({ revision: 2, keyboard: { ...asks, text: "the bea" } }));
    expect(screen.queryByRole("dialog")).toBeNull();
    await on.emit("session", aSession({ revision: 3 }));
    await on.emit("session", aSession({ revision: 4, keyboard: asks }));
    expect(screen.queryByRole("dialog")).not.toBeNull();
  });

  it("follows what the TV's own keyboard types", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected({ keyboard: asks }) });
    await on.emit("session", aSession({ revision: 2, keyboard: { ...asks, text: "the bees" } }));
    expect(field().value).toBe("the bees");
  });

  it("does not let an echo of older text overtake what is being typed", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected({ keyboard: asks }) });
    await type(on, "the bea");
    await type(on, "the bear");
    await on.emit("session", aSession({ revision: 2, keyboard: { ...asks, text: "the bea" } }));
    expect(field().value).toBe("the bear");
  });

  it("tells what went wrong beside the field", async () => {
    const bridge = connected({ keyboard: asks });
    bridge.refuse("text.set", { code: "unavailable", message: "" });
    const on = await stage(<RemoteWindow />, { bridge });
    await type(on, "x");
    expect(screen.getByRole("dialog").textContent).toContain("cannot do this at the moment");
  });

  it("says that no field is open when K asks for one", async () => {
    const on = await stage(<RemoteWindow />, { bridge: connected() });
    await on.key("k");
    expect(screen.getByRole("dialog").textContent).toContain(
      "No text field is open on Living Room",
    );
  });

  it("asks a TV that does not tell whether a field is open", async () => {
    const keyboard: KeyboardState = { focused: null, text: "", secure: false, prompt: "Search" };
    const bridge = connected({ keyboard });
    bridge.answer("text.get", () => "");
    const on = await stage(<RemoteWindow />, { bridge });
    await on.key("k");
    expect(bridge.of("text.get")).toEqual([["tv"]]);
    expect(field()).toBeTruthy();
  });
});
