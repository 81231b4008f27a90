import { expect, it } from "vitest";
import { RemoteError } from "../../../src/shared/errors.ts";
import { settle } from "../../support/manual-clock.ts";
import { BATH, eachSoundWorld, gate, KITCHEN, outcome } from "../../support/sound-world.ts";

// What makes the sound dies: a session of its engine is broken, as `SoundSession.broken` has it.
const world = eachSoundWorld();

const died = () => new RemoteError("bug", "a thread of ours died");

/** In the order in which the engine's end of the thread tells it. */
function breaks(): void {
  const error = died();
  const { session } = world().engine;
  session.broken.set(error);
  session.set({ state: "idle", trackId: null, tags: null, position: null });
  for (const id of [KITCHEN, BATH]) world().receiver(id).end({ kind: "failed", error });
}

it("nothing plays on, why is told, and every speaker is free and not to blame", async () => {
  await world().play(["a", "b"], [KITCHEN, BATH]);
  breaks();
  await settle();
  expect(world().shown()).toMatchObject({
    state: "idle",
    lastError: { code: "bug" },
    items: [{ error: null }, { error: null }],
    speakers: [
      { phase: "joined", error: null },
      { phase: "joined", error: null },
    ],
  });
  for (const id of [KITCHEN, BATH]) {
    expect(world().receiver(id).left, "it was told that it ends").toBe(1);
    expect(world().receiver(id).isOpen).toBe(false);
  }
  expect(world().engine.openSessions).toBe(0);
});

it("a press of play goes on with the same item, on the same speakers, by another session", async () => {
  await world().play(["a", "b"]);
  world().engine.session.over();
  expect(world().current()).toBe("b");
  breaks();
  await world().sound.command("play");
  expect(world().engine.sessions).toHaveLength(2);
  expect(world().shown()).toMatchObject({ state: "playing", lastError: null });
  expect(world().current()).toBe("b");
  expect(world().receiver(KITCHEN).isSounding).toBe(true);
});

it("also while it is paused", async () => {
  await world().play(["a"]);
  await world().sound.command("pause");
  breaks();
  await settle();
  expect(world().shown()).toMatchObject({ state: "idle", lastError: { code: "bug" } });
});

it("also while a speaker is asked: who waits for it is told why", async () => {
  const held = gate();
  world().receiver(KITCHEN).gate = held.closed;
  const playing = outcome(world().play(["a"]));
  await settle();
  breaks();
  await settle();
  expect(playing.value).toMatch(/bug/);
  expect(world().shown()).toMatchObject({ state: "idle", lastError: { code: "bug" } });
  held.open();
});

it("also while a song is opened: neither it nor those after it are marked", async () => {
  await world().play(["a"]);
  const { session } = world().engine;
  const held = gate();
  session.gate = held.closed;
  for (const name of ["b", "c"]) session.errors.set(name, died());
  const playing = outcome(world().play(["b", "c"]));
  await settle();
  breaks();
  held.open();
  await settle();
  expect(playing.value).toMatch(/bug/);
  expect(world().shown()).toMatchObject({
    state: "idle",
    lastError: { code: "bug" },
    items: [{ error: null }, { error: null }],
  });
});

it("also while its buttons are opened", async () => {
  const held = gate();
  world().engine.openGate = held.closed;
  const playing = outcome(world().play(["a"]));
  await settle();
  held.open();
  while (world().engine.sessions.length === 0) await Promise.resolve();
  world().engine.session.broken.set(died());
  await settle();
  expect(playing.value).toMatch(/bug/);
  expect(world().shown()).toMatchObject({ state: "idle", lastError: { code: "bug" } });
});

it("something newer is not ended by what broke before it", async () => {
  await world().play(["a"]);
  const { session } = world().engine;
  await world().sound.command("stop");
  await world().play(["b"]);
  session.broken.set(died());
  await settle();
  expect(world().shown()).toMatchObject({ state: "playing", lastError: null });
});
