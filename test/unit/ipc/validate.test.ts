import { describe, expect, it } from "vitest";
import { createHub } from "../../../src/main/device/hub.ts";
import { createService } from "../../../src/main/ipc/handlers.ts";
import type { AppPart } from "../../../src/main/ipc/snapshots.ts";
import { dispatch } from "../../../src/main/ipc/validate.ts";
import { Signal } from "../../../src/main/runtime/signal.ts";
import { callNames, eventNames } from "../../../src/shared/ipc/names.ts";
import type { AppSnapshot } from "../../../src/shared/model/app.ts";
import type { TvScreen } from "../../../src/shared/model/tv-screen.ts";
import { found, hubWorld, known, pairedWorld } from "../../support/hub-world.ts";
import { settle } from "../../support/manual-clock.ts";

const appSnapshot: AppSnapshot = {
  revision: 1,
  version: "0.0.0",
  platform: "linux",
  keychain: { kind: "keychain" },
  settingsProblem: null,
  builtInTv: { running: false },
  request: null,
  sandboxed: true,
  developmentRuntime: false,
};

function appPart(): AppPart & { readonly signal: Signal<AppSnapshot>; readonly windows: string[] } {
  const signal = new Signal(appSnapshot);
  const windows: string[] = [];
  return {
    signal,
    windows,
    "app.snapshot": async () => signal.value,
    "app.openWindow": async (name) => void windows.push(name),
    "app.closeWindow": async () => {},
    "app.setFullScreen": async () => {},
    "app.setStrip": async () => {},
    onSnapshot: (listener) => signal.on(listener),
  };
}

async function served() {
  const world = await pairedWorld();
  const app = appPart();
  const service = createService(world.hub, app);
  const call = (name: unknown, ...args: unknown[]) => dispatch(service, name, args);
  return { ...world, app, service, call };
}

const invalid = { ok: false, error: { code: "invalid" } };

