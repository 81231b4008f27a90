import { afterEach, beforeEach, expect } from "vitest";
import type { ProtocolPlugin } from "../../src/main/protocols/plugin.ts";
import { isRemoteError } from "../../src/shared/errors.ts";
import type { DeviceId } from "../../src/shared/model/device.ts";
import type { KnownDevice } from "../../src/shared/model/settings.ts";
import type { FakeTv } from "./fake-plugin.ts";
import {
  FakeEngine,
  FakeReceiver,
  FakeRemote,
  FakeSoundFiles,
  soundPlugin,
} from "./fake-speakers.ts";
import { found, hubWorld } from "./hub-world.ts";
import { settle } from "./manual-clock.ts";

export const KITCHEN = "AA:BB:CC:00:00:01";
export const BATH = "AA:BB:CC:00:00:02";
export const ATTIC = "AA:BB:CC:00:00:03";

interface Options {
  readonly devices?: readonly KnownDevice[];
  /** Beside RAOP's. */
  readonly plugins?: (tv: FakeTv) => readonly ProtocolPlugin[];
}

/** A hub with three speakers, a fake engine and files that are whatever is asked for. */
export function soundWorld(options: Options = {}) {
  const receivers = new Map<DeviceId, FakeReceiver>();
  const engine = new FakeEngine();
  const files = new FakeSoundFiles();
  const remotes: FakeRemote[] = [];
  const buttons = { error: undefined as Error | undefined };
  const made = hubWorld({
    ...(options.devices && { devices: options.devices }),
    plugins: (tv) => [...(options.plugins?.(tv) ?? []), soundPlugin(receivers)],
    sound: {
      engine,
      files,
      openRemote: async () => {
        if (buttons.error) throw buttons.error;
        const remote = new FakeRemote();
        remotes.push(remote);
        return remote;
      },
    },
  });
  const names = { [KITCHEN]: "Kitchen", [BATH]: "Bath", [ATTIC]: "Attic" };
  for (const id of Object.keys(names)) receivers.set(id, new FakeReceiver());
  made.discovery.devices.set(
    Object.entries(names).map(([id, name]) =>
      found({
        name,
        identifiers: [id],
        kind: "speaker",
        rawModel: "Speaker",
        pairing: "not-needed",
        protocols: ["raop"],
      }),
    ),
  );
  const { sound } = made.hub;
  const receiver = (id: DeviceId): FakeReceiver => {
    const one = receivers.get(id);
    if (!one) throw new Error(`no receiver ${id}`);
    return one;
  };
  const offered = async (...paths: string[]) => {
    for (const path of paths) await sound.offer(path);
    return paths.map((offer) => ({ offer }));
  };
  const play = async (paths: readonly string[], ids: readonly DeviceId[] = [KITCHEN]) =>
    sound.play(await offered(...paths), ids);
  const shown = () => sound.snapshot.value;
  const idOf = (title: string) =>
    shown().items.find((item) => item.title === title || item.title === `Song ${title}`)?.id ??
    `no ${title}`;
  const titles = () => shown().items.map(({ title }) => title.replace("Song ", ""));
  const current = () =>
    shown()
      .items.find(({ id }) => id === shown().currentId)
      ?.title.replace("Song ", "") ?? null;
  const speaker = (id: DeviceId) => shown().speakers.find(({ deviceId }) => deviceId === id);
  return {
    ...made,
    sound,
    engine,
    files,
    remotes,
    buttons,
    receiver,
    receivers,
    offered,
    play,
    shown,
    idOf,
    titles,
    current,
    speaker,
  };
}

export type SoundWorld = ReturnType<typeof soundWorld>;

/** A new one before each test, of which nothing is left after it. */
export function eachSoundWorld(): () => SoundWorld {
  let world = undefined as SoundWorld | undefined;
  const current = () => {
    if (!world) throw new Error("no test is running");
    return world;
  };
  beforeEach(() => {
    world = soundWorld();
  });
  afterEach(async () => expect(await leftovers(current())).toEqual([]));
  return current;
}

/** What became of a promise, without waiting for it. */
export function outcome(promise: Promise<unknown>) {
  const seen = { value: "pending" };
  promise.then(
    () => {
      seen.value = "done";
    },
    (error) => {
      seen.value = isRemoteError(error) ? error.code : String(error);
    },
  );
  return seen;
}

/** Something that a test opens when it likes. */
export function gate() {
  let open = () => {};
  const closed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { closed, open: () => open() };
}

/** Nothing is left of a hub that was closed: no timer, no session, no receiver, no door. */
export async function leftovers(world: SoundWorld): Promise<readonly string[]> {
  await world.hub.close();
  await settle();
  return [
    ...(world.clock.armedTimers > 0 ? [`${world.clock.armedTimers} timers`] : []),
    ...(world.engine.openSessions > 0 ? ["a session"] : []),
    ...(world.engine.isClosed ? [] : ["the engine"]),
    ...[...world.receivers].flatMap(([id, one]) => (one.isSounding ? [`sound on ${id}`] : [])),
    ...[...world.receivers].flatMap(([id, one]) => (one.isOpen ? [`a channel to ${id}`] : [])),
    ...world.remotes.flatMap((one) => (one.isClosed ? [] : ["a door"])),
    ...world.remotes.flatMap((one) => (one.admitted.size === 0 ? [] : ["a pass"])),
    ...world.engine.sessions.flatMap(({ status, broken }) =>
      status.listenerCount + broken.listenerCount > 0 ? ["a listener"] : [],
    ),
  ];
}
