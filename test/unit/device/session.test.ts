import { describe, expect, it } from "vitest";
import { fakeKey, fakePlugin } from "../../support/fake-plugin.ts";
import { found, hubWorld, known, pairedWorld } from "../../support/hub-world.ts";
import { settle } from "../../support/manual-clock.ts";

/** What became of a promise, without waiting for it. */
function outcome(promise: Promise<unknown>) {
  const seen: { value: string } = { value: "pending" };
  promise.then(
    () => {
      seen.value = "done";
    },
    (error) => {
      seen.value = error.code ?? String(error);
    },
  );
  return seen;
}

describe("connecting", () => {
  it("resolves with a ready snapshot that names the protocols and their features", async () => {
    const { session, hub } = await pairedWorld();
    const snapshot = await session.connect();
    expect(snapshot).toMatchObject({
      name: "Living Room",
      connection: { phase: "ready", lost: [] },
      protocols: ["companion"],
      power: "on",
      features: { up: "available" },
      owners: { up: "companion" },
    });
    await hub.close();
  });

  it("rejects with what stopped the attempt and goes on trying", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    tv.refusal = "refused";
    await expect(session.connect()).rejects.toMatchObject({ code: "refused" });
    tv.refusal = null;
    await clock.advance(250);
    expect(session.connection.phase).toBe("ready");
    await hub.close();
  });

  it("tries again for whoever asks right after a failure", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    tv.refusal = "refused";
    await expect(session.connect()).rejects.toMatchObject({ code: "refused" });
    tv.refusal = null;
    const again = outcome(session.connect());
    await clock.advance(249);
    expect(again.value).toBe("pending");
    await clock.advance(1);
    expect(again.value).toBe("done");
    await hub.close();
  });

  it("never has two attempts under way (E78)", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    tv.openGate = new Promise(() => {});
    void session.connect().catch(() => {});
    void session.connect().catch(() => {});
    await clock.advance(1000);
    expect(tv.opens).toBe(1);
    await hub.close();
  });

  it("gives up on a plug-in that hangs and closes what it still opens", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    let openGate = () => {};
    tv.openGate = new Promise((resolve) => {
      openGate = () => resolve();
    });
    const first = outcome(session.connect());
    await clock.advance(20_000);
    expect(first.value).toBe("timeout");
    openGate();
    await clock.advance(250);
    expect(tv.open).toHaveLength(1);
    expect(session.connection.phase).toBe("ready");
    await hub.close();
  });

  it("asks to pair when there is no key, and keeps the key when the device forgot us (E62)", async () => {
    const world = await pairedWorld();
    world.tv.refusal = "unpaired";
    await expect(world.session.connect()).rejects.toMatchObject({ code: "unpaired" });
    expect(world.session.connection).toEqual({ phase: "needs-pairing", cause: "unpaired" });
    expect(Object.keys(await world.credentials.get("AA:BB"))).toEqual(["companion"]);
    expect(world.clock.armedTimers).toBe(0);
    await world.hub.close();

    const keyless = hubWorld({ devices: [known({ paired: false })] });
    await expect(keyless.hub.session("AA:BB").connect()).rejects.toMatchObject({
      code: "unpaired",
    });
    await keyless.hub.close();
  });

  it("does not ask to pair again when it only remembers the address (E63)", async () => {
    const { session, tv, discovery, hub } = await pairedWorld();
    discovery.devices.set([]);
    tv.refusal = "unpaired";
    await expect(session.connect()).rejects.toMatchObject({ code: "not-found" });
    expect(session.connection.phase).toBe("waiting");
    await hub.close();
  });

  it("reaches a remembered device without mDNS by its address and port", async () => {
    const { session, discovery, hub } = await pairedWorld();
    discovery.devices.set([]);
    expect((await session.connect()).connection.phase).toBe("ready");
    await hub.close();
  });

  it("degrades when one protocol fails, and reopens it in the background", async () => {
    const world = hubWorld({
      devices: [known()],
      plugins: (tv) => [fakePlugin("companion", tv), fakePlugin("airplay", tv)],
    });
    const { hub, tv, discovery, clock } = world;
    await world.credentials.set("AA:BB", { companion: fakeKey(), airplay: fakeKey() });
    discovery.devices.set([found({ protocols: ["companion", "airplay"] })]);
    const session = hub.session("AA:BB");
    await session.connect();
    await settle();
    expect(session.snapshot.value.protocols).toEqual(["companion", "airplay"]);
    tv.refusal = "refused";
    tv.open.find(({ protocol }) => protocol === "airplay")?.die();
    await settle();
    expect(session.connection).toEqual({
      phase: "ready",
      lost: [{ protocol: "airplay", cause: "lost" }],
    });
    await clock.advance(250);
    expect(session.connection).toEqual({
      phase: "ready",
      lost: [{ protocol: "airplay", cause: "refused" }],
    });
    tv.refusal = null;
    await clock.advance(500);
    expect(session.connection).toEqual({ phase: "ready", lost: [] });
    await hub.close();
    expect(clock.armedTimers).toBe(0);
    expect(tv.open).toEqual([]);
  });
});

