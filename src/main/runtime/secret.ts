import { inspect } from "node:util";

/** Something that must not be seen: prints, serialises and interpolates as `[secret]`. */
export class Secret<T = Uint8Array> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  /** The one way out. Call it where the secret is used, and keep the result in no field. */
  expose(): T {
    return this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [inspect.custom](): string {
    return "[secret]";
  }
}
