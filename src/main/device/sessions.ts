import type { DeviceId } from "../../shared/model/device.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import { Occurrence, type Off } from "../runtime/signal.ts";
import type { Registry } from "./registry.ts";
import type { Session } from "./session.ts";
import { Sightings } from "./sightings.ts";

/** The sessions of all devices that somebody wanted, and what the network says to them. */
export class Sessions {
  /** Every new snapshot of every session. */
  readonly changed = new Occurrence<SessionSnapshot>();
  readonly #registry: Registry;
  readonly #make: (id: DeviceId) => Session;
  readonly #sightings = new Sightings();
  readonly #sessions = new Map<DeviceId, { session: Session; off: Off }>();

  constructor(registry: Registry, make: (id: DeviceId) => Session) {
    this.#registry = registry;
    this.#make = make;
  }

  get all(): readonly Session[] {
    return [...this.#sessions.values()].map(({ session }) => session);
  }

  /** The session of a device, made when there is none yet. Throws `not-found`. */
  get(deviceId: DeviceId): Session {
    const { id } = this.#registry.get(deviceId);
    const existing = this.#sessions.get(id);
    if (existing) return existing.session;
    const session = this.#make(id);
    const off = session.snapshot.on((snapshot) => this.changed.emit(snapshot));
    this.#sessions.set(id, { session, off });
    return session;
  }

  peek(deviceId: DeviceId): Session | undefined {
    const id = this.#registry.find(deviceId)?.id ?? deviceId;
    return this.#sessions.get(id)?.session;
  }

  async forget(id: DeviceId): Promise<void> {
    const entry = this.#sessions.get(id);
    this.#sessions.delete(id);
    await entry?.session.close();
    entry?.off();
  }

  /** What plays there goes on; nobody needs the connection after that. */
  async letGo(id: DeviceId): Promise<void> {
    const session = this.peek(id);
    if (!session?.isPlaying) return session?.disconnect();
    void session.whenIdle().then(async () => {
      if (this.#registry.selectedId !== session.id) await session.disconnect();
    });
  }

  /** What is seen of the devices has changed. */
  look(): void {
    for (const [id, { session }] of this.#sessions) {
      const entry = this.#registry.find(id);
      if (entry && this.#sightings.isGone(entry)) session.vanished();
      if (entry && this.#sightings.isNew(entry)) session.sighted();
    }
  }

  renamed(): void {
    for (const session of this.all) session.renamed();
  }

  resumed(): void {
    for (const session of this.all) session.resumed();
  }

  /** Somebody came back to a window: open links show that they live, waiting ones try now. */
  attended(): void {
    for (const session of this.all)
      if (session.connection.phase !== "connecting") session.resumed();
  }

  async close(): Promise<void> {
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    await Promise.all(sessions.map(({ session }) => session.close()));
    for (const { off } of sessions) off();
  }
}
