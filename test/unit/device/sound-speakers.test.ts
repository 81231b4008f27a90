import { describe, expect, it } from "vitest";
import { RemoteError } from "../../../src/shared/errors.ts";
import { settle } from "../../support/manual-clock.ts";
import { ATTIC, BATH, eachSoundWorld, gate, KITCHEN, outcome } from "../../support/sound-world.ts";

const world = eachSoundWorld();

const lost = () => new RemoteError("lost", "the link died");
const inUse = () => new RemoteError("unavailable", "somebody else", { subject: "in-use" });

describe("speakers side by side", () => {
  it("RA-13 begin with the volume that was chosen last, also while they joined", async () => {
    const held = gate();
    world().receiver(KITCHEN).gate = held.closed;
    await world().sound.setVolume(KITCHEN, 20);
    const playing = outcome(world().play(["a"]));
    await settle();
    await world().sound.setVolume(KITCHEN, 60);
    held.open();
    await settle();
    expect(playing.value).toBe("done");
    expect(world().receiver(KITCHEN).joins[0]?.volume).toBe(20);
    expect(world().receiver(KITCHEN).volume).toBe(60);
    expect(world().speaker(KITCHEN)?.volume).toBe(60);
  });

  it("join one session before it begins, so that nobody misses the beginning", async () => {
    const held = gate();
    world().receiver(BATH).gate = held.closed;
    const playing = outcome(world().play(["a"], [KITCHEN, BATH]));
    await settle();
    expect(world().shown()).toMatchObject({
      state: "loading",
      speakers: [
        { name: "Kitchen", phase: "joined" },
        { name: "Bath", phase: "joining" },
      ],
    });
    expect(world().engine.session.calls).toEqual([]);
    held.open();
    await settle();
    expect(playing.value).toBe("done");
    const [kitchen, bath] = [KITCHEN, BATH].map((id) => world().receiver(id).joins[0]);
    expect(kitchen?.session).toBe(world().engine.session);
    expect(bath?.session).toBe(world().engine.session);
    expect(kitchen?.pass.activeRemote).not.toBe(bath?.pass.activeRemote);
  });

  it("are shown as joining while what makes the sound only starts, and at rest when it does not", async () => {
    const held = gate();
    world().engine.openGate = held.closed;
    const playing = outcome(world().play(["a"], [KITCHEN]));
    await settle();
    expect(world().shown()).toMatchObject({ state: "loading", speakers: [{ phase: "joining" }] });
    world().engine.openError = lost();
    held.open();
    await settle();
    expect(playing.value).toBe("lost");
    expect(world().shown()).toMatchObject({ state: "idle", speakers: [{ phase: "joined" }] });
  });

  it("wait four seconds for the slow ones, which join what plays", async () => {
    const held = gate();
    world().receiver(BATH).gate = held.closed;
    const playing = outcome(world().play(["a"], [KITCHEN, BATH]));
    await world().clock.advance(3900);
    expect(playing.value).toBe("pending");
    await world().clock.advance(200);
    expect(playing.value).toBe("done");
    expect(world().speaker(BATH)).toMatchObject({ phase: "joining" });
    held.open();
    await settle();
    expect(world().speaker(BATH)).toMatchObject({ phase: "joined" });
  });

  it.each([
    ["somebody else has it (453)", inUse()],
    ["it wants a password", new RemoteError("unpaired", "no", { subject: "password" })],
    ["its sound needs pairing", new RemoteError("unpaired", "no", { subject: "airplay" })],
    ["it never answers (tvOS 27)", new RemoteError("timeout", "no", { subject: "audio-setup" })],
    ["it says no", new RemoteError("rejected", "no", { deviceCode: 403 })],
  ])("go on when one of them fails, which stays on the list: %s", async (_, error) => {
    world().receiver(KITCHEN).errors.push(error);
    await world().play(["a"], [KITCHEN, BATH]);
    expect(world().shown()).toMatchObject({ state: "playing", lastError: null });
    expect(world().speaker(KITCHEN)).toMatchObject({ phase: "failed", error: error.toBody() });
    expect(world().speaker(BATH)).toMatchObject({ phase: "joined", error: null });
    await world().sound.join(KITCHEN);
    expect(world().speaker(KITCHEN)).toMatchObject({ phase: "joined", error: null });
  });

  it("all fail: nothing plays, and why is told", async () => {
    world().receiver(KITCHEN).errors.push(inUse());
    world().receiver(BATH).errors.push(new RemoteError("rejected", "no"));
    await expect(world().play(["a"], [KITCHEN, BATH])).rejects.toMatchObject({
      code: "unavailable",
      details: { subject: "in-use" },
    });
    expect(world().shown()).toMatchObject({
      state: "idle",
      lastError: { code: "unavailable" },
      speakers: [{ phase: "failed" }, { phase: "failed" }],
    });
    expect(world().titles(), "the queue stays").toEqual(["a"]);
    await world().sound.command("play");
    expect(world().shown()).toMatchObject({ state: "playing", lastError: null });
  });

  it("join and leave while it plays", async () => {
    await world().play(["a"]);
    await world().sound.join(BATH);
    await world().sound.join(BATH);
    expect(world().receiver(BATH).joins, "once").toHaveLength(1);
    await world().sound.leave(KITCHEN);
    expect(
      world()
        .shown()
        .speakers.map(({ name }) => name),
    ).toEqual(["Bath"]);
    expect(world().receiver(KITCHEN).left).toBe(1);
    expect(world().shown().state).toBe("playing");
    await world().sound.leave(KITCHEN);
    await expect(world().sound.leave("nobody")).rejects.toMatchObject({ code: "not-found" });
  });

  it("can be taken off while they join, and chosen again at once", async () => {
    await world().play(["a"]);
    const held = gate();
    world().receiver(BATH).gate = held.closed;
    const joining = outcome(world().sound.join(BATH));
    await settle();
    await world().sound.leave(BATH);
    expect(joining.value).toBe("cancelled");
    held.open();
    const slow = gate();
    world().receiver(KITCHEN).leaveGate = slow.closed;
    const leaving = outcome(world().sound.leave(KITCHEN));
    const again = outcome(world().sound.join(KITCHEN));
    await settle();
    expect([leaving.value, again.value]).toEqual(["pending", "pending"]);
    slow.open();
    await settle();
    expect([leaving.value, again.value]).toEqual(["done", "done"]);
    expect(world().receiver(KITCHEN).joins).toHaveLength(2);
    expect(world().receiver(KITCHEN).isSounding).toBe(true);
  });

  it("are exchanged by what is played next", async () => {
    await world().play(["a"], [KITCHEN, BATH]);
    await world().play(["b"], [BATH, ATTIC, ATTIC]);
    await settle();
    expect(
      world()
        .shown()
        .speakers.map(({ name }) => name),
    ).toEqual(["Bath", "Attic"]);
    expect(world().receiver(KITCHEN).isSounding).toBe(false);
    expect(world().receiver(BATH).joins).toHaveLength(1);
  });

  it("are chosen beforehand, and sound once something plays", async () => {
    await world().sound.join(KITCHEN);
    expect(world().receiver(KITCHEN).joins).toHaveLength(0);
    await world().sound.add(await world().offered("a"), null);
    await world().sound.command("play");
    expect(world().receiver(KITCHEN).isSounding).toBe(true);
  });
});

