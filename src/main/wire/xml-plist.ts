import { parse } from "plist";
import { RemoteError } from "../../shared/errors.ts";
import { PlistDate, type PlistValue } from "./bplist-value.ts";
import { textOf } from "./bytes.ts";

/** More than any answer that is written in XML (docs/protocols/airplay.md#playback-information). */
const MAX_LENGTH = 256 * 1024;
const MAX_DEPTH = 32;
/** Milliseconds from 1970 to 2001, where a property list's dates begin. */
const APPLE_EPOCH_MS = 978_307_200_000;

const PROLOGUE = /^(?:<\?xml[^<>]*\?>)?\s*(?:<!DOCTYPE plist[^<>[\]]*>)?\s*/;
const PIECE =
  /<(\/?)([a-z]+)(?: version="[\d.]{1,8}")?\s*(\/?)>|<!--(?:(?!--)[\s\S])*-->|[^<>&]+|&(?:lt|gt|amp|quot|apos);/y;
/** No character of XML 1.0, or what stands for bytes that were none. */
const NOT_TEXT = /[^\P{Cc}\t\n\r]|[\uFFFD-\uFFFF]/u;
const CONTAINERS = new Set(["plist", "dict", "array"]);
const LEAVES = new Set(["key", "string", "integer", "real", "date", "data", "true", "false"]);

/**
 * The root of a property list written as XML: dictionaries as Maps, dates as `PlistDate`, numbers as
 * they are written. Throws `malformed` for anything else, such as entities of its own.
 */
export function decodeXmlPlist(bytes: Uint8Array): PlistValue {
  if (bytes.length > MAX_LENGTH) throw malformed("too long");
  const text = textOf(bytes).trim().replace(PROLOGUE, "");
  if (NOT_TEXT.test(text)) throw malformed("not text");
  checkShape(text);
  return plistValue(parsed(text));
}

/**
 * The parser repairs what it does not understand, says so on the console, and has no depth that it
 * minds; so it only gets to see what is a property list from end to end.
 */
function checkShape(text: string): void {
  const open: string[] = [];
  PIECE.lastIndex = 0;
  let at = 0;
  while (at < text.length) {
    const piece = PIECE.exec(text);
    if (piece === null) throw malformed("not XML");
    const [whole, slash, name, empty] = piece;
    if (name !== undefined) checkTag(open, name, slash === "/", empty === "/", at);
    else if (!whole.startsWith("<!--") && whole.trim() !== "" && !holdsText(open.at(-1))) {
      throw malformed("text between elements");
    }
    at = PIECE.lastIndex;
    if (open.length === 0 && at < text.length) throw malformed("more than one root");
  }
  if (open.length > 0 || text === "") throw malformed("cut short");
}

function checkTag(open: string[], name: string, closes: boolean, empty: boolean, at: number): void {
  if (closes) {
    if (empty || open.pop() !== name) throw malformed("elements that cross");
    return;
  }
  if (!CONTAINERS.has(name) && !LEAVES.has(name)) throw malformed("an element of another kind");
  const parent = open.at(-1);
  const fits = name === "plist" ? at === 0 : parent !== undefined && CONTAINERS.has(parent);
  if (!fits || open.length >= MAX_DEPTH) throw malformed("an element in the wrong place");
  if (!empty) open.push(name);
}

function holdsText(name: string | undefined): boolean {
  return name !== undefined && LEAVES.has(name);
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new RemoteError("malformed", "a property list that does not parse", { cause });
  }
}

function plistValue(value: unknown): PlistValue {
  if (typeof value === "number") return numberIn(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(plistValue);
  if (typeof value !== "object" || value === null) throw malformed("a value of no kind");
  // Not by asking the value itself: a dictionary may have a key of that name.
  if (Object.prototype.toString.call(value) === "[object Date]") {
    return new PlistDate((numberIn(Number(value)) - APPLE_EPOCH_MS) / 1000);
  }
  return new Map(Object.entries(value).map(([key, entry]) => [key, plistValue(entry)]));
}

function numberIn(value: number): number {
  if (Number.isNaN(value)) throw malformed("a number that is none");
  return value;
}

function malformed(what: string): RemoteError {
  return new RemoteError("malformed", `a property list in XML: ${what}`);
}
