import { describe, expect, it } from "vitest";
import { RemoteError } from "../../../src/shared/errors.ts";
import { settle } from "../../support/manual-clock.ts";
import { BATH, eachSoundWorld, KITCHEN, outcome } from "../../support/sound-world.ts";

const world = eachSoundWorld();

const broken = () => new RemoteError("malformed", "cut short");

describe("the queue of what is sent", () => {
  it("plays one item after the other without a gap, and ends with the last", async () => {
    await world().play(["a", "b", "c"]);
    const { session } = world().engine;
    expect(world().shown()).toMatchObject({ state: "playing", canSeek: true, lastError: null });
    expect(session.calls).toEqual(["play a", "follow b c"]);
    session.over();
    expect(world().current()).toBe("b");
    session.over();
    expect(world().current()).toBe("c");
    expect(session.calls).toEqual(["play a", "follow b c", "follow c", "follow nothing"]);
    session.over();
    await settle();
    expect(world().shown()).toMatchObject({
      state: "idle",
      currentId: null,
      position: null,
      lastError: null,
    });
    expect(world().titles(), "the queue stays").toEqual(["a", "b", "c"]);
    expect(world().receiver(KITCHEN).left, "the receiver is free").toBe(1);
    expect(session.isClosed).toBe(true);
    await world().sound.command("play");
    expect(world().current(), "from the beginning").toBe("a");
  });

  it("shows what the tags say once it plays, where it stands and what a radio says", async () => {
    await world().play(["a"]);
    world().engine.session.at(12);
    expect(world().shown()).toMatchObject({
      items: [{ title: "Song a", durationS: 200, kind: "file" }],
      position: { seconds: 12 },
      onAir: null,
    });
    const { tags } = world().engine.session.status.value;
    world().engine.session.set({ tags: tags && { ...tags, onAir: "The news" } });
    expect(world().shown().onAir).toBe("The news");
  });

  it("is one snapshot a turn, however often it changes", async () => {
    await world().play(["a", "b"]);
    await settle();
    let told = 0;
    const off = world().sound.snapshot.on(() => {
      told += 1;
    });
    for (let second = 0; second < 50; second++) world().engine.session.at(second);
    await settle();
    off();
    expect(told).toBe(1);
  });

  it("is replaced as a whole by what is played next", async () => {
    await world().play(["a", "b"]);
    await world().play(["x", "y"]);
    expect(world().titles()).toEqual(["x", "y"]);
    expect(world().current()).toBe("x");
    expect(world().engine.sessions, "the speakers keep their session").toHaveLength(1);
    expect(world().receiver(KITCHEN).joins).toHaveLength(1);
    expect(world().engine.session.calls.slice(-2)).toEqual(["play x", "follow y"]);
  });

  it("takes items in between, moves them and follows with what is next now", async () => {
    await world().play(["a", "b"]);
    await world().sound.add(await world().offered("c"), world().idOf("b"));
    expect(world().titles()).toEqual(["a", "c", "b"]);
    await world().sound.add(await world().offered("d"), null);
    await world().sound.move(world().idOf("d"), world().idOf("c"));
    await world().sound.move(world().idOf("c"), null);
    expect(world().titles()).toEqual(["a", "d", "b", "c"]);
    const { calls } = world().engine.session;
    const told = ["follow b", "follow c b", "follow c b d", "follow d c b", "follow d b c"];
    expect(calls).toEqual(["play a", ...told]);
    await world().sound.remove(world().idOf("d"));
    expect(calls.at(-1)).toBe("follow b c");
  });

  it("takes one thing twice, as two items", async () => {
    await world().play(["a", "a"]);
    const [first, second] = world().shown().items;
    expect(first?.id).not.toBe(second?.id);
  });

  it("goes on with the next one when the current one is removed, and ends when it was the last", async () => {
    await world().play(["a", "b"]);
    await world().sound.remove(world().idOf("a"));
    expect(world().current()).toBe("b");
    expect(world().engine.session.calls).toContain("play b");
    await world().sound.remove(world().idOf("b"));
    await settle();
    expect(world().shown()).toMatchObject({ state: "idle", items: [], currentId: null });
  });

  it("makes no sound when the current one is removed while it is paused", async () => {
    await world().play(["a", "b"]);
    await world().sound.command("pause");
    await world().sound.remove(world().idOf("a"));
    expect(world().shown()).toMatchObject({ state: "paused", position: null });
    expect(world().current()).toBe("b");
    expect(world().engine.session.calls).not.toContain("play b");
    await world().sound.command("play");
    expect(world().engine.session.calls).toContain("play b");
    expect(world().shown().state).toBe("playing");
  });

  it("jumps to an item, and where nothing is sent begins with it", async () => {
    await world().play(["a", "b", "c"]);
    await world().sound.skipTo(world().idOf("c"));
    expect(world().current()).toBe("c");
    await world().sound.command("stop");
    await world().sound.skipTo(world().idOf("b"));
    expect(world().current()).toBe("b");
    expect(world().receiver(KITCHEN).joins).toHaveLength(2);
  });

  it("gives an item that fails its error, and plays the next", async () => {
    world().engine.errors.set("a", broken());
    await world().play(["a", "b"]);
    expect(world().shown().items[0]?.error).toMatchObject({ code: "malformed" });
    expect(world().current()).toBe("b");
    expect(world().shown().lastError).toBeNull();
  });

  it("goes on behind one that breaks while it plays, and one that cannot follow", async () => {
    world().engine.errors.set("c", broken());
    await world().play(["a", "b", "c", "d"]);
    const { session } = world().engine;
    session.over(broken());
    await settle();
    expect(world().shown().items[0]?.error).toMatchObject({ code: "malformed" });
    expect(world().current()).toBe("b");
    expect(session.calls, "it followed by itself").not.toContain("play b");
    session.over();
    await world().clock.advance(300);
    expect(world().shown().items[2]?.error).toMatchObject({ code: "malformed" });
    expect(world().current()).toBe("d");
  });

  it("begins what was named too late to follow", async () => {
    await world().play(["a", "b"]);
    const { session } = world().engine;
    const told = session.follow.bind(session);
    session.follow = () => {};
    await world().sound.move(world().idOf("b"), null);
    session.follow = told;
    told([]);
    session.over();
    await world().clock.advance(300);
    expect(world().shown().state).toBe("playing");
    expect(world().current()).toBe("b");
  });

  it("is over with the reason when nothing of it can be played, and frees the speakers", async () => {
    world().engine.errors.set("a", broken());
    world().engine.errors.set("b", new RemoteError("unsupported", "no", { subject: "wma" }));
    await expect(world().play(["a", "b"])).rejects.toMatchObject({ code: "unsupported" });
    expect(world().shown()).toMatchObject({
      state: "idle",
      lastError: { code: "unsupported", details: { subject: "wma" } },
      items: [{ error: { code: "malformed" } }, { error: { code: "unsupported" } }],
    });
    expect(world().receiver(KITCHEN).isSounding).toBe(false);
    world().engine.errors.clear();
    await world().sound.command("play");
    expect(world().shown()).toMatchObject({ state: "playing", lastError: null });
    expect(world().shown().items[0]?.error, "it was tried anew").toBeNull();
  });

  it("is over with the reason when the only item breaks", async () => {
    await world().play(["a"]);
    world().engine.session.over(new RemoteError("lost", "the radio hung up"));
    await settle();
    expect(world().shown()).toMatchObject({ state: "idle", lastError: { code: "lost" } });
  });

  it("keeps what plays when a jump leads nowhere", async () => {
    world().engine.errors.set("c", broken());
    await world().play(["a", "b", "c"]);
    await expect(world().sound.skipTo(world().idOf("c"))).rejects.toMatchObject({
      code: "malformed",
    });
    expect(world().shown()).toMatchObject({ state: "playing", lastError: null });
    expect(world().current()).toBe("a");
  });
});