describe("a speaker that stops", () => {
  it("is told from one that somebody else plays on now", async () => {
    await world().play(["a"], [KITCHEN, BATH]);
    world().receiver(KITCHEN).end({ kind: "interrupted" });
    await settle();
    expect(world().speaker(KITCHEN)).toMatchObject({ phase: "interrupted", error: null });
    expect(world().shown().state).toBe("playing");
    expect(world().receiver(KITCHEN).joins, "it is not taken back").toHaveLength(1);
    world().receiver(BATH).end({ kind: "failed", error: inUse() });
    await settle();
    expect(world().speaker(BATH)).toMatchObject({
      phase: "failed",
      error: { code: "unavailable" },
    });
  });

  it("pauses what nobody hears, and play brings it back", async () => {
    await world().play(["a"]);
    world().receiver(KITCHEN).end({ kind: "interrupted" });
    await settle();
    expect(world().shown().state).toBe("paused");
    await world().sound.command("play");
    expect(world().shown()).toMatchObject({ state: "playing", speakers: [{ phase: "joined" }] });
    await world().sound.leave(KITCHEN);
    expect(world().shown()).toMatchObject({ state: "paused", speakers: [] });
    await expect(world().sound.command("play")).rejects.toMatchObject({
      code: "unavailable",
      details: { subject: "speakers" },
    });
    await world().sound.join(BATH);
    await world().sound.command("play");
    expect(world().shown().state).toBe("playing");
  });

  it("joins once more by itself when its link was lost, and only once in a minute", async () => {
    await world().play(["a"], [KITCHEN, BATH]);
    world().receiver(KITCHEN).end({ kind: "failed", error: lost() });
    await settle();
    expect(world().speaker(KITCHEN), "and why is told").toMatchObject({
      phase: "joining",
      error: { code: "lost" },
    });
    await world().clock.advance(1000);
    expect(world().speaker(KITCHEN)).toMatchObject({ phase: "joined", error: null });
    await world().clock.advance(5000);
    world().receiver(KITCHEN).end({ kind: "failed", error: lost() });
    await world().clock.advance(5000);
    expect(world().speaker(KITCHEN)).toMatchObject({ phase: "failed", error: { code: "lost" } });
    await world().sound.join(KITCHEN);
    await world().clock.advance(61_000);
    world().receiver(KITCHEN).end({ kind: "failed", error: lost() });
    await world().clock.advance(1000);
    world().receiver(KITCHEN).end({ kind: "failed", error: lost() });
    await settle();
    expect(world().speaker(KITCHEN)?.phase, "it is no steady one now").toBe("failed");
    await world().clock.advance(61_000);
  });

  it("is given ten seconds to let go of what was lost, which it takes for somebody else", async () => {
    const inUse = () => new RemoteError("unavailable", "no", { subject: "in-use" });
    await world().play(["a"], [KITCHEN, BATH]);
    world().receiver(KITCHEN).errors.push(inUse(), inUse());
    world().receiver(KITCHEN).end({ kind: "failed", error: lost() });
    await world().clock.advance(2500);
    expect(world().speaker(KITCHEN)).toMatchObject({ phase: "joining", error: { code: "lost" } });
    await world().clock.advance(500);
    expect(world().speaker(KITCHEN)).toMatchObject({ phase: "joined", error: null });
    await world().clock.advance(60_000);
    world()
      .receiver(KITCHEN)
      .errors.push(...Array.from({ length: 20 }, inUse));
    world().receiver(KITCHEN).end({ kind: "failed", error: lost() });
    await world().clock.advance(9500);
    expect(world().speaker(KITCHEN)?.phase).toBe("joining");
    await world().clock.advance(500);
    expect(world().speaker(KITCHEN)).toMatchObject({
      phase: "failed",
      error: { details: { subject: "in-use" } },
    });
    expect(world().receiver(KITCHEN).joins).toHaveLength(1 + 3 + 10);
  });

  it("fails when it does not come back, and is not waited for after a stop", async () => {
    await world().play(["a"], [KITCHEN]);
    world().receiver(KITCHEN).errors.push(new RemoteError("rejected", "no"));
    world().receiver(KITCHEN).end({ kind: "failed", error: lost() });
    await world().clock.advance(1000);
    expect(world().speaker(KITCHEN)).toMatchObject({
      phase: "failed",
      error: { code: "rejected" },
    });
    expect(world().shown().state).toBe("paused");
    await world().sound.command("play");
    world().receiver(KITCHEN).end({ kind: "failed", error: lost() });
    await settle();
    await world().sound.command("stop");
    await world().clock.advance(5000);
    expect(world().receiver(KITCHEN).joins).toHaveLength(3);
    expect(world().clock.armedTimers, "of the registry's at most").toBeLessThan(2);
  });

  it("ends with its device's session, and with what is forgotten", async () => {
    await world().play(["a"], [KITCHEN, BATH]);
    await world().hub.session(KITCHEN).disconnect();
    expect(world().speaker(KITCHEN)).toMatchObject({ phase: "interrupted" });
    expect(world().receiver(KITCHEN).isOpen).toBe(false);
    await world().hub.forget(BATH);
    expect(
      world()
        .shown()
        .speakers.map(({ name }) => name),
    ).toEqual(["Kitchen"]);
    expect(world().receiver(BATH).isOpen).toBe(false);
  });

  it("wakes up when it sleeps, as it does for a film", async () => {
    world().receiver(KITCHEN).tv.powered = false;
    const playing = outcome(world().play(["a"]));
    await world().clock.advance(6000);
    expect(playing.value).toBe("pending");
    world().receiver(KITCHEN).tv.powered = true;
    await world().clock.advance(8000);
    expect(playing.value).toBe("done");
  });

  it("is given up when it stays silent for half a minute", async () => {
    world().receiver(KITCHEN).tv.powered = false;
    const playing = outcome(world().play(["a"]));
    await world().clock.advance(40_000);
    expect(playing.value).toBe("refused");
    expect(world().speaker(KITCHEN)).toMatchObject({ phase: "failed", error: { code: "refused" } });
  });
});

