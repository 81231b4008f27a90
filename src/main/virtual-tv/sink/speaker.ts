import { RemoteError } from "../../../shared/errors.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { Occurrence } from "../../runtime/signal.ts";
import type { Television } from "../television.ts";
import type { SinkHost, SinkSession } from "./sink-session.ts";
import type { SoundFaults } from "./sound-faults.ts";
import { SoundOnTv } from "./sound-on-tv.ts";
import type { SinkButton, SoundReport, SoundSink } from "./sound-sink.ts";

const KEPT_REPORTS = 8;

/** Asks a sender's DACP server; see dacp-buttons.ts. */
export type PressAtSender = (session: SinkSession, button: SinkButton) => Promise<number>;

/** The loudspeaker of one virtual device: one sender at a time. */
export class Speaker implements SoundSink, SinkHost {
  readonly runtime: Runtime;
  readonly faults: SoundFaults;
  readonly keptS: number;
  readonly changes = new Occurrence<void>();
  readonly #television: Television;
  readonly #onTv: SoundOnTv;
  readonly #press: PressAtSender;
  readonly #interrupts: boolean;
  readonly #former: SoundReport[] = [];
  #session: SinkSession | null = null;

  constructor(options: {
    readonly runtime: Runtime;
    readonly television: Television;
    readonly faults: SoundFaults;
    readonly keptS: number;
    /** Whoever comes later is let in; otherwise told 453. */
    readonly interrupts: boolean;
    readonly press: PressAtSender;
  }) {
    this.runtime = options.runtime;
    this.faults = options.faults;
    this.keptS = options.keptS;
    this.#television = options.television;
    this.#interrupts = options.interrupts;
    this.#press = options.press;
    this.#onTv = new SoundOnTv(options.runtime, options.television);
  }

  get report(): SoundReport | null {
    return this.#session?.report() ?? null;
  }

  get former(): readonly SoundReport[] {
    return this.#former;
  }

  received(): Int16Array {
    return this.#session?.buffer?.received() ?? new Int16Array(0);
  }

  heard(): Int16Array {
    return this.#session?.buffer?.heard() ?? new Int16Array(0);
  }

  dueMs(rtpTime: number): number | null {
    return this.#session?.clock?.dueMs(rtpTime) ?? null;
  }

  until(test: (report: SoundReport) => boolean): Promise<SoundReport> {
    return new Promise((resolve) => {
      const look = () => {
        const { report } = this;
        if (report === null || !test(report)) return;
        off();
        resolve(report);
      };
      const off = this.changes.on(look);
      look();
    });
  }

  press(button: SinkButton): Promise<number> {
    const session = this.#session;
    if (session === null || session.isOver) {
      return Promise.reject(new RemoteError("unavailable", "nobody plays on this speaker"));
    }
    return this.#press(session, button);
  }

  interrupt(): void {
    this.#session?.finish("interrupted");
  }

  /** Whether a session may begin now: false is what 453 says. */
  admits(): boolean {
    if (this.faults.busy) return false;
    const taken = this.#session !== null && !this.#session.isOver;
    return !taken || (this.faults.letsInterrupt ?? this.#interrupts);
  }

  /** The one that plays from now on; whoever played before is cut off. */
  begin(session: SinkSession): void {
    this.#session?.finish("interrupted");
    if (this.#session) this.#former.push(this.#session.report());
    if (this.#former.length > KEPT_REPORTS) this.#former.shift();
    this.#session = session;
    this.changes.emit();
  }

  changed(session: SinkSession): void {
    if (session !== this.#session) return;
    this.#onTv.show(session);
    this.changes.emit();
  }

  note(what: string): void {
    this.#television.note(what);
  }

  close(): void {
    this.#session?.finish("closed");
    this.#onTv.close();
  }
}
