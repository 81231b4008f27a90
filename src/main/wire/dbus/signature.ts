import { RemoteError } from "../../../shared/errors.ts";

/** One complete type of the D-Bus Specification, "Type System". */
export type DbusType =
  | { readonly code: BasicCode | "v" }
  | { readonly code: "a"; readonly of: DbusType }
  | { readonly code: "("; readonly fields: readonly DbusType[] }
  | { readonly code: "{"; readonly key: DbusType; readonly value: DbusType };

const basicCodes = ["y", "b", "n", "q", "i", "u", "x", "t", "d", "s", "o", "g", "h"] as const;
type BasicCode = (typeof basicCodes)[number];

/** Both from the specification, "Valid Signatures". */
const LONGEST = 255;
const DEEPEST = 32;

/** The complete types of a signature. Throws `malformed`. */
export function parseSignature(signature: string): readonly DbusType[] {
  if (signature.length > LONGEST) throw malformed();
  const types: DbusType[] = [];
  for (let at = 0; at < signature.length; ) {
    const [type, next] = parseType(signature, at, 0);
    types.push(type);
    at = next;
  }
  return types;
}

function parseType(text: string, at: number, depth: number): readonly [DbusType, number] {
  const code = text[at];
  if (depth > DEEPEST) throw malformed();
  if (code === "v") return [{ code }, at + 1];
  const basic = basicCodes.find((one) => one === code);
  if (basic) return [{ code: basic }, at + 1];
  if (code === "(") return parseStruct(text, at, depth);
  if (code !== "a") throw malformed();
  if (text[at + 1] === "{") return parseDict(text, at, depth);
  const [of, next] = parseType(text, at + 1, depth + 1);
  return [{ code, of }, next];
}

function parseStruct(text: string, start: number, depth: number): readonly [DbusType, number] {
  const fields: DbusType[] = [];
  let at = start + 1;
  while (text[at] !== ")") {
    const [field, next] = parseType(text, at, depth + 1);
    fields.push(field);
    at = next;
  }
  if (fields.length === 0) throw malformed();
  return [{ code: "(", fields }, at + 1];
}

/** Entries stand in arrays only, and their keys are basic. */
function parseDict(text: string, start: number, depth: number): readonly [DbusType, number] {
  const [key, afterKey] = parseType(text, start + 2, depth + 2);
  const [value, afterValue] = parseType(text, afterKey, depth + 2);
  if (text[afterValue] !== "}" || ["a", "(", "v"].includes(key.code)) throw malformed();
  return [{ code: "a", of: { code: "{", key, value } }, afterValue + 1];
}

const alignments: Readonly<Record<DbusType["code"], number>> = {
  y: 1,
  g: 1,
  v: 1,
  n: 2,
  q: 2,
  b: 4,
  i: 4,
  u: 4,
  h: 4,
  s: 4,
  o: 4,
  a: 4,
  x: 8,
  t: 8,
  d: 8,
  "(": 8,
  "{": 8,
};

/** Values begin at a multiple of this many bytes, counted from the start of the message. */
export function alignmentOf({ code }: DbusType): number {
  return alignments[code];
}

function malformed(): RemoteError {
  return new RemoteError("malformed", "a D-Bus signature is not valid");
}
