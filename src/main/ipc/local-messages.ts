import { z } from "zod";
import { RemoteError } from "../../shared/errors.ts";
import type { EventMap, Reply } from "../../shared/ipc/contract.ts";
import { type EventName, eventNames } from "../../shared/ipc/names.ts";

/**
 * The local socket's protocol: one JSON object a line, UTF-8, with bytes (pictures) in base64. The client says hello first; after
 * that it calls and subscribes. Names and arguments of calls are checked by the contract.
 */
export const PROTOCOL_VERSION = 1;

const Hello = z.object({ hello: z.literal(PROTOCOL_VERSION), token: z.string().max(100) });
const CallMessage = z.object({
  id: z.number().int().min(0),
  call: z.string().max(100),
  args: z.array(z.unknown()).max(10),
});
const Subscribe = z.object({ subscribe: z.enum(eventNames) });

export const ClientMessage = z.union([Hello, CallMessage, Subscribe]);
export type ClientMessage = z.infer<typeof ClientMessage>;

export type ServerMessage =
  | { readonly hello: typeof PROTOCOL_VERSION }
  | { readonly id: number; readonly reply: Reply<unknown> }
  | { readonly event: EventName; readonly snapshot: EventMap[EventName] };

/** The server is ours, checked by token; only its envelope is checked again. */
export const ServerEnvelope = z.union([
  z.object({ hello: z.literal(PROTOCOL_VERSION) }),
  z.object({ id: z.number().int(), reply: z.looseObject({ ok: z.boolean() }) }),
  z.object({ event: z.enum(eventNames), snapshot: z.looseObject({}) }),
]);

const NEW_LINE = 0x0a;

export function encodeLine(message: ClientMessage | ServerMessage): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(message, withBytes)}\n`);
}

/** JSON has no bytes: they cross as an object with this one member, in base64. */
const BYTES = "$bytes";

function withBytes(this: unknown, name: string, value: unknown): unknown {
  // A Buffer has turned itself into a list of numbers by now; the object that holds it still has it.
  const held = (this as Readonly<Record<string, unknown>>)[name];
  if (!(held instanceof Uint8Array)) return value;
  const { buffer, byteOffset, byteLength } = held;
  return { [BYTES]: Buffer.from(buffer, byteOffset, byteLength).toString("base64") };
}

function asBytes(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const text: unknown = (value as Readonly<Record<string, unknown>>)[BYTES];
  if (typeof text !== "string" || Object.keys(value).length !== 1) return value;
  return new Uint8Array(Buffer.from(text, "base64"));
}

/** Cuts a stream into lines of JSON. Throws `malformed` for a line that is too long or is no JSON. */
export class LineDecoder {
  readonly #longest: number;
  #parts: Uint8Array[] = [];
  #pending = 0;

  /** `longest` in bytes, without the line's end. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  push(chunk: Uint8Array): unknown[] {
    const values: unknown[] = [];
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEW_LINE, start);
      this.#keep(chunk.subarray(start, end < 0 ? chunk.length : end));
      if (end < 0) return values;
      values.push(parseLine(this.#take()));
      start = end + 1;
    }
  }

  #keep(part: Uint8Array): void {
    this.#pending += part.length;
    if (this.#pending > this.#longest) throw new RemoteError("malformed", "a line is too long");
    if (part.length > 0) this.#parts.push(part.slice());
  }

  #take(): Uint8Array {
    const line = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#pending = 0;
    return line;
  }
}

function parseLine(line: Uint8Array): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(line);
    // Looking into every value is slow; hardly any line has bytes.
    return text.includes(BYTES) ? JSON.parse(text, asBytes) : JSON.parse(text);
  } catch (cause) {
    throw new RemoteError("malformed", "a line is not JSON", { cause });
  }
}