describe("how loud a speaker is", () => {
  it("is what it says, until somebody sets it, and is remembered", async () => {
    world().receiver(BATH).volume = 50;
    await world().play(["a"], [KITCHEN, BATH]);
    expect(world().receiver(KITCHEN).joins[0]).toMatchObject({ volume: null, delayMs: 0 });
    expect(world().shown()).toMatchObject({
      volume: 50,
      speakers: [{ volume: 33 }, { volume: 50 }],
    });
    await world().sound.setVolume(KITCHEN, 80);
    expect(world().receiver(KITCHEN).volume).toBe(80);
    expect(world().shown()).toMatchObject({ volume: 80 });
    await world().sound.command("stop");
    await world().sound.setVolume(BATH, 20);
    expect(world().speaker(BATH)).toMatchObject({ volume: 20 });
    await world().sound.command("play");
    expect(world().receiver(BATH).volume).toBe(20);
    await world().clock.advance(1000);
    expect(world().settings.settings.value.speakers).toEqual({
      [KITCHEN]: { volume: 80, delayMs: 0 },
      [BATH]: { volume: 20, delayMs: 0 },
    });
  });

  it("RA-13 may be set before anything plays, and is what it begins with", async () => {
    await world().sound.setVolume(KITCHEN, 15);
    expect(world().shown().speakers).toEqual([]);
    await world().play(["a"]);
    expect(world().receiver(KITCHEN).joins[0]).toMatchObject({ volume: 15 });
    expect(world().speaker(KITCHEN)).toMatchObject({ volume: 15 });
    await expect(world().sound.setVolume("nobody", 15)).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("QK-11 may be nothing at all", async () => {
    await world().play(["a"]);
    await world().sound.setVolume(KITCHEN, 0);
    await world().sound.command("stop");
    await world().sound.command("play");
    expect(world().receiver(KITCHEN).joins[1]).toMatchObject({ volume: 0 });
    expect(world().speaker(KITCHEN)).toMatchObject({ volume: 0 });
  });

  it("follows one slider for all in proportion, through silence and back", async () => {
    await world().play(["a"], [KITCHEN, BATH]);
    await world().sound.setVolume(KITCHEN, 60);
    await world().sound.setVolume(BATH, 30);
    const both = () => [world().receiver(KITCHEN).volume, world().receiver(BATH).volume];
    await world().sound.setVolume(null, 80);
    expect(both()).toEqual([80, 40]);
    await world().sound.setVolume(null, 0);
    expect(both()).toEqual([0, 0]);
    await world().sound.setVolume(null, 20);
    expect(both()).toEqual([20, 10]);
    expect(world().shown().volume).toBe(20);
  });

  it("is reckoned from what each is on its way to, however slow they answer", async () => {
    await world().play(["a"], [KITCHEN, BATH]);
    await world().sound.setVolume(KITCHEN, 40);
    await world().sound.setVolume(BATH, 50);
    const held = gate();
    world().receiver(BATH).volumeGate = held.closed;
    const both = () => [world().receiver(KITCHEN).volume, world().receiver(BATH).volume];
    const settings = [world().sound.setVolume(BATH, 20), world().sound.setVolume(null, 80)];
    await settle();
    held.open();
    await Promise.all(settings);
    expect(both()).toEqual([80, 40]);
    expect(world().shown()).toMatchObject({ volume: 80 });
  });

  it("is reckoned from where it stayed, when it did not take another", async () => {
    await world().play(["a"], [KITCHEN, BATH]);
    world().receiver(BATH).volumeError = new RemoteError("rejected", "no");
    await expect(world().sound.setVolume(BATH, 90)).rejects.toMatchObject({ code: "rejected" });
    world().receiver(BATH).volumeError = undefined;
    await world().sound.setVolume(null, 66);
    expect([world().receiver(KITCHEN).volume, world().receiver(BATH).volume]).toEqual([66, 66]);
  });

  it("is told when it cannot be set", async () => {
    await world().play(["a"]);
    world().receiver(KITCHEN).volumeError = new RemoteError("rejected", "no");
    await expect(world().sound.setVolume(KITCHEN, 10)).rejects.toMatchObject({ code: "rejected" });
    await expect(world().sound.setVolume(null, 10)).rejects.toMatchObject({ code: "rejected" });
    expect(world().speaker(KITCHEN)).toMatchObject({ volume: 33 });
  });

  it("comes with a delay of its own, which is remembered too", async () => {
    await world().play(["a"]);
    await world().sound.setDelay(KITCHEN, -120);
    expect(world().receiver(KITCHEN).delays.at(-1)).toBe(-120);
    expect(world().speaker(KITCHEN)).toMatchObject({ delayMs: -120 });
    await world().sound.command("stop");
    await world().sound.command("play");
    expect(world().receiver(KITCHEN).joins[1]).toMatchObject({ delayMs: -120 });
    await expect(world().sound.setDelay(BATH, 1)).rejects.toMatchObject({ code: "not-found" });
  });

  it("is written down once a hand came to rest, and at the end at the latest", async () => {
    await world().play(["a"]);
    let writes = 0;
    const off = world().settings.settings.on(() => {
      writes += 1;
    });
    for (let percent = 40; percent < 70; percent++) await world().sound.setVolume(KITCHEN, percent);
    await world().clock.advance(1000);
    expect(writes).toBe(1);
    await world().sound.setVolume(KITCHEN, 12);
    await world().hub.close();
    off();
    expect(world().settings.settings.value.speakers[KITCHEN]).toMatchObject({ volume: 12 });
  });
});

describe("the buttons of a receiver", () => {
  const door = (of = 1) => {
    const [remote] = world().remotes;
    const admitted = remote?.admitted.get(of);
    if (!admitted) throw new Error("nobody was let in");
    return admitted;
  };

  it("act on the session, and on that speaker's volume (IF-122)", async () => {
    await world().play(["a", "b"], [KITCHEN, BATH]);
    const { listener, speaker } = door();
    expect(speaker).toEqual({ name: "Kitchen", machine: 0xaabbcc000001n });
    await listener.request({ kind: "command", command: "pause" });
    expect(world().shown().state).toBe("paused");
    await listener.request({ kind: "command", command: "play" });
    await listener.request({ kind: "command", command: "next" });
    expect(world().current()).toBe("b");
    await listener.request({ kind: "volume", percent: 97 });
    await listener.request({ kind: "volume-step", direction: "up" });
    expect(world().receiver(KITCHEN).volume).toBe(100);
    await listener.request({ kind: "volume-step", direction: "down" });
    expect([world().receiver(KITCHEN).volume, world().receiver(BATH).volume]).toEqual([95, 33]);
    await listener.request({ kind: "mute" });
    expect(world().receiver(KITCHEN).volume).toBe(0);
    await listener.request({ kind: "mute" });
    expect(world().receiver(KITCHEN).volume).toBe(95);
    const held = gate();
    world().receiver(KITCHEN).volumeGate = held.closed;
    const steps = [1, 2].map(() => listener.request({ kind: "volume-step", direction: "down" }));
    await settle();
    held.open();
    await Promise.all(steps);
    expect(world().receiver(KITCHEN).volume, "no press is lost").toBe(85);
    world().engine.session.at(50);
    await listener.skip?.(-10);
    expect(world().engine.session.calls.at(-1)).toBe("seek 40");
  });

  it("are shown what plays", async () => {
    await world().play(["a"]);
    world().engine.session.at(50);
    const { listener } = door();
    expect(listener.view()).toEqual({
      state: "playing",
      title: "Song a",
      artist: null,
      album: null,
      genre: null,
      durationMs: 200_000,
      remainingMs: 150_000,
      volume: 33,
    });
    await world().sound.command("pause");
    expect(listener.view().state).toBe("paused");
  });

  it("let in only who sounds", async () => {
    await world().play(["a"], [KITCHEN, BATH]);
    const [remote] = world().remotes;
    expect(remote?.admitted.size).toBe(2);
    world().receiver(KITCHEN).end({ kind: "interrupted" });
    await settle();
    expect(remote?.admitted.size).toBe(1);
    world().receiver(ATTIC).errors.push(inUse());
    await expect(world().sound.join(ATTIC)).rejects.toMatchObject({ code: "unavailable" });
    expect(remote?.admitted.size).toBe(1);
  });
});
