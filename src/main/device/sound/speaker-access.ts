import type { DeviceId } from "../../../shared/model/device.ts";
import type { SoundJoin } from "../../protocols/plugin.ts";
import type { Off } from "../../runtime/signal.ts";
import type { RemoteSpeaker } from "../../sound/remote/sound-remote.ts";
import type { Registry } from "../registry.ts";
import type { Session } from "../session.ts";
import type { Sessions } from "../sessions.ts";
import type { Sounding } from "../sounding.ts";
import { VolumeElsewhere } from "./volume-elsewhere.ts";

/** A device that sounds, as the list of speakers needs it. */
export interface SpeakerSound extends Sounding {
  /** Somebody changed its volume by another way, percent (QK-32). */
  onVolumeElsewhere(listener: (percent: number) => void): Off;
}

/** The devices, as far as being a speaker goes. */
export interface SpeakerAccess {
  /** Our id of the device that has this identifier. Throws `not-found`. */
  idOf(id: DeviceId): DeviceId;
  name(id: DeviceId): string;
  /** How it finds itself on a list of speakers; undefined when it does not say who it is. */
  shown(id: DeviceId): RemoteSpeaker | undefined;
  /** As `SpeakerLink.join`. */
  join(id: DeviceId, join: SoundJoin, signal: AbortSignal): Promise<SpeakerSound>;
  /** Nothing of ours is there any more: what was opened for it alone is closed. */
  free(id: DeviceId): Promise<void>;
}

export class DeviceSpeakers implements SpeakerAccess {
  readonly #registry: Registry;
  readonly #sessions: Sessions;
  /** Their sessions were opened for the sound alone. */
  readonly #opened = new Set<Session>();

  constructor(registry: Registry, sessions: Sessions) {
    this.#registry = registry;
    this.#sessions = sessions;
  }

  idOf(id: DeviceId): DeviceId {
    return this.#registry.get(id).id;
  }

  name(id: DeviceId): string {
    return this.#registry.name(id);
  }

  shown(id: DeviceId): RemoteSpeaker | undefined {
    const { services } = this.#registry.get(id).description;
    const own = services.filter(({ protocol }) => protocol === "raop" || protocol === "airplay");
    const [machine] = own.flatMap(({ identifiers }) => identifiers.flatMap(asMachine));
    return machine === undefined ? undefined : { name: this.name(id), machine };
  }

  async join(id: DeviceId, join: SoundJoin, signal: AbortSignal): Promise<SpeakerSound> {
    const session = this.#sessions.get(id);
    if (session.connection.phase === "offline") this.#opened.add(session);
    const sounding = await session.speaker.join(join, signal);
    return {
      ...sounding,
      onVolumeElsewhere: (listener) => {
        const elsewhere = new VolumeElsewhere(session.relay, sounding.channel, listener);
        return () => elsewhere.stop();
      },
    };
  }

  async free(id: DeviceId): Promise<void> {
    const session = this.#sessions.peek(id);
    if (!session || session.isPlaying || !this.#opened.delete(session)) return;
    if (this.#registry.selectedId !== session.id) await session.disconnect();
  }
}

/** A hardware address as a number. */
function asMachine(identifier: string): bigint[] {
  const digits = identifier.replaceAll(":", "");
  return /^[0-9a-f]{12}$/i.test(digits) ? [BigInt(`0x${digits}`)] : [];
}
