import type { DevicesSnapshot } from "../../shared/model/app.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import { Paced } from "../ipc/paced.ts";
import type { Service } from "../ipc/service.ts";
import type { Clock } from "../runtime/clock.ts";
import { Occurrence, type Off } from "../runtime/signal.ts";

const noDevices: DevicesSnapshot = {
  revision: 0,
  devices: [],
  selectedId: null,
  interfaces: [],
  problems: [],
  searchingSinceMs: 0,
};

/** The device list and the session of the selected device, followed for what stands outside windows. */
export class SelectedSession {
  /** One of the two below is new. */
  readonly changed = new Occurrence<void>();
  readonly #service: Service;
  readonly #offs: Off[] = [];
  #devices = noDevices;
  #session: SessionSnapshot | null = null;

  /** `changed` comes at once, and for a session that changes all the time every `spacingMs`. */
  constructor(service: Service, clock: Clock, spacingMs: number) {
    this.#service = service;
    const sessions = new Paced<SessionSnapshot>(clock, spacingMs, (session) =>
      this.#takeSession(session),
    );
    this.#offs.push(
      service.on("devices", (devices) => void this.#take(devices)),
      service.on("session", (session) => sessions.push(session.deviceId, session)),
    );
  }

  get devices(): DevicesSnapshot {
    return this.#devices;
  }

  /** Null while none is selected, or it was never connected. */
  get session(): SessionSnapshot | null {
    return this.#session;
  }

  /** Fetches how things stand; call it once somebody listens. */
  async start(): Promise<void> {
    const devices = await this.#service.handlers["devices.snapshot"]();
    if (devices.revision >= this.#devices.revision) await this.#take(devices);
  }

  close(): void {
    for (const off of this.#offs.splice(0)) off();
  }

  #takeSession(session: SessionSnapshot): void {
    if (session.deviceId !== this.#devices.selectedId) return;
    this.#session = session;
    this.changed.emit();
  }

  async #take(devices: DevicesSnapshot): Promise<void> {
    const { selectedId } = devices;
    const moved = selectedId !== this.#devices.selectedId;
    this.#devices = devices;
    if (moved) this.#session = null;
    this.changed.emit();
    if (!moved || selectedId === null) return;
    const session = await this.#service.handlers["session.snapshot"](selectedId);
    if (this.#devices.selectedId !== selectedId || this.#session !== null) return;
    this.#session = session;
    this.changed.emit();
  }
}
