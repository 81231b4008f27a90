import { RemoteError } from "../../../shared/errors.ts";
import type { DeviceId } from "../../../shared/model/device.ts";
import { atMost } from "../../runtime/at-most.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { SoundSession } from "../../sound/engine.ts";
import { GroupVolume } from "./group-volume.ts";
import { Speaker, type SpeakerHost } from "./speaker.ts";

/** Once one speaker is there, the others are waited for this long; later ones join what plays. */
const PATIENCE_MS = 4000;

/** Everybody whom the sound goes to, in the order in which they were chosen. */
export class Speakers {
  readonly #host: SpeakerHost;
  readonly #group = new GroupVolume();
  /** Whoever was ever on the list: one that is let go may be wanted again before that is done. */
  readonly #known = new Map<DeviceId, Speaker>();
  #list: readonly Speaker[] = [];

  constructor(host: SpeakerHost) {
    this.#host = host;
  }

  get list(): readonly Speaker[] {
    return this.#list;
  }

  get isAnyOn(): boolean {
    return this.#list.some((speaker) => speaker.isOn);
  }

  find(id: DeviceId): Speaker | undefined {
    return this.#list.find((speaker) => speaker.id === id);
  }

  /** Throws `not-found`. */
  get(id: DeviceId): Speaker {
    const speaker = this.find(id);
    if (!speaker)
      throw new RemoteError("not-found", "the sound does not go there", { subject: id });
    return speaker;
  }

  /** These and no others; those that go are let go meanwhile. */
  choose(ids: readonly DeviceId[]): void {
    const before = this.#list;
    this.#list = [...new Set(ids)].map((id) => this.find(id) ?? this.#fresh(id));
    for (const speaker of before) if (!this.#list.includes(speaker)) void speaker.leave();
    this.#host.changed();
  }

  add(id: DeviceId): Speaker {
    const speaker = this.find(id) ?? this.#fresh(id);
    if (!this.#list.includes(speaker)) this.#list = [...this.#list, speaker];
    this.#host.changed();
    return speaker;
  }

  /** Off the list. Resolves when it is free. */
  async remove(id: DeviceId): Promise<void> {
    const speaker = this.find(id);
    if (!speaker) return;
    this.#list = this.#list.filter((one) => one !== speaker);
    this.#host.changed();
    await speaker.leave();
  }

  /** Everybody is about to join: nobody is shown to sound who does not yet. */
  expect(): void {
    for (const speaker of this.#list) speaker.expect();
  }

  /**
   * Has everybody on the list join. Resolves once all did or failed, or four seconds after the first
   * one did. Rejects with the first one's error when nobody can.
   */
  async join(session: SoundSession, clock: Clock): Promise<void> {
    const joins = this.#list.map((speaker) => speaker.join(session));
    if (joins.length === 0)
      throw new RemoteError("unavailable", "no speaker is chosen", { subject: "speakers" });
    const all = Promise.all(joins.map((join) => join.catch(() => {})));
    await firstOf(joins);
    await atMost(clock, all, PATIENCE_MS);
  }

  /** Everybody stays on the list, and is free when this resolves. */
  async letGo(): Promise<void> {
    await Promise.all(this.#list.map((speaker) => speaker.leave()));
  }

  #fresh(id: DeviceId): Speaker {
    const speaker = this.#known.get(id) ?? new Speaker(id, this.#host);
    this.#known.set(id, speaker);
    speaker.forgive();
    return speaker;
  }

  /** Percent, of the loudest. */
  get volume(): number | null {
    const volumes = this.#list.flatMap(({ volume }) => volume ?? []);
    return volumes.length === 0 ? null : Math.max(...volumes);
  }

  /** Percent, of the loudest; the others keep their proportion to it. */
  async setVolume(percent: number): Promise<void> {
    const wanted = this.#group.spread(
      this.#list.map(({ id, aimedVolume }) => ({ id, volume: aimedVolume })),
      percent,
    );
    const settings = this.#list.map((one) => one.setVolume(wanted.get(one.id) ?? percent));
    const outcomes = await Promise.allSettled(settings);
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed) throw failed.reason;
  }
}

/** Resolves with the first that does; rejects as the first of them when none does. */
async function firstOf(joins: readonly Promise<void>[]): Promise<void> {
  try {
    await Promise.any(joins);
  } catch {
    await joins[0];
  }
}
