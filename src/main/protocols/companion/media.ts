import { RemoteError } from "../../../shared/errors.ts";
import type { MediaCommand } from "../../../shared/model/buttons.ts";
import type { Clock } from "../../runtime/clock.ts";
import { type OpackDict, OpackFloat, type OpackRecord, opackNumber } from "../../wire/opack.ts";
import type { Operations } from "../plugin.ts";
import type { CompanionConnection } from "./connection.ts";
import type { FactStore } from "./facts.ts";
import { buttonCodes, type HidSender } from "./hid.ts";
import { MediaFlag } from "./media-flags.ts";
import { contentOf } from "./messages.ts";

/** `_mcc` codes (CO-11). */
const MediaCode = { GetVolume: 5, SetVolume: 6, SkipBy: 7 } as const;

const commandCodes: Readonly<Partial<Record<MediaCommand, number>>> = {
  play: 1,
  pause: 2,
  next: 3,
  previous: 4,
  "fast-forward-begin": 8,
  "fast-forward-end": 9,
  "rewind-begin": 10,
  "rewind-end": 11,
};

/** How long a new volume may take to be reported before we ask for it (QK-07). */
const VOLUME_REPORT_MS = 1500;
/** Volumes are floats on the wire; closer than this is the same. */
const SAME_PERCENT = 0.5;

type MediaOperations = Pick<Operations, "media" | "skip" | "setVolume">;

/** Media control and volume: commands, and what `_iMC` events tell. */
export class CompanionMedia {
  readonly #connection: CompanionConnection;
  readonly #clock: Clock;
  readonly #facts: FactStore;
  readonly #hid: HidSender;

  constructor(connection: CompanionConnection, clock: Clock, facts: FactStore, hid: HidSender) {
    this.#connection = connection;
    this.#clock = clock;
    this.#facts = facts;
    this.#hid = hid;
  }

  readonly operations: MediaOperations = {
    media: (command) => this.#media(command),
    skip: async (seconds) => {
      await this.#command(MediaCode.SkipBy, { _skpS: new OpackFloat(seconds) });
    },
    setVolume: (percent) => this.#setVolume(percent),
  };

  /** `_iMC`: the commands that work now, and that the volume may have changed (CO-12). */
  onEvent(content: OpackDict): void {
    const flags = opackNumber(content.get("_mcF"));
    if (flags === undefined) return;
    this.#facts.update({ mediaFlags: flags });
    // The event says that it changed, not what it is. A failure leaves the last one standing.
    if ((flags & MediaFlag.Volume) !== 0) this.#fetchVolume().catch(() => {});
  }

  async #media(command: MediaCommand): Promise<void> {
    // There is no toggle among the media commands, so the button does it (IF-046).
    if (command === "play-pause") return this.#hid.press(buttonCodes["play-pause"] ?? 0);
    const code = commandCodes[command];
    if (code === undefined) {
      throw new RemoteError("unsupported", "Companion has no such command", { subject: command });
    }
    await this.#command(code);
  }

  /**
   * Resolves once the device has reported its volume, which is then in the state. Devices without the flag ignore the command without a
   * word, so they are not asked at all.
   */
  async #setVolume(percent: number): Promise<void> {
    if (!(percent >= 0 && percent <= 100)) {
      throw new RemoteError("invalid", "volume is 0 to 100 percent");
    }
    const flags = this.#facts.facts.mediaFlags;
    if (flags !== null && (flags & MediaFlag.Volume) === 0) {
      throw new RemoteError("unavailable", "the device's volume cannot be set at the moment");
    }
    const reported = this.#nextReport();
    try {
      await this.#command(MediaCode.SetVolume, { _vol: new OpackFloat(percent / 100) });
      const now = await this.#fetchVolume();
      if (Math.abs(now - percent) < SAME_PERCENT) return;
      await reported.within(VOLUME_REPORT_MS);
      await this.#fetchVolume();
    } finally {
      reported.cancel();
    }
  }

  async #fetchVolume(): Promise<number> {
    const content = await this.#command(MediaCode.GetVolume);
    const volume = opackNumber(content?.get("_vol"));
    if (volume === undefined || !(volume >= 0 && volume <= 1)) {
      throw new RemoteError("malformed", "the device answered with no volume");
    }
    // A float of thousandths, so that 0.1 + 0.05 is shown as 15 and not as 15.000000000000002.
    const percent = Math.round(volume * 100_000) / 1000;
    this.#facts.update({ volumePercent: percent });
    return percent;
  }

  async #command(code: number, args: OpackRecord = {}): Promise<OpackDict | undefined> {
    return contentOf(await this.#connection.request("_mcc", { _mcc: code, ...args }));
  }

  /** Waits for the next `_iMC` event, from now on but never longer than asked. */
  #nextReport(): { within(ms: number): Promise<void>; cancel(): void } {
    let came = false;
    let wake = () => {};
    const off = this.#connection.events.on(({ id }) => {
      if (id !== "_iMC") return;
      came = true;
      wake();
    });
    return {
      within: (ms) =>
        new Promise((resolve) => {
          if (came) return resolve();
          const timer = this.#clock.after(ms, resolve);
          wake = () => {
            timer.cancel();
            resolve();
          };
          void this.#connection.closed.then(wake);
        }),
      cancel: off,
    };
  }
}
