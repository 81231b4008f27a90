import { readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { type ErrorBody, RemoteError } from "../../shared/errors.ts";
import { type Identity, Settings } from "../../shared/model/settings.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Signal } from "../runtime/signal.ts";
import { isProcessAlive, removeLeftovers, replaceFile } from "./atomic-file.ts";
import { createIdentity, defaultSettings } from "./default-settings.ts";
import { parseSettings } from "./parse-settings.ts";
import type { SettingsStore } from "./storage.ts";

export interface SettingsFileOptions {
  /** Made when missing, for the owner alone. */
  readonly directory: string;
  readonly runtime: Pick<Runtime, "random" | "log">;
}

const SETTINGS_FILE = "settings.json";

/**
 * Opens `settings.json`, or begins one. Never rejects: a file that cannot be used is set aside as
 * `settings.json.corrupt-<n>`, a disk that cannot be used leaves the settings in memory, and
 * `problem` says which it was.
 */
export async function openSettings(options: SettingsFileOptions): Promise<SettingsStore> {
  const file = new SettingsFile(options);
  await file.load();
  return file;
}

/** Which version of the file we know: another process may have replaced it since. */
type Stamp = string | null;

class SettingsFile implements SettingsStore {
  readonly #path: string;
  readonly #runtime: Pick<Runtime, "random" | "log">;
  readonly #settings: Signal<Settings>;
  #problem: ErrorBody | null = null;
  #stamp: Stamp = null;
  /** Memory holds a change that the disk refused. */
  #unsaved = false;
  #queue: Promise<void> = Promise.resolve();

  constructor({ directory, runtime }: SettingsFileOptions) {
    this.#path = join(directory, SETTINGS_FILE);
    this.#runtime = runtime;
    this.#settings = new Signal(defaultSettings(createIdentity(runtime.random)));
  }

  get settings(): Signal<Settings> {
    return this.#settings;
  }

  get problem(): ErrorBody | null {
    return this.#problem;
  }

  async load(): Promise<void> {
    try {
      const text = await readIfThere(this.#path);
      const changed = text === null || (await this.#take(text));
      this.#stamp = await stampOf(this.#path);
      if (changed) await this.#write(this.#settings.value);
      await removeLeftovers(this.#path, isProcessAlive);
    } catch (error) {
      this.#unsaved = true;
      this.#report(storageError("the settings cannot be read or written", error));
    }
  }

  update(change: (settings: Settings) => Settings): Promise<void> {
    const done = this.#queue.then(() => this.#change(change));
    this.#queue = done.catch(() => {});
    return done;
  }

  /** Uses what the file says; true when it has to be written again. */
  async #take(text: string): Promise<boolean> {
    const makeIdentity = () => createIdentity(this.#runtime.random);
    const parsed = parseSettings(text, makeIdentity);
    if (parsed.kind === "whole") {
      this.#settings.set(parsed.settings);
      return parsed.migratedFrom !== null;
    }
    const message = parsed.kind === "salvaged" ? damage(parsed.lost) : `unusable: ${parsed.why}`;
    const usable = parsed.kind === "salvaged" ? parsed : await this.#parsePrevious(makeIdentity);
    if (usable) this.#settings.set(usable.settings);
    const used = usable ? "what was good is kept" : "new ones are used";
    const aside = await setAside(this.#path);
    this.#report(
      new RemoteError("storage", `the settings were ${message}; ${used}`, { subject: aside }),
    );
    return true;
  }

  /** The version before the last, for when the last is ruined. */
  async #parsePrevious(makeIdentity: () => Identity) {
    const text = await readIfThere(`${this.#path}.previous`).catch(() => null);
    const parsed = text === null ? null : parseSettings(text, makeIdentity);
    return parsed && parsed.kind !== "unusable" ? parsed : null;
  }

  async #change(change: (settings: Settings) => Settings): Promise<void> {
    await this.#refresh();
    const before = this.#settings.value;
    const after = change(before);
    if (Object.is(after, before) && !this.#unsaved) return;
    const checked = Settings.safeParse(after);
    if (!checked.success) {
      throw new RemoteError("invalid", "these settings are not valid", { cause: checked.error });
    }
    this.#settings.set(checked.data);
    try {
      await this.#write(checked.data);
    } catch (error) {
      this.#unsaved = true;
      throw storageError("the settings could not be saved; they hold until the end", error);
    }
  }

  /** Takes over what another process, such as the command line, has written meanwhile. */
  async #refresh(): Promise<void> {
    if (this.#unsaved) return;
    const stamp = await stampOf(this.#path).catch(() => null);
    if (stamp === null || stamp === this.#stamp) return;
    const text = await readIfThere(this.#path).catch(() => null);
    const parsed = text === null ? null : parseSettings(text, () => this.#settings.value.identity);
    // Damaged while we run: what we hold is better, and is written over it.
    if (parsed?.kind === "whole") this.#settings.set(parsed.settings);
  }

  async #write(settings: Settings): Promise<void> {
    await refuseToReplaceUnreadable(this.#path);
    await replaceFile(this.#path, `${JSON.stringify(settings, null, 2)}\n`);
    this.#unsaved = false;
    this.#stamp = await stampOf(this.#path);
  }

  #report(error: RemoteError): void {
    this.#problem = error.toBody();
    this.#runtime.log.warn("settings problem", { code: error.code, detail: error.message });
  }
}

function storageError(message: string, cause: unknown): RemoteError {
  const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
  return new RemoteError("storage", `${message} (${code})`, { cause });
}

function damage(lost: readonly string[]): string {
  const more = lost.length > 5 ? ` and ${lost.length - 5} more` : "";
  return `damaged at ${lost.slice(0, 5).join(", ")}${more}`;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function stampOf(path: string): Promise<Stamp> {
  try {
    const { ino, mtimeNs, size } = await stat(path, { bigint: true });
    return `${ino} ${mtimeNs} ${size}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Replacing needs only the folder's permission: a file we may not read would be lost. */
async function refuseToReplaceUnreadable(path: string): Promise<void> {
  await readIfThere(path);
}

/** Moves the file out of the way under the first free number; resolves with its new path. */
async function setAside(path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const aside = `${path}.corrupt-${number}`;
    const taken = await stat(aside).then(
      () => true,
      () => false,
    );
    if (taken) continue;
    await rename(path, aside);
    return aside;
  }
}
