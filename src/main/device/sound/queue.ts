import { type ErrorBody, RemoteError } from "../../../shared/errors.ts";
import type { SoundItem } from "../../../shared/model/sound.ts";
import type { SoundSource } from "../../sound/source/source.ts";

/** Nobody scrolls further, and each of them is in every snapshot. */
export const MAX_QUEUE = 5000;

/** One thing of the queue, and where it comes from. */
export interface QueueEntry {
  readonly item: SoundItem;
  readonly source: SoundSource;
  /** Its id among the offers, for its picture. */
  readonly offer: string;
}

/** What is played, in order. */
export class Queue {
  #entries: readonly QueueEntry[] = [];
  #items: readonly SoundItem[] = [];

  /** The same list as long as nothing has changed. */
  get items(): readonly SoundItem[] {
    return this.#items;
  }

  get first(): QueueEntry | undefined {
    return this.#entries[0];
  }

  find(id: string): QueueEntry | undefined {
    return this.#entries.find(({ item }) => item.id === id);
  }

  /** Throws `not-found`. */
  get(id: string): QueueEntry {
    return this.#entries[this.#indexOf(id)] ?? notThere(id);
  }

  /** Undefined: it is the last, or not there. */
  after(id: string): QueueEntry | undefined {
    const index = this.#entries.findIndex(({ item }) => item.id === id);
    return index < 0 ? undefined : this.#entries[index + 1];
  }

  /** Those after it, so many at most. */
  behind(id: string, count: number): readonly QueueEntry[] {
    const index = this.#entries.findIndex(({ item }) => item.id === id);
    return index < 0 ? [] : this.#entries.slice(index + 1, index + 1 + count);
  }

  before(id: string): QueueEntry | undefined {
    return this.#entries[this.#entries.findIndex(({ item }) => item.id === id) - 1];
  }

  /** Throws `invalid` when they are too many, and keeps what there was. */
  replace(entries: readonly QueueEntry[]): void {
    this.#set(entries);
  }

  /** Before that item; null: at the end. Throws `not-found` or `invalid`. */
  add(entries: readonly QueueEntry[], before: string | null): void {
    const at = before === null ? this.#entries.length : this.#indexOf(before);
    this.#set([...this.#entries.slice(0, at), ...entries, ...this.#entries.slice(at)]);
  }

  /** To before that item; null: to the end. Throws `not-found`. */
  move(id: string, before: string | null): void {
    if (id === before) return;
    const entry = this.get(id);
    if (before !== null) this.get(before);
    this.#set(this.#entries.filter((one) => one !== entry));
    this.add([entry], before);
  }

  /** Throws `not-found`. */
  remove(id: string): void {
    const entry = this.get(id);
    this.#set(this.#entries.filter((one) => one !== entry));
  }

  /** What became known of it. One that is gone already is none to tell of. */
  update(id: string, change: Partial<Omit<SoundItem, "id" | "kind">>): void {
    const entry = this.find(id);
    if (!entry) return;
    const item = { ...entry.item, ...change };
    const names = Object.keys(change) as (keyof typeof change)[];
    if (names.every((name) => entry.item[name] === item[name])) return;
    this.#set(this.#entries.map((one) => (one === entry ? { ...entry, item } : one)));
  }

  failed(id: string, error: ErrorBody): void {
    this.update(id, { error });
  }

  /** All of them are tried anew. */
  forgive(): void {
    for (const { id, error } of this.#items) if (error) this.update(id, { error: null });
  }

  #indexOf(id: string): number {
    const index = this.#entries.findIndex(({ item }) => item.id === id);
    return index < 0 ? notThere(id) : index;
  }

  #set(entries: readonly QueueEntry[]): void {
    if (entries.length > MAX_QUEUE)
      throw new RemoteError("invalid", "the queue takes no more", { subject: "queue" });
    this.#entries = entries;
    this.#items = entries.map(({ item }) => item);
  }
}

function notThere(id: string): never {
  throw new RemoteError("not-found", "the queue has no such item", { subject: id });
}