describe("a link that dies", () => {
  it("is opened again at once when the device is there", async () => {
    const { session, tv, hub } = await pairedWorld();
    await session.connect();
    tv.channel.die();
    await settle();
    expect(session.connection.phase).toBe("ready");
    expect(tv.opens).toBe(2);
    await hub.close();
  });

  it("comes back at once when mDNS sees the device again", async () => {
    const { session, tv, clock, discovery, hub } = await pairedWorld();
    await session.connect();
    tv.refusal = "timeout";
    tv.channel.die();
    await clock.advance(60_000);
    expect(session.connection.phase).toBe("waiting");
    tv.refusal = null;
    discovery.devices.set([found({ port: 50_000, lastSeenMs: 2 })]);
    await settle();
    expect(session.connection.phase).toBe("ready");
    await hub.close();
  });

  it("comes back at once when the machine wakes", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    await session.connect();
    tv.refusal = "timeout";
    tv.channel.die();
    await clock.advance(60_000);
    tv.refusal = null;
    hub.resumed();
    await settle();
    expect(session.connection.phase).toBe("ready");
    await hub.close();
  });

  it("comes back at once when somebody comes back to a window, and is not searched for", async () => {
    const { session, tv, clock, discovery, hub } = await pairedWorld();
    await session.connect();
    tv.refusal = "timeout";
    tv.channel.die();
    await clock.advance(60_000);
    tv.refusal = null;
    const [rescans, opens] = [discovery.rescans, tv.opens];
    hub.attended();
    hub.attended();
    await settle();
    expect(session.connection.phase).toBe("ready");
    expect(tv.opens).toBe(opens + 1);
    expect(discovery.rescans).toBe(rescans);
    await hub.close();
  });

  it("is noticed on waking when the device went away in silence", async () => {
    const { session, tv, hub } = await pairedWorld();
    await session.connect();
    const [first] = tv.channels;
    tv.powered = false;
    tv.refusal = "timeout";
    hub.resumed();
    await settle();
    expect(first?.isClosed).toBe(true);
    expect(session.connection.phase).toBe("waiting");
    await hub.close();
  });

  it("is noticed within a minute without anybody pressing, by one question a minute", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    await session.connect();
    await clock.advance(10 * 60_000);
    expect(tv.channel.probes).toBe(10);
    tv.powered = false;
    tv.refusal = "timeout";
    await clock.advance(60_000);
    expect(session.connection.phase).toBe("waiting");
    await hub.close();
  });

  it("is noticed also while another protocol tells all the time", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    await session.connect();
    for (let half = 0; half < 4; half++) {
      const { state } = tv.channel;
      state.set({ ...state.value, power: half % 2 ? "off" : "on" });
      await clock.advance(30_000);
    }
    expect(tv.channel.probes).toBe(2);
    await hub.close();
  });

  it("asks the network where the device is now, at most every ten seconds", async () => {
    const { session, tv, clock, discovery, hub } = await pairedWorld();
    await session.connect();
    tv.refusal = "refused";
    tv.channel.die();
    await clock.advance(9000);
    expect(discovery.probed).toEqual(["10.0.0.23"]);
    await hub.close();
  });
});

