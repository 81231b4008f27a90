import { createHub } from "../../src/main/device/hub.ts";
import { createDiscovery } from "../../src/main/discovery/create.ts";
import { createService } from "../../src/main/ipc/handlers.ts";
import type { AppPart } from "../../src/main/ipc/snapshots.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { delay } from "../../src/main/runtime/clock.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { type ReadonlySignal, until } from "../../src/main/runtime/signal.ts";
import { createIdentity, defaultSettings } from "../../src/main/storage/default-settings.ts";
import { MemoryCredentials } from "../../src/main/storage/memory-credentials.ts";
import { createMemorySettings } from "../../src/main/storage/memory-settings.ts";
import type { SessionSnapshot } from "../../src/shared/model/session.ts";
import { KnownDevice } from "../../src/shared/model/settings.ts";
import { realRuntime } from "../support/runtime.ts";
import type { OldServices } from "./dmap.ts";
import { answerLines } from "./lines.ts";
import type { Services } from "./stage.ts";

/** Our client as the app has it, from the service down, told where the TV is instead of searching. */
const ID = "bench-tv";
const SPACING_MS = 10;

async function main(): Promise<void> {
  const runtime = realRuntime();
  const settings = createMemorySettings(defaultSettings(createIdentity(runtime.random)));
  const credentials = new MemoryCredentials({ code: "storage", message: "a benchmark" });
  const hub = createHub({
    runtime,
    plugins: protocols,
    discovery: createDiscovery({ runtime, plugins: protocols }),
    credentials,
    settings,
    controllerName: "Armchair (benchmark)",
  });
  const heard = new Map<string, string>();
  const { handlers } = createService(hub, windowless);
  await answerLines({
    async target({ companion, airplay }: Services) {
      const known = KnownDevice.parse({
        id: ID,
        identifiers: [ID],
        name: "Bench TV",
        address: "127.0.0.1",
        origin: "manual",
        services: [
          { protocol: "companion", port: companion },
          ...(airplay === undefined ? [] : [{ protocol: "airplay", port: airplay }]),
        ],
      });
      await settings.update((before) => ({ ...before, devices: [known] }));
    },
    async "old-target"({ dmap, homeSharing }: OldServices) {
      const known = KnownDevice.parse({
        id: ID,
        identifiers: [ID],
        name: "Bench TV",
        address: "127.0.0.1",
        origin: "manual",
        services: [{ protocol: "dmap", port: dmap }],
      });
      const key = { kind: "dmap", login: "home-sharing", id: new Secret(homeSharing) } as const;
      await credentials.set(ID, { dmap: key });
      await settings.update((before) => ({ ...before, devices: [known] }));
      noteTitles(hub.session(ID).snapshot, heard);
    },
    /** When that title was in a snapshot, once it is. */
    async heard(title: string) {
      await until(hub.session(ID).snapshot, () => heard.has(title));
      return heard.get(title);
    },
    async pair(pin: string) {
      const cpu = process.cpuUsage();
      const startMs = performance.now();
      await handlers["pairing.start"](ID);
      await until(hub.pairing.snapshot, ({ pairing }) => pairing.step === "enter-pin");
      await handlers["pairing.submitPin"](pin);
      await until(hub.pairing.snapshot, ({ pairing }) => pairing.step === "paired");
      const ms = performance.now() - startMs;
      const { user, system } = process.cpuUsage(cpu);
      await handlers["session.disconnect"](ID);
      await handlers["pairing.cancel"]();
      return { ms, cpuMs: (user + system) / 1000 };
    },
    async connect() {
      await handlers["session.disconnect"](ID);
      const startMs = performance.now();
      await handlers["session.connect"](ID);
      return performance.now() - startMs;
    },
    /** Until a snapshot says what plays. */
    async playing() {
      await handlers["session.disconnect"](ID);
      const cpu = process.cpuUsage();
      const startMs = performance.now();
      await handlers["session.connect"](ID);
      await until(hub.session(ID).snapshot, ({ nowPlaying }) => nowPlaying?.title != null);
      const ms = performance.now() - startMs;
      const { user, system } = process.cpuUsage(cpu);
      return { ms, cpuMs: (user + system) / 1000 };
    },
    /** Until all that the device has is connected. */
    async settle() {
      const { snapshot } = hub.session(ID);
      await until(snapshot, ({ protocols }) => protocols.includes("mrp"));
    },
    async press(count: number) {
      const calledNs: string[] = [];
      for (let at = 0; at < count; at++) {
        await delay(runtime.clock, SPACING_MS);
        calledNs.push(String(process.hrtime.bigint()));
        await handlers["remote.press"](ID, at % 2 === 0 ? "up" : "down", "tap");
      }
      return calledNs;
    },
    async home() {
      await handlers["remote.press"](ID, "home", "tap");
    },
  });
  await hub.close();
}

/** The moment of the first snapshot with each title, of the machine's monotonic clock. */
function noteTitles(snapshot: ReadonlySignal<SessionSnapshot>, heard: Map<string, string>): void {
  snapshot.on(({ nowPlaying }) => {
    const title = nowPlaying?.title;
    if (title != null && !heard.has(title)) heard.set(title, String(process.hrtime.bigint()));
  });
}

const nothing = async () => {
  throw new Error("there are no windows in a benchmark");
};
const windowless: AppPart = {
  "app.snapshot": nothing,
  "app.openWindow": nothing,
  "app.closeWindow": nothing,
  "app.setFullScreen": nothing,
  "app.setStrip": nothing,
  onSnapshot: () => () => {},
};

main();
