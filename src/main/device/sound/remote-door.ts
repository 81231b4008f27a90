import { RemoteError } from "../../../shared/errors.ts";
import { positionAt } from "../../../shared/model/now-playing.ts";
import type { SoundCommand, SoundSnapshot } from "../../../shared/model/sound.ts";
import type { Random } from "../../runtime/random.ts";
import { randomU32 } from "../../runtime/random.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type {
  RemoteListener,
  RemotePass,
  RemoteRequest,
  RemoteSpeaker,
  RemoteView,
  SoundRemote,
} from "../../sound/remote/sound-remote.ts";

/** Percent of one press (parity IF-122). */
const VOLUME_STEP = 5;

/** What a receiver's buttons act on: the session, and its own volume. */
export interface ButtonsHost {
  command(command: SoundCommand): Promise<void>;
  seek(seconds: number): Promise<void>;
  snapshot(): SoundSnapshot;
}

/** The speaker that a button is on. */
export interface ButtonsSpeaker {
  readonly volume: number | null;
  /** What it is on its way to, else the same. */
  readonly aimedVolume: number | null;
  setVolume(percent: number): Promise<void>;
}

/** The buttons of one receiver. */
export class Buttons implements RemoteListener {
  readonly #host: ButtonsHost;
  readonly #speaker: ButtonsSpeaker;
  readonly #clock: Runtime["clock"];
  /** Percent before it was muted. */
  #muted: number | null = null;

  constructor(host: ButtonsHost, speaker: ButtonsSpeaker, clock: Runtime["clock"]) {
    this.#host = host;
    this.#speaker = speaker;
    this.#clock = clock;
  }

  async request(request: RemoteRequest): Promise<void> {
    if (request.kind === "command") return this.#host.command(request.command);
    const volume = this.#speaker.aimedVolume ?? 0;
    if (request.kind === "mute") return this.#mute(volume);
    if (request.kind === "volume") return this.#speaker.setVolume(clamp(request.percent));
    const step = request.direction === "up" ? VOLUME_STEP : -VOLUME_STEP;
    await this.#speaker.setVolume(clamp(volume + step));
  }

  async skip(seconds: number): Promise<void> {
    const here = this.#secondsIn();
    if (here === null) throw new RemoteError("unavailable", "it is not known where it stands");
    await this.#host.seek(Math.max(0, here + seconds));
  }

  view(): RemoteView {
    const { state, items, currentId } = this.#host.snapshot();
    const item = items.find(({ id }) => id === currentId);
    const here = this.#secondsIn();
    const durationS = item?.durationS ?? null;
    return {
      state: state === "idle" ? "stopped" : state === "paused" ? "paused" : "playing",
      title: item?.title ?? null,
      artist: item?.artist ?? null,
      album: item?.album ?? null,
      genre: null,
      durationMs: durationS === null ? null : Math.round(durationS * 1000),
      remainingMs:
        durationS === null || here === null ? null : Math.round((durationS - here) * 1000),
      volume: this.#speaker.volume,
    };
  }

  /** The second press undoes the first. */
  async #mute(volume: number): Promise<void> {
    const before = this.#muted;
    this.#muted = volume > 0 ? volume : null;
    if (volume > 0) return this.#speaker.setVolume(0);
    if (before !== null) await this.#speaker.setVolume(before);
  }

  #secondsIn(): number | null {
    const { items, currentId, position } = this.#host.snapshot();
    const durationS = items.find(({ id }) => id === currentId)?.durationS ?? null;
    return positionAt({ position, durationS }, this.#clock.wallMs());
  }
}

const clamp = (percent: number) => Math.max(0, Math.min(100, percent));

/** The door for all receivers of a session: open from its beginning to its end, unless that fails. */
export class RemoteDoor {
  readonly #runtime: Pick<Runtime, "random" | "log">;
  readonly #opening: Promise<SoundRemote | null>;
  #remote: SoundRemote | null = null;

  constructor(runtime: Pick<Runtime, "random" | "log">, open: () => Promise<SoundRemote>) {
    this.#runtime = runtime;
    this.#opening = open().catch((thrown) => {
      // Sound without buttons is better than none.
      runtime.log.warn("no buttons of speakers", { cause: RemoteError.from(thrown).code });
      return null;
    });
    void this.#opening.then((remote) => {
      this.#remote = remote;
    });
  }

  /** Resolves when receivers can be let in, or never can be. */
  async ready(): Promise<void> {
    await this.#opening;
  }

  admit(listener: RemoteListener, speaker: RemoteSpeaker | undefined): RemotePass {
    if (this.#remote) return this.#remote.admit(listener, speaker);
    return passOfNobody(this.#runtime.random);
  }

  async close(): Promise<void> {
    await (await this.#opening)?.close();
  }
}

/** Receivers want these headers whether or not anybody answers there. */
function passOfNobody(random: Random): RemotePass {
  const digits = [...random.bytes(8)].map((byte) => byte.toString(16).padStart(2, "0"));
  return { dacpId: digits.join("").toUpperCase(), activeRemote: randomU32(random), close() {} };
}