describe("a press", () => {
  it("goes out at once while the link is there", async () => {
    const { session, tv, hub } = await pairedWorld();
    await session.connect();
    await session.commands.press("select", "tap");
    expect(tv.received).toEqual(["companion tap select"]);
    await hub.close();
  });

  it("that meets a dead link is sent once more on the new one, and arrives once", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    await session.connect();
    tv.powered = false;
    const press = outcome(session.commands.press("select", "tap"));
    await clock.advance(399);
    expect(tv.channel.probes).toBe(0);
    tv.refusal = "timeout";
    await clock.advance(1);
    expect(tv.channel.probes).toBe(1);
    tv.powered = true;
    tv.refusal = null;
    await clock.advance(500);
    expect(press.value).toBe("done");
    expect(tv.received).toEqual(["companion tap select"]);
    expect(session.connection.phase).toBe("ready");
    await hub.close();
  });

  it("older than two seconds is dropped, and never arrives later", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    await session.connect();
    tv.refusal = "refused";
    tv.channel.die();
    await settle();
    const press = outcome(session.commands.press("select", "tap"));
    await clock.advance(2000);
    expect(press.value).toBe("refused");
    tv.refusal = null;
    await clock.advance(60_000);
    expect(session.connection.phase).toBe("ready");
    expect(tv.received).toEqual([]);
    await hub.close();
  });

  it("is replayed once only", async () => {
    const { session, tv, hub } = await pairedWorld();
    await session.connect();
    const { press } = tv.channel.operations;
    expect(press).toBeDefined();
    // Every link dies under the press, as when the press itself makes the device hang up.
    const receive = tv.receive.bind(tv);
    tv.receive = (what, answer) => {
      void receive(what, answer);
      queueMicrotask(() => tv.channel.die());
      return new Promise(() => {});
    };
    await expect(session.commands.press("select", "tap")).rejects.toMatchObject({ code: "lost" });
    expect(tv.received).toEqual(["companion tap select", "companion tap select"]);
    await hub.close();
  });

  it("makes a waiting session try at once", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    await session.connect();
    tv.refusal = "timeout";
    tv.channel.die();
    await clock.advance(60_000);
    tv.refusal = null;
    await session.commands.press("up", "tap");
    expect(tv.received).toEqual(["companion tap up"]);
    await hub.close();
  });

  it("says so at once when the device needs pairing", async () => {
    const { session, tv, hub } = await pairedWorld();
    tv.refusal = "unpaired";
    await expect(session.commands.press("up", "tap")).rejects.toMatchObject({ code: "unpaired" });
    await hub.close();
  });

  it("repeated by the keyboard while the TV is slow becomes one, and is never queued", async () => {
    const { session, tv, hub } = await pairedWorld();
    await session.connect();
    const receive = tv.receive.bind(tv);
    let answer = () => {};
    const slow = new Promise<void>((resolve) => {
      answer = () => resolve();
    });
    tv.receive = async (what, value) => {
      await receive(what, value);
      await slow;
      return value;
    };
    const all = Array.from({ length: 30 }, () => session.commands.press("right", "tap"));
    answer();
    await Promise.all(all);
    expect(tv.received).toEqual(["companion tap right", "companion tap right"]);
    await hub.close();
  });

  it("keeps its order among different ones", async () => {
    const { session, tv, hub } = await pairedWorld();
    await session.connect();
    await Promise.all(
      (["right", "right", "down", "select"] as const).map((button) =>
        session.commands.press(button, "tap"),
      ),
    );
    expect(tv.received.map((line) => line.split(" ").at(-1))).toEqual([
      "right",
      "right",
      "down",
      "select",
    ]);
    await hub.close();
  });

  it("held by a finger has two ends, and an end without a beginning is not sent", async () => {
    const { session, tv, hub } = await pairedWorld();
    await session.connect();
    await session.commands.button("select", "down");
    await session.commands.button("select", "up");
    await session.commands.button("select", "up");
    await session.commands.button("home", "down");
    tv.channel.die();
    await settle();
    await session.commands.button("home", "up");
    expect(tv.received).toEqual([
      "companion down select",
      "companion up select",
      "companion down home",
    ]);
    await hub.close();
  });
});