describe("a call from outside", () => {
  it("presses, and answers when the TV has it", async () => {
    const { call, tv, hub } = await served();
    expect(await call("remote.press", "AA:BB", "up", "tap")).toEqual({
      ok: true,
      value: undefined,
    });
    expect(tv.received).toEqual(["companion tap up"]);
    await hub.close();
  });

  it("has a handler for every name of the contract and no other", async () => {
    const { service, hub } = await served();
    expect(Object.keys(service.handlers).sort()).toEqual([...callNames].sort());
    await hub.close();
  });

  it.each([
    ["a name that is not in the contract", "remote.explode"],
    ["a name of every object", "toString"],
    ["a constructor", "constructor"],
    ["a prototype", "__proto__"],
    ["no string", 7],
    ["an object that pretends to be one", { toString: () => "devices.snapshot" }],
    ["nothing", undefined],
    ["a very long name", "x".repeat(1_000_000)],
  ])("is refused when its name is %s", async (_what, name) => {
    const { service, hub } = await served();
    expect(await dispatch(service, name, [])).toMatchObject(invalid);
    await hub.close();
  });

  it.each([
    ["too few arguments", "remote.press", ["AA:BB", "up"]],
    ["one more argument", "devices.snapshot", ["extra"]],
    ["an argument of another type", "remote.press", [{}, "up", "tap"]],
    ["a button that does not exist", "remote.press", ["AA:BB", "eject", "tap"]],
    ["a huge id", "session.connect", ["x".repeat(10_000_000)]],
    ["a huge text", "text.set", ["AA:BB", "x".repeat(10_001)]],
    ["a number that is none", "remote.skip", ["AA:BB", Number.NaN]],
    ["an infinite volume", "volume.set", ["AA:BB", Number.POSITIVE_INFINITY]],
    ["a URL for an address", "devices.add", ["http://10.0.0.1/"]],
    ["an empty address", "devices.add", [""]],
    ["letters for a code", "pairing.submitPin", ["12ab"]],
    ["a preference that does not exist", "settings.update", [{ evil: true }]],
    ["a preference of another type", "settings.update", [{ theme: "pink" }]],
    ["a prototype in the preferences", "settings.update", [JSON.parse('{"__proto__":{"a":1}}')]],
    ["a point outside the pad", "touch.event", ["AA:BB", "press", -1, 1001]],
    ["a window that does not exist", "app.openWindow", ["devtools"]],
    ["no list of arguments", "devices.snapshot", "AA:BB"],
    ["a list that is none", "devices.snapshot", { length: 0 }],
    ["null", "devices.snapshot", null],
  ])("is refused with %s", async (_what, name, args) => {
    const { service, tv, settings, hub } = await served();
    const before = settings.settings.value;
    expect(await dispatch(service, name, args)).toMatchObject(invalid);
    expect(tv.received).toEqual([]);
    expect(settings.settings.value).toBe(before);
    await hub.close();
  });

  it("does not repeat a refused code in its answer", async () => {
    const { call, hub } = await served();
    expect(JSON.stringify(await call("pairing.submitPin", "98765432109"))).not.toContain("9876");
    await hub.close();
  });

  it("gets every failure as an answer", async () => {
    const { call, hub, service } = await served();
    expect(await call("session.connect", "nobody")).toMatchObject({
      ok: false,
      error: { code: "not-found" },
    });
    const broken = {
      ...service,
      handlers: {
        ...service.handlers,
        "devices.snapshot": () => {
          throw new TypeError("broken");
        },
      },
    };
    expect(await dispatch(broken, "devices.snapshot", [])).toMatchObject({
      ok: false,
      error: { code: "bug" },
    });
    await hub.close();
  });

  it("changes one preference and resets none", async () => {
    const { call, hub } = await served();
    await call("settings.update", { theme: "dark", alwaysOnTop: true });
    await call("settings.update", { closeToTray: false });
    expect(await call("settings.snapshot")).toMatchObject({
      ok: true,
      value: { preferences: { theme: "dark", alwaysOnTop: true, closeToTray: false } },
    });
    await hub.close();
  });

  it("reaches the windows through the program's own part", async () => {
    const { call, app, hub } = await served();
    await call("app.openWindow", "settings");
    expect(app.windows).toEqual(["settings"]);
    expect(await call("app.snapshot")).toEqual({ ok: true, value: appSnapshot });
    await hub.close();
  });

  it("walks through search, pairing, control and forgetting", async () => {
    const world = hubWorld();
    const service = createService(world.hub, appPart());
    const ask = async (name: string, ...args: unknown[]) => {
      const reply = await dispatch(service, name, args);
      await settle();
      if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`);
      return reply.value;
    };
    world.discovery.devices.set([found()]);
    expect(await ask("devices.snapshot")).toMatchObject({ devices: [{ id: "AA:BB" }] });
    expect(await ask("session.snapshot", "AA:BB")).toBeNull();
    await ask("pairing.start", "AA:BB");
    await ask("pairing.submitPin", "1234");
    expect(await ask("pairing.snapshot")).toMatchObject({ pairing: { step: "paired" } });
    await ask("pairing.cancel");
    expect(await ask("session.connect", "AA:BB")).toMatchObject({ connection: { phase: "ready" } });
    await ask("remote.button", "AA:BB", "select", "down");
    await ask("remote.button", "AA:BB", "select", "up");
    await ask("remote.skip", "AA:BB", -10);
    await ask("volume.step", "AA:BB", "up");
    expect(await ask("apps.list", "AA:BB")).toHaveLength(1);
    await ask("apps.launch", "AA:BB", "com.example.tv");
    await ask("apps.pin", "AA:BB", "com.example.tv", true);
    expect(await ask("text.set", "AA:BB", "hello")).toBe("hello");
    expect(await ask("text.append", "AA:BB", "!")).toBe("!");
    await ask("devices.rename", "AA:BB", "Den");
    await ask("devices.select", "AA:BB");
    await ask("devices.rescan");
    await ask("session.disconnect", "AA:BB");
    await ask("devices.forget", "AA:BB");
    expect(await ask("tv.snapshot")).toBeNull();
    expect(world.tv.received).toEqual([
      "companion down select",
      "companion up select",
      "companion skip -10",
      "companion volume up",
      "companion apps",
      "companion launch com.example.tv",
      "companion text hello",
      "companion append !",
    ]);
    await world.hub.close();
  });
});

describe("events", () => {
  it("carry whole snapshots with rising revisions, for every name", async () => {
    const { service, hub, discovery, app, call, clock } = await served();
    const seen = new Map<string, number[]>();
    const offs = eventNames.map((name) =>
      service.on(name, (snapshot) => {
        seen.set(name, [...(seen.get(name) ?? []), snapshot.revision]);
      }),
    );
    app.signal.set({ ...appSnapshot, revision: 2 });
    await call("session.connect", "AA:BB");
    await call("settings.update", { theme: "dark" });
    await call("pairing.start", "AA:BB");
    discovery.devices.set([]);
    await clock.advance(100);
    expect([...seen.keys()].sort()).toEqual(["app", "devices", "pairing", "session", "settings"]);
    for (const revisions of seen.values())
      expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
    for (const off of offs) off();
    const before = JSON.stringify([...seen]);
    await call("settings.update", { theme: "light" });
    expect(JSON.stringify([...seen])).toBe(before);
    await hub.close();
  });

  it("show the built-in TV's screen, and its start ends with its id on the list", async () => {
    const {
      runtime,
      discovery,
      credentials,
      settings,
      hub: unused,
    } = hubWorld({
      devices: [known({ id: "DEMO-0", identifiers: ["DEMO-0"], origin: "built-in" })],
    });
    await unused.close();
    const screen = new Signal<TvScreen | null>(null);
    const hub = createHub({
      runtime,
      plugins: [],
      discovery,
      credentials,
      settings,
      controllerName: "Armchair (test)",
      builtInTv: {
        screen,
        start: async () => ({ identifiers: ["DEMO-1"] }),
        stop: async () => screen.set(null),
      },
    });
    const service = createService(hub, appPart());
    const screens: TvScreen[] = [];
    service.on("tv", (next) => screens.push(next));
    const started = dispatch(service, "demo.start", []);
    await settle();
    discovery.devices.set([found({ identifiers: ["demo-1"], name: "Demo" })]);
    await runtime.clock.advance(100);
    expect(await started).toEqual({ ok: true, value: "demo-1" });
    expect(hub.devices.value.devices).toMatchObject([{ name: "Demo", origin: "built-in" }]);
    expect(settings.settings.value.devices, "an earlier run's is forgotten").toEqual([]);
    const never = dispatch(createService(hubWorld().hub, appPart()), "demo.start", []);
    expect(await never).toMatchObject({ ok: false, error: { code: "unsupported" } });
    await hub.close();
    expect(runtime.clock.armedTimers).toBe(0);
  });
});
