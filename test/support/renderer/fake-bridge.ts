import type { ErrorBody } from "../../../src/shared/errors.ts";
import type { Bridge } from "../../../src/shared/ipc/bridge.ts";
import type { EventMap, Reply } from "../../../src/shared/ipc/contract.ts";
import type { CallName, EventName } from "../../../src/shared/ipc/names.ts";
import type { FileOffer } from "../../../src/shared/model/media.ts";
import type { SessionSnapshot } from "../../../src/shared/model/session.ts";
import type { SoundOffer } from "../../../src/shared/model/sound.ts";
import {
  anApp,
  anOffer,
  aPairing,
  aSoundOffer,
  noSound,
  someDevices,
  someSettings,
} from "./fixtures.ts";

type Answer = (args: readonly unknown[]) => unknown;

/** Thrown in an answer, it becomes the reply's error. */
export class Refusal {
  readonly error: ErrorBody;
  constructor(error: ErrorBody) {
    this.error = error;
  }
}

/** The other end of a window's bridge: records calls, answers them, sends snapshots. */
export class FakeBridge implements Bridge {
  /** Every call so far that was not a question for a snapshot, as `[name, ...arguments]`. */
  readonly calls: (readonly [CallName, ...unknown[]])[] = [];
  /** Every file that a page has offered so far. */
  readonly files: unknown[] = [];
  #offer: (file: unknown) => FileOffer | Promise<FileOffer> = (file) =>
    anOffer({ name: file instanceof File ? file.name : "" });
  #sound: (file: unknown) => readonly SoundOffer[] | Promise<readonly SoundOffer[]> = (file) => [
    aSoundOffer(file instanceof File ? { id: file.name, title: file.name } : {}),
  ];
  readonly #listeners = new Set<{ name: EventName; listener: (snapshot: unknown) => void }>();
  readonly #answers = new Map<CallName, Answer>();
  readonly #sessions = new Map<string, SessionSnapshot>();

  constructor() {
    this.answer("app.snapshot", () => anApp());
    this.answer("devices.snapshot", () => someDevices([]));
    this.answer("settings.snapshot", () => someSettings());
    this.answer("pairing.snapshot", () => aPairing({ step: "idle" }));
    this.answer("tv.snapshot", () => null);
    this.answer("sound.snapshot", () => noSound());
    this.answer("sound.artwork", () => null);
    this.answer("session.snapshot", ([id]) => this.#sessions.get(String(id)) ?? null);
    this.answer("session.connect", ([id]) => this.#sessions.get(String(id)));
    this.answer("apps.list", () => []);
    this.answer("accounts.list", () => []);
  }

  answer(name: CallName, answer: Answer): void {
    this.#answers.set(name, answer);
  }

  refuse(name: CallName, error: ErrorBody): void {
    this.answer(name, () => {
      throw new Refusal(error);
    });
  }

  /** What `session.snapshot` answers from now on. */
  hold(session: SessionSnapshot): void {
    this.#sessions.set(session.deviceId, session);
  }

  emit<N extends EventName>(name: N, snapshot: EventMap[N]): void {
    if (name === "session") this.hold(snapshot as SessionSnapshot);
    for (const entry of this.#listeners) if (entry.name === name) entry.listener(snapshot);
  }

  /** What a file is answered with; a `Refusal` thrown becomes the reply's error. */
  answerFile(answer: (file: unknown) => FileOffer | Promise<FileOffer>): void {
    this.#offer = answer;
  }

  /** What a file, folder or playlist of music is answered with. */
  answerSound(
    answer: (file: unknown) => readonly SoundOffer[] | Promise<readonly SoundOffer[]>,
  ): void {
    this.#sound = answer;
  }

  async offerSound(file: unknown): Promise<Reply<readonly SoundOffer[]>> {
    this.files.push(file);
    try {
      return { ok: true, value: await this.#sound(file) };
    } catch (thrown) {
      if (thrown instanceof Refusal) return { ok: false, error: thrown.error };
      throw thrown;
    }
  }

  /** Remembers the file itself: pages have no path to name it by. */
  async offerFile(file: unknown): Promise<Reply<FileOffer>> {
    this.files.push(file);
    try {
      return { ok: true, value: await this.#offer(file) };
    } catch (thrown) {
      if (thrown instanceof Refusal) return { ok: false, error: thrown.error };
      throw thrown;
    }
  }

  async call(name: CallName, args: readonly unknown[]): Promise<Reply<unknown>> {
    if (!name.endsWith(".snapshot")) this.calls.push([name, ...args]);
    try {
      return { ok: true, value: await this.#answers.get(name)?.(args) };
    } catch (thrown) {
      if (thrown instanceof Refusal) return { ok: false, error: thrown.error };
      throw thrown;
    }
  }

  on(name: EventName, listener: (snapshot: unknown) => void): () => void {
    const entry = { name, listener };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** The calls of one name, without it. */
  of(name: CallName): readonly (readonly unknown[])[] {
    return this.calls.filter(([called]) => called === name).map(([, ...args]) => args);
  }
}