describe("other commands", () => {
  it("wait for a reconnection and are repeated when that is harmless", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    await session.connect();
    tv.refusal = "refused";
    tv.channel.die();
    await settle();
    const apps = outcome(session.commands.appList());
    await clock.advance(3000);
    tv.refusal = null;
    await clock.advance(4000);
    expect(apps.value).toBe("done");
    expect(session.snapshot.value.apps).toEqual([{ id: "com.example.tv", name: "TV" }]);
    await hub.close();
  });

  it("never repeat appended text", async () => {
    const { session, tv, hub } = await pairedWorld();
    await session.connect();
    tv.powered = false;
    const append = outcome(session.commands.textAppend("abc"));
    await settle();
    tv.channel.die();
    tv.powered = true;
    await settle();
    expect(append.value).toBe("lost");
    expect(tv.received).toEqual([]);
    await hub.close();
  });

  it("CO-20 connect again after somebody disconnected, and after the link was lost", async () => {
    const { session, tv, hub, clock } = await pairedWorld();
    await session.connect();
    await session.disconnect();
    expect(session.connection.phase).toBe("offline");
    await clock.advance(60_000);
    expect(tv.opens, "nobody asked for it").toBe(1);
    await session.commands.press("up", "tap");
    tv.channel.die();
    await session.commands.press("down", "tap");
    expect(tv.received).toEqual(["companion tap up", "companion tap down"]);
    expect(tv.opens).toBe(3);
    await hub.close();
  });

  it("tell everybody who listens about a failed one, and again once one works", async () => {
    const { session, hub } = await pairedWorld();
    await session.connect();
    const told: (string | null)[] = [];
    hub.sessionChanged.on(({ lastError }) => told.push(lastError?.code ?? null));
    await settle();
    told.length = 0;
    await expect(session.commands.setVolume(20)).rejects.toMatchObject({ code: "unsupported" });
    await settle();
    await session.commands.press("up", "tap");
    await settle();
    await expect(session.commands.setVolume(20)).rejects.toMatchObject({ code: "unsupported" });
    await settle();
    expect(told).toEqual(["unsupported", null, "unsupported"]);
    await hub.close();
  });

  it("leave the last error until the next one works", async () => {
    const { session, hub } = await pairedWorld();
    await session.connect();
    await expect(session.commands.setVolume(20)).rejects.toMatchObject({ code: "unsupported" });
    expect(session.snapshot.value.lastError?.code).toBe("unsupported");
    await session.commands.press("up", "tap");
    expect(session.snapshot.value.lastError).toBeNull();
    await hub.close();
  });
});

describe("power", () => {
  it("waits for the state that the device then reports (QK-03)", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    await session.connect();
    const off = outcome(session.commands.power("toggle"));
    await clock.advance(500);
    expect(tv.received).toEqual(["companion turn off"]);
    expect(off.value).toBe("pending");
    tv.channel.set({ power: "off" });
    await settle();
    expect(off.value).toBe("done");
    await hub.close();
  });

  it("says so when the state does not come (QK-03)", async () => {
    const { session, clock, hub } = await pairedWorld();
    await session.connect();
    const off = outcome(session.commands.power("off"));
    await clock.advance(10_000);
    expect(off.value).toBe("timeout");
    await hub.close();
    expect(clock.armedTimers).toBe(0);
  });

  it("toggles a device that never tells its state: wakes it first, then the other way", async () => {
    const { session, tv, hub } = await pairedWorld();
    tv.state = { ...tv.state, power: "unknown" };
    await session.connect();
    await session.commands.power("toggle");
    await session.commands.power("toggle");
    await session.commands.power("toggle");
    expect(tv.received).toEqual(["companion turn on", "companion turn off", "companion turn on"]);
    await hub.close();
  });

  it("knocks on a sleeping device and waits for it to wake", async () => {
    const { session, tv, clock, discovery, hub } = await pairedWorld();
    tv.state = { ...tv.state, power: "unknown" };
    tv.refusal = "refused";
    const on = outcome(session.commands.power("on"));
    await clock.advance(8000);
    expect(discovery.probed).toContain("10.0.0.23");
    tv.refusal = null;
    await clock.advance(10_000);
    expect(on.value).toBe("done");
    expect(tv.received).toEqual(["companion turn on", "companion tap menu"]);
    await hub.close();
  });
});

