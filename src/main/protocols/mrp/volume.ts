import { RemoteError } from "../../../shared/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import { Occurrence, Signal } from "../../runtime/signal.ts";
import type { MrpMessage } from "../../wire/mrp/message.ts";
import { MessageType } from "../../wire/mrp/numbers.ts";
import type { Operations } from "../plugin.ts";
import type { HidSender } from "./hid.ts";
import type { RemoteSession } from "./session-contract.ts";
import type { MediaRemoteState } from "./state.ts";
import { controlOf, hasKeys, isOwn, ownPercent, withVolume } from "./volume-facts.ts";
import { reaches } from "./waiting.ts";

/** MR-50, MR-52: how long a new volume may take to be reported. */
const SET_MS = 5000;
/** A key that changed nothing is no failure: the amplifier may be at its end. */
const KEY_MS = 1000;
const STEP_PERCENT = 5;
/** Devices have sixteen steps or more; nearer than half of one is the same. */
const SAME_PERCENT = 3.2;

/** Changing volumes: of the device, and of each speaker that plays along. */
export class MediaRemoteVolume {
  readonly #session: RemoteSession;
  readonly #clock: Clock;
  readonly #state: MediaRemoteState;
  readonly #hid: HidSender;
  readonly #ended: AbortSignal;
  /** The output of each report, "" for the device itself. */
  readonly #reports = new Occurrence<string>();
  #asked = false;

  constructor(
    session: RemoteSession,
    clock: Clock,
    state: MediaRemoteState,
    hid: HidSender,
    ended: AbortSignal,
  ) {
    this.#session = session;
    this.#clock = clock;
    this.#state = state;
    this.#hid = hid;
    this.#ended = ended;
  }

  readonly operations: Pick<Operations, "volumeStep" | "setVolume" | "setOutputVolume"> = {
    volumeStep: (direction) => this.#step(direction),
    setVolume: (percent) => this.#setOwn(percent),
    setOutputVolume: (id, percent) => this.#setOutput(id, percent),
  };

  /** After the state has taken the message in. */
  onMessage(message: MrpMessage): void {
    const change = message.volumeDidChange;
    if (change) {
      const uid = change.outputDeviceUid ?? "";
      this.#reports.emit(isOwn(this.#state.volume, uid) ? "" : uid);
    }
    this.#askOnce();
  }

  /** MR-50: nothing at the end of the scale; the key where there is one; else five percent. */
  async #step(direction: "up" | "down"): Promise<void> {
    const { volume } = this.#state;
    const control = controlOf(volume);
    if (control === "none") throw new RemoteError("unavailable", "the volume cannot be changed");
    const percent = ownPercent(volume);
    if (control === "absolute" && percent === (direction === "up" ? 100 : 0)) return;
    if (control === "absolute" && !hasKeys(volume)) {
      const change = direction === "up" ? STEP_PERCENT : -STEP_PERCENT;
      return this.#setOwn(Math.min(100, Math.max(0, (percent ?? 50) + change)));
    }
    const report = this.#nextReport("", () => true);
    try {
      await this.#hid.strike(`volume-${direction}`, "tap");
      // QK-07: only a device that reports its volume is waited for.
      if (control === "absolute") await report.within(KEY_MS);
    } finally {
      report.cancel();
    }
  }

  async #setOwn(percent: number): Promise<void> {
    checkPercent(percent);
    const { volume } = this.#state;
    const control = controlOf(volume);
    const { ownUid } = volume;
    if (ownUid === null || control === "none" || control === "relative") {
      throw new RemoteError("unavailable", "the device's volume cannot be set at the moment");
    }
    const waits = control === "absolute" && ownPercent(volume) !== percent;
    await this.#set(ownUid, "", percent, waits);
  }

  /** `not-found` for what is no output of the device now. */
  async #setOutput(id: string, percent: number): Promise<void> {
    checkPercent(percent);
    const output = this.#state.outputs.find((candidate) => candidate.id === id);
    if (!output) throw new RemoteError("not-found", "no such speaker", { subject: id });
    if (output.isLeader) return this.#setOwn(percent);
    await this.#set(id, id, percent, output.volume !== null && output.volume !== percent);
  }

  /** MR-52. `timeout` when a volume that should have changed is not reported in any way. */
  async #set(uid: string, reportedAs: string, percent: number, waits: boolean): Promise<void> {
    const isThere = () =>
      Math.abs((this.#state.volume.percents.get(uid) ?? -100) - percent) < SAME_PERCENT;
    const report = this.#nextReport(reportedAs, isThere);
    try {
      const setVolume = { outputDeviceUid: uid, volume: percent / 100 };
      this.#session.send({ type: MessageType.SetVolume, setVolume });
      if (!waits || (await report.within(SET_MS)) || report.came) return;
      throw new RemoteError("timeout", "the device did not report the new volume");
    } finally {
      report.cancel();
    }
  }

  /** A report of that output from now on, of a volume that passes the test. */
  #nextReport(reportedAs: string, test: () => boolean) {
    const passed = new Signal(false);
    const report = {
      came: false,
      within: (ms: number) => reaches(this.#clock, passed, (value) => value, ms, this.#ended),
      cancel: this.#reports.on((uid) => {
        if (uid !== reportedAs) return;
        report.came = true;
        if (test()) passed.set(true);
      }),
    };
    return report;
  }

  /** Devices report changes; what the volume was before the first one has to be asked for. */
  #askOnce(): void {
    const { volume } = this.#state;
    if (this.#asked || controlOf(volume) !== "absolute" || ownPercent(volume) !== null) return;
    this.#asked = true;
    const outputDeviceUid = volume.ownUid;
    this.#session.request({ type: MessageType.GetVolume, getVolume: { outputDeviceUid } }).then(
      ({ getVolumeResult }) => {
        const facts = this.#state.volume;
        // What was reported meanwhile is newer.
        if (ownPercent(facts) !== null) return;
        this.#state.onVolume(withVolume(facts, outputDeviceUid, getVolumeResult?.volume));
      },
      // A device that does not answer goes on without: the next change is reported.
      () => {},
    );
  }
}

function checkPercent(percent: number): void {
  if (!(percent >= 0 && percent <= 100)) {
    throw new RemoteError("invalid", "volume is 0 to 100 percent");
  }
}
