import { createStore, type StoreApi } from "zustand/vanilla";
import type { EventMap } from "../../shared/ipc/contract.ts";
import type { EventName } from "../../shared/ipc/names.ts";
import type { AppSnapshot, DevicesSnapshot, SettingsSnapshot } from "../../shared/model/app.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { PairingSnapshot } from "../../shared/model/pairing.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import type { SoundSnapshot } from "../../shared/model/sound.ts";
import type { TvScreen } from "../../shared/model/tv-screen.ts";
import type { Api } from "../bridge.ts";
import { keepSame } from "./same.ts";
import { isUsable } from "./usable.ts";

/** What the main process last said. Null until it has said it. */
export interface Facts {
  readonly app: AppSnapshot | null;
  readonly devices: DevicesSnapshot | null;
  readonly settings: SettingsSnapshot | null;
  readonly pairing: PairingSnapshot | null;
  readonly tv: TvScreen | null;
  readonly sound: SoundSnapshot | null;
  readonly sessions: Readonly<Record<DeviceId, SessionSnapshot>>;
}
export type FactsStore = StoreApi<Facts>;

export function createFacts(): FactsStore {
  return createStore<Facts>(() => ({
    app: null,
    devices: null,
    settings: null,
    pairing: null,
    tv: null,
    sound: null,
    sessions: {},
  }));
}

/** Takes a snapshot in, unless the same or a newer one is already here. What it repeats stays the same object. */
export function receive<N extends EventName>(
  facts: FactsStore,
  name: N,
  snapshot: EventMap[N],
): void {
  if (name === "session") {
    const session = snapshot as SessionSnapshot;
    const { devices, sessions } = facts.getState();
    // A forgotten device's session ends, and the one after its next pairing counts from 1 again.
    if (devices?.devices.some((each) => each.id === session.deviceId && !isUsable(each))) return;
    const held = sessions[session.deviceId];
    if (held !== undefined && held.revision >= session.revision) return;
    facts.setState({ sessions: { ...sessions, [session.deviceId]: keepSame(held, session) } });
    return;
  }
  const held = facts.getState()[name as Exclude<EventName, "session">];
  if (held !== null && held.revision >= snapshot.revision) return;
  facts.setState({ [name]: keepSame(held, snapshot) });
  if (name === "devices") dropForgotten(facts, snapshot as DevicesSnapshot);
}

function dropForgotten(facts: FactsStore, { devices }: DevicesSnapshot): void {
  const { sessions } = facts.getState();
  const forgotten = devices.filter((each) => !isUsable(each) && sessions[each.id] !== undefined);
  if (forgotten.length === 0) return;
  const gone = new Set(forgotten.map(({ id }) => id));
  const kept = Object.entries(sessions).filter(([id]) => !gone.has(id));
  facts.setState({ sessions: Object.fromEntries(kept) });
}

/** Every event that has a snapshot of its own to begin with. */
const beginnings = {
  app: "app.snapshot",
  devices: "devices.snapshot",
  settings: "settings.snapshot",
  pairing: "pairing.snapshot",
  tv: "tv.snapshot",
  sound: "sound.snapshot",
} as const;
export type FactName = keyof typeof beginnings;

/**
 * Subscribes first and fetches second, so that nothing falls between the two; the revision sorts
 * out which of both was later. Returns the way to stop.
 */
export function follow(api: Api, facts: FactsStore, names: readonly FactName[]): () => void {
  const offs = names.map((name) => api.on(name, (snapshot) => receive(facts, name, snapshot)));
  for (const name of names) {
    api.call(beginnings[name]).then(
      (snapshot) => {
        if (snapshot !== null) receive(facts, name, snapshot);
      },
      () => undefined, // The next event brings the whole snapshot.
    );
  }
  return () => {
    for (const off of offs) off();
  };
}
