import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Bridge } from "../../src/shared/ipc/bridge.ts";
import { CALL_CHANNEL, callNames, EVENT_CHANNEL } from "../../src/shared/ipc/names.ts";

type Forward = (event: unknown, name: unknown, snapshot: unknown) => void;

/** Electron as the preload script sees it: what is exposed, invoked and listened to is recorded. */
const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoked: [] as unknown[][],
  listeners: new Map<string, Set<Forward>>(),
}));

vi.mock("electron", () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api),
  },
  ipcRenderer: {
    invoke: async (...args: unknown[]) => {
      electron.invoked.push(args);
      return { ok: true, value: null };
    },
    on: (channel: string, listener: Forward) => {
      const set = electron.listeners.get(channel) ?? new Set();
      electron.listeners.set(channel, set.add(listener));
    },
    removeListener: (channel: string, listener: Forward) => {
      electron.listeners.get(channel)?.delete(listener);
    },
  },
}));

const offers = ["media.offerFile", "sound.offer"] as const;
const forPages = callNames.filter((name) => !offers.some((offer) => offer === name));

const bridge = (): Bridge => electron.exposed.get("armchair") as Bridge;

describe("the preload script", () => {
  beforeAll(async () => {
    await import("../../src/preload/index.ts");
  });

  it("puts one object with four functions into the window, and nothing else", () => {
    expect([...electron.exposed.keys()]).toEqual(["armchair"]);
    expect(Object.keys(bridge()).sort()).toEqual(["call", "offerFile", "offerSound", "on"]);
  });

  it("passes every call of the contract on the one channel", async () => {
    for (const name of forPages) await bridge().call(name, [1]);
    expect(electron.invoked).toEqual(forPages.map((name) => [CALL_CHANNEL, name, [1]]));
  });

  it("lets no page name a path: only a file that a person chose is offered", async () => {
    const before = electron.invoked.length;
    for (const name of offers) {
      const reply = await bridge().call(name, ["/etc/passwd"]);
      expect(reply).toMatchObject({ ok: false, error: { code: "invalid" } });
    }
    for (const made of ["/etc/passwd", { path: "/etc/passwd" }, new File([], "passwd"), null]) {
      expect(await bridge().offerFile(made)).toMatchObject({ ok: false });
      expect(await bridge().offerSound(made)).toMatchObject({ ok: false });
    }
    expect(electron.invoked.length).toBe(before);
  });

  it("refuses a name that the contract does not have, without asking main", async () => {
    const before = electron.invoked.length;
    const reply = await bridge().call("shell.open" as never, []);
    expect(reply).toMatchObject({ ok: false, error: { code: "invalid" } });
    expect(await bridge().call("__proto__" as never, [])).toMatchObject({ ok: false });
    expect(electron.invoked.length).toBe(before);
  });

  it("hands on the snapshots of one event, without Electron's own event, until told to stop", () => {
    const seen: unknown[][] = [];
    const off = bridge().on("app", (...args: unknown[]) => seen.push(args));
    const send = (name: string) => {
      const [listener] = electron.listeners.get(EVENT_CHANNEL) ?? [];
      listener?.({ sender: "secret" }, name, { revision: 1 });
    };
    send("app");
    send("tv");
    expect(seen).toEqual([[{ revision: 1 }]]);
    off();
    expect(electron.listeners.get(EVENT_CHANNEL)?.size).toBe(0);
  });

  it("listens to no event that the contract does not have", () => {
    bridge().on("other" as never, () => undefined);
    expect(electron.listeners.get(EVENT_CHANNEL)?.size ?? 0).toBe(0);
  });
});
