import { describe, expect, it } from "vitest";
import { Television } from "../../../src/main/virtual-tv/television.ts";
import { initialState } from "../../../src/main/virtual-tv/tv-state.ts";
import { testRuntime } from "../../support/runtime.ts";

const press = (button: "up" | "menu") => ({ kind: "button", button, action: "tap" }) as const;

function watch() {
  const runtime = testRuntime();
  return { runtime, television: new Television(runtime, initialState("Living Room")) };
}

describe("what reached the TV", () => {
  it("is there for whoever waits, and for whoever comes later", async () => {
    const { television } = watch();
    const waiting = television.received("menu");
    television.do(press("menu"));
    expect((await waiting).what).toBe("menu");
    television.do(press("menu"));
    expect((await television.received("menu")).what).toBe("menu");
  });

  it("is given to one waiter each, in order, with its time", async () => {
    const { runtime, television } = watch();
    television.do(press("up"));
    await runtime.clock.advance(100);
    television.do(press("up"));
    expect((await television.received("up")).atMs).toBe(0);
    expect((await television.received("up")).atMs).toBe(100);
  });

  it("is told to all who listen, and never holds a password", () => {
    const { television } = watch();
    const seen: string[] = [];
    television.inputs.on(({ what }) => seen.push(what));
    television.do({ kind: "ask-text", field: { prompt: "", secure: true, text: "" } });
    television.do({ kind: "insert-text", session: 1, text: "hunter2" });
    expect(seen).toEqual(["text (hidden)"]);
  });

  it("counts screens only when something on them changes", () => {
    const { television } = watch();
    television.do({ kind: "controllers", count: 0 });
    expect(television.screen.value.revision).toBe(0);
    television.do(press("up"));
    expect(television.screen.value.revision).toBe(1);
  });

  it("names a text field by the same bytes for as long as it is shown", () => {
    const { television } = watch();
    const first = television.sessionId(1);
    expect(television.sessionId(1)).toEqual(first);
    expect(television.sessionId(2)).not.toEqual(first);
    expect(first).toHaveLength(16);
  });
});
