import { describe, expect, it } from "vitest";
import { RemoteError } from "../../../src/shared/errors.ts";
import { settle } from "../../support/manual-clock.ts";
import { BATH, eachSoundWorld, gate, KITCHEN, outcome } from "../../support/sound-world.ts";

const world = eachSoundWorld();

describe("the newest request", () => {
  it("wins over one that is still looking for its speakers", async () => {
    const held = gate();
    world().receiver(KITCHEN).gate = held.closed;
    const first = outcome(world().play(["a"]));
    await settle();
    expect(world().shown()).toMatchObject({ state: "loading", speakers: [{ phase: "joining" }] });
    await world().play(["b"], [BATH]);
    await settle();
    expect(first.value).toBe("cancelled");
    expect(world().current()).toBe("b");
    expect(
      world()
        .shown()
        .speakers.map(({ name }) => name),
    ).toEqual(["Bath"]);
    expect(world().engine.session.calls).not.toContain("play a");
    held.open();
  });

  it("wins over one that is still being read, and over one that waits for the engine", async () => {
    const held = gate();
    world().engine.openGate = held.closed;
    const first = outcome(world().play(["a"]));
    await settle();
    const second = outcome(world().play(["b"]));
    held.open();
    await settle();
    expect([first.value, second.value]).toEqual(["cancelled", "done"]);
    const slow = gate();
    world().engine.session.gate = slow.closed;
    const third = outcome(world().play(["c"]));
    await settle();
    world().engine.session.gate = Promise.resolve();
    await world().play(["d"]);
    slow.open();
    await settle();
    expect(third.value).toBe("cancelled");
    expect(world().current()).toBe("d");
    expect(world().engine.openSessions).toBe(1);
  });

  it("may be to stop: what had begun is undone", async () => {
    const held = gate();
    world().engine.openGate = held.closed;
    const playing = outcome(world().play(["a"]));
    await settle();
    const stopped = outcome(world().sound.command("stop"));
    await settle();
    held.open();
    await settle();
    expect([playing.value, stopped.value]).toEqual(["cancelled", "done"]);
    expect(world().engine.openSessions).toBe(0);
    expect(world().shown()).toMatchObject({ state: "idle", lastError: null });
    world().receiver(KITCHEN).gate = new Promise(() => {});
    const again = outcome(world().sound.command("play"));
    await settle();
    await world().sound.command("pause");
    await settle();
    expect(again.value).toBe("cancelled");
    expect(world().shown()).toMatchObject({ state: "idle", lastError: null });
  });

  it("is not undone by a place that was wanted in what goes", async () => {
    await world().play(["a", "b", "c"]);
    const { session } = world().engine;
    const held = gate();
    session.gate = held.closed;
    const next = outcome(world().sound.command("next"));
    await settle();
    const seek = outcome(world().sound.seek(50));
    await settle();
    held.open();
    await settle();
    expect([next.value, seek.value]).toEqual(["done", "unavailable"]);
    expect(world().current()).toBe("b");
    expect(session.calls.filter((call) => call.startsWith("seek"))).toEqual([]);
  });

  it("is not ended by the end of what played before it", async () => {
    await world().play(["a"]);
    const held = gate();
    world().engine.session.gate = held.closed;
    const next = outcome(world().play(["b"]));
    await settle();
    world().engine.session.over();
    await settle();
    held.open();
    await settle();
    expect(next.value).toBe("done");
    expect(world().shown().state).toBe("playing");
    expect(world().current()).toBe("b");
  });
});

describe("sound that cannot be made", () => {
  it("is told when the engine does not start", async () => {
    world().engine.openError = new RemoteError("unavailable", "no thread");
    await expect(world().play(["a"])).rejects.toMatchObject({ code: "unavailable" });
    expect(world().shown()).toMatchObject({ state: "idle", lastError: { code: "unavailable" } });
  });

  it("goes on without buttons when no door can be opened for them", async () => {
    world().buttons.error = new RemoteError("unavailable", "no port");
    await world().play(["a"]);
    expect(world().shown().state).toBe("playing");
    const { pass } = world().receiver(KITCHEN).joins[0] ?? {};
    expect(pass?.dacpId).toMatch(/^[0-9A-F]{16}$/);
  });

  it("shows the cover of what plays, else that of the file", async () => {
    await world().play(["a", "b"]);
    const png = { mimeType: "image/png", bytes: new Uint8Array([1]) } as const;
    const jpeg = { mimeType: "image/jpeg", bytes: new Uint8Array([2]) } as const;
    world().files.pictures.set("b", png);
    expect(await world().sound.artwork(world().idOf("a"))).toBeNull();
    expect(await world().sound.artwork(world().idOf("b"))).toMatchObject(png);
    const { tags } = world().engine.session.status.value;
    world().engine.session.set({ tags: tags && { ...tags, picture: jpeg } });
    expect(await world().sound.artwork(world().idOf("a"))).toMatchObject(jpeg);
    expect(world().shown().items[0]?.hasPicture).toBe(true);
  });
});