describe("the commands of the session", () => {
  it("pause and play, each as often as one likes", async () => {
    await world().play(["a"]);
    await world().sound.command("pause");
    await world().sound.command("pause");
    expect(world().shown().state).toBe("paused");
    await world().sound.command("play-pause");
    expect(world().shown().state).toBe("playing");
    await world().sound.command("play");
    await world().sound.command("play-pause");
    expect(world().engine.session.calls.filter((call) => /pause|resume/.test(call))).toEqual([
      "pause",
      "resume",
      "pause",
    ]);
  });

  it("go to the next item, and end behind the last", async () => {
    await world().play(["a", "b"]);
    await world().sound.command("next");
    expect(world().current()).toBe("b");
    await world().sound.command("next");
    await settle();
    expect(world().shown()).toMatchObject({ state: "idle", lastError: null });
  });

  it("begin the item again after three seconds, and go back before", async () => {
    await world().play(["a", "b"]);
    await world().sound.command("next");
    world().engine.session.at(4);
    await world().sound.command("previous");
    expect(world().engine.session.calls.at(-1)).toBe("seek 0");
    expect(world().current()).toBe("b");
    // The beginning is heard two seconds later; until then the position is the old one.
    world().engine.session.at(4.5);
    await world().sound.command("previous");
    expect(world().current()).toBe("a");
    world().engine.session.at(2);
    await world().sound.command("previous");
    expect(world().current(), "there is none before it").toBe("a");
    world().engine.session.set({ canSeek: false });
    world().engine.session.at(60);
    await world().sound.command("previous");
    expect(world().engine.session.calls.at(-2)).toBe("play a");
  });

  it("wind, where that can be", async () => {
    await world().play(["a"]);
    await world().sound.seek(42);
    expect(world().engine.session.calls.at(-1)).toBe("seek 42");
    await world().sound.command("stop");
    await expect(world().sound.seek(1)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("stop for good: every receiver is free when it resolves, and play goes on with the same item", async () => {
    await world().play(["a", "b"], [KITCHEN, BATH]);
    await world().sound.command("next");
    const { remotes, engine } = world();
    await world().sound.command("stop");
    for (const id of [KITCHEN, BATH]) {
      expect(world().receiver(id).isSounding).toBe(false);
      expect(world().receiver(id).isOpen, "nor is it connected for nothing").toBe(false);
    }
    expect(engine.openSessions).toBe(0);
    expect(remotes.map(({ isClosed, admitted }) => [isClosed, admitted.size])).toEqual([[true, 0]]);
    expect(world().shown().speakers).toHaveLength(2);
    await world().sound.command("play");
    expect(world().current()).toBe("b");
    expect(world().receiver(BATH).isSounding).toBe(true);
  });

  it("stop within five seconds, whatever a receiver does", async () => {
    await world().play(["a"]);
    world().receiver(KITCHEN).leaveGate = new Promise(() => {});
    const stopped = outcome(world().sound.command("stop"));
    await settle();
    expect(world().shown().state).toBe("idle");
    expect(stopped.value).toBe("pending");
    await world().clock.advance(5000);
    expect(stopped.value).toBe("done");
    world().receiver(KITCHEN).end({ kind: "left" });
  });

  it("do nothing that cannot be done", async () => {
    for (const command of ["play", "pause", "next", "previous"] as const)
      await expect(world().sound.command(command)).rejects.toMatchObject({ code: "unavailable" });
    await world().sound.command("stop");
    await expect(world().sound.skipTo("none")).rejects.toMatchObject({ code: "not-found" });
    await expect(world().sound.remove("none")).rejects.toMatchObject({ code: "not-found" });
    await expect(world().sound.move("none", null)).rejects.toMatchObject({ code: "not-found" });
    await expect(world().sound.offer("/nothing")).rejects.toMatchObject({ code: "not-found" });
    await expect(world().sound.play([{ offer: "none" }], [KITCHEN])).rejects.toMatchObject({
      code: "not-found",
    });
    const sources = await world().offered("a");
    await expect(world().sound.play(sources, ["nobody"])).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(
      world().sound.add(
        Array.from({ length: 5001 }, () => sources[0] ?? { offer: "a" }),
        null,
      ),
    ).rejects.toMatchObject({ code: "invalid" });
    expect(world().shown()).toMatchObject({ state: "idle", items: [] });
  });
});