describe("a device that sleeps", () => {
  it("is left asleep while a sleep proxy answers for it, until somebody wants it (E79)", async () => {
    const { session, tv, clock, discovery, hub } = await pairedWorld();
    await session.connect();
    tv.refusal = "refused";
    discovery.devices.set([found({ asleep: true, lastSeenMs: 2 })]);
    tv.channel.die();
    await settle();
    const before = tv.opens;
    discovery.probed.length = 0;
    hub.resumed();
    discovery.devices.set([found({ asleep: true, lastSeenMs: 3 })]);
    await clock.advance(600_000);
    expect(tv.opens).toBe(before);
    expect(discovery.probed).toEqual([]);
    tv.refusal = null;
    await session.commands.press("menu", "tap");
    expect(tv.received).toEqual(["companion tap menu"]);
    await hub.close();
    expect(clock.armedTimers).toBe(0);
  });

  it("comes back when the proxy hands it over", async () => {
    const { session, tv, discovery, hub } = await pairedWorld();
    tv.refusal = "refused";
    discovery.devices.set([found({ asleep: true })]);
    await expect(session.connect()).rejects.toMatchObject({ code: "refused" });
    tv.refusal = null;
    discovery.devices.set([found({ lastSeenMs: 5 })]);
    await settle();
    expect(session.connection.phase).toBe("ready");
    await hub.close();
  });

  it("is not woken by our own search right after it was put to sleep", async () => {
    const { session, tv, clock, discovery, hub } = await pairedWorld();
    await session.connect();
    tv.channel.set({ power: "off" });
    tv.refusal = "timeout";
    tv.channel.die();
    await clock.advance(60_000);
    expect(discovery.probed).toEqual([]);
    await hub.close();
  });

  it("is reached at its last port when it is announced without one (SC-40)", async () => {
    const { session, discovery, hub } = await pairedWorld();
    discovery.devices.set([found({ port: 0, asleep: true })]);
    expect(hub.registry.find("AA:BB")?.description.services[0]?.port).toBe(49152);
    await session.connect();
    await hub.close();
  });
});

describe("a session that closes", () => {
  it("ends every wait of a command", async () => {
    const { session, tv, clock, hub } = await pairedWorld();
    tv.state = { ...tv.state, power: "off" };
    await session.connect();
    const power = outcome(session.commands.power("on"));
    await settle();
    tv.refusal = "refused";
    tv.channel.die();
    await settle();
    const press = outcome(session.commands.press("up", "tap"));
    const list = outcome(session.commands.appList());
    await settle();
    await hub.close();
    await settle();
    expect([power.value, press.value, list.value]).toEqual(["cancelled", "cancelled", "cancelled"]);
    expect(clock.armedTimers).toBe(0);
  });

  it("leaves no timer, listener or channel behind, whatever it was doing", async () => {
    for (const doing of ["ready", "waiting", "connecting"] as const) {
      const { session, tv, clock, hub, discovery, settings } = await pairedWorld();
      if (doing === "waiting") tv.refusal = "refused";
      if (doing === "connecting") tv.openGate = new Promise(() => {});
      const connecting = outcome(session.connect());
      await settle();
      expect(session.connection.phase).toBe(doing);
      await hub.close();
      await settle();
      expect(connecting.value).not.toBe("pending");
      expect(clock.armedTimers, doing).toBe(0);
      expect(tv.open, doing).toEqual([]);
      expect(discovery.devices.listenerCount).toBe(0);
      expect(session.relay.state).toHaveProperty("listenerCount", 0);
      expect(settings.settings).toHaveProperty("listenerCount", 0);
      expect(discovery.isClosed).toBe(true);
    }
  });
});
