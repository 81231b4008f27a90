import { RemoteError } from "../../../shared/errors.ts";
import type { DeviceId } from "../../../shared/model/device.ts";
import type { Artwork } from "../../../shared/model/now-playing.ts";
import type { SoundCommand, SoundOffer, SoundSnapshot } from "../../../shared/model/sound.ts";
import { type ReadonlySignal, Signal } from "../../runtime/signal.ts";
import type { MediaSource } from "../media-source.ts";

const nothing: SoundSnapshot = {
  revision: 0,
  state: "idle",
  items: [],
  currentId: null,
  position: null,
  onAir: null,
  canSeek: false,
  speakers: [],
  volume: null,
  lastError: null,
};

/** What this computer sends to speakers: the queue, and who hears it. */
export class Sound {
  readonly #snapshot = new Signal<SoundSnapshot>(nothing);

  get snapshot(): ReadonlySignal<SoundSnapshot> {
    return this.#snapshot;
  }

  async offer(_path: string): Promise<readonly SoundOffer[]> {
    throw notBuilt();
  }

  async play(_sources: readonly MediaSource[], _devices: readonly DeviceId[]): Promise<void> {
    throw notBuilt();
  }

  async add(_sources: readonly MediaSource[], _before: string | null): Promise<void> {
    throw notBuilt();
  }

  async move(_id: string, _before: string | null): Promise<void> {
    throw notBuilt();
  }

  async remove(_id: string): Promise<void> {
    throw notBuilt();
  }

  async skipTo(_id: string): Promise<void> {
    throw notBuilt();
  }

  async command(_command: SoundCommand): Promise<void> {
    throw notBuilt();
  }

  async seek(_seconds: number): Promise<void> {
    throw notBuilt();
  }

  async join(_device: DeviceId): Promise<void> {
    throw notBuilt();
  }

  async leave(_device: DeviceId): Promise<void> {
    throw notBuilt();
  }

  async setVolume(_device: DeviceId | null, _percent: number): Promise<void> {
    throw notBuilt();
  }

  async setDelay(_device: DeviceId, _delayMs: number): Promise<void> {
    throw notBuilt();
  }

  async artwork(_id: string): Promise<Artwork | null> {
    throw notBuilt();
  }

  async close(): Promise<void> {}
}

function notBuilt(): RemoteError {
  return new RemoteError("unsupported", "sound is not sent yet");
}
