import type { Programme } from "./programme.ts";
import type { Run } from "./run.ts";

export type Part =
  | { readonly kind: "begin" | "end"; readonly run: Run }
  | { readonly kind: "samples"; readonly run: Run; readonly samples: Int16Array };

/** What was read and is not to be sent yet. */
export class HeldParts {
  #parts: Part[] = [];
  #frames = 0;

  get frames(): number {
    return this.#frames;
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  push(part: Part): void {
    this.#parts.push(part);
    if (part.kind === "samples") this.#frames += part.samples.length / 2;
  }

  /** Whose it is, in order. */
  get runs(): readonly Run[] {
    return [...new Set(this.#parts.map(({ run }) => run))];
  }

  /** Takes back what is of these runs. */
  drop(runs: readonly Run[]): void {
    const kept = this.#parts.filter((part) => !runs.includes(part.run));
    this.#parts = [];
    this.#frames = 0;
    for (const part of kept) this.push(part);
  }

  release(programme: Programme): void {
    const parts = this.#parts;
    this.#parts = [];
    this.#frames = 0;
    for (const part of parts) apply(part, programme);
  }
}

export function apply(part: Part, programme: Programme): void {
  const { run } = part;
  if (part.kind === "end") {
    programme.mark(null);
    return;
  }
  // After a stall, or sent anew: it goes on where it is.
  if (part.kind === "begin" || programme.last.run !== run || programme.last.isStalled) {
    programme.mark(run);
  }
  if (part.kind === "samples") {
    programme.append(part.samples);
    run.next += part.samples.length / 2;
  }
}
