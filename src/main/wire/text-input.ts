import { RemoteError } from "../../shared/errors.ts";
import { type PlistValue, plistDict } from "./bplist.ts";
import { KeyedArchive, KeyedArchiveWriter } from "./keyed-archive.ts";

/** Bit 21 of the traits: the characters are not to be shown. */
const SECURE_TEXT_ENTRY = 0x20_0000;
/** The traits of the search field of tvOS 15, as a device sent them. */
const SEARCH_FIELD_FLAGS = 0x5410_1a86;

/** The text field on the TV's screen, from the `_tiD` of `_tiStart` and `_tiStarted`. */
export interface TextInputSession {
  /** 16 bytes that edits must name; null when the device gives none, and edits go nowhere. */
  readonly sessionUuid: Uint8Array | null;
  readonly text: string;
  /** Bundle identifier of the app that asks, or "". */
  readonly app: string;
  /** The app's name in the TV's language, or "". */
  readonly appName: string;
  /** A password. Null: the archive does not say. */
  readonly secure: boolean | null;
}

/** An edit, sent in a `_tiC` event. */
export interface TextOperations {
  readonly sessionUuid: Uint8Array;
  /** Replaces everything; "" clears. Null: no such operation. */
  readonly assertText: string | null;
  /** Typed at the cursor. Null: nothing is typed. */
  readonly insertText: string | null;
}

/** Throws `malformed` when the bytes are no keyed archive; whatever it lacks is empty or null. */
export function decodeTextInputSession(bytes: Uint8Array): TextInputSession {
  const archive = KeyedArchive.decode(bytes);
  const state = (key: string) => archive.text("documentState", "docSt", key) ?? "";
  return {
    sessionUuid: uuidBytes(archive, "sessionUUID"),
    text: state("contextBeforeInput") + state("selectedText") + state("contextAfterInput"),
    app: archive.text("documentTraits", "app") ?? archive.text("documentTraits", "bId") ?? "",
    appName: archive.text("documentTraits", "locApp") ?? "",
    secure: secureFlag(archive),
  };
}

/** What a TV sends; the device's own archives have the same shape (docs/protocols/companion.md#text). */
export function encodeTextInputSession(session: TextInputSession): Uint8Array {
  const archive = new KeyedArchiveWriter("NSKeyedArchiver");
  const context = archive.add(session.text);
  const docSt = archive.addObject("TIDocumentState", { contextBeforeInput: context });
  const documentState = archive.addObject("RTIDocumentState", { docSt });
  const flags = SEARCH_FIELD_FLAGS + (session.secure ? SECURE_TEXT_ENTRY : 0);
  const documentTraits = archive.addObject("RTIDocumentTraits", {
    bId: archive.add(session.app),
    app: archive.add(session.app),
    locApp: archive.add(session.appName),
    tiTraits: archive.addObject("TITextInputTraits", session.secure === null ? {} : { flags }),
  });
  const top = { documentTraits, documentState };
  if (session.sessionUuid === null) return archive.encode(top);
  return archive.encode({ ...top, sessionUUID: archive.add(session.sessionUuid) });
}

/** An `RTITextOperations` archive (CO-17). */
export function encodeTextOperations(operations: TextOperations): Uint8Array {
  const archive = new KeyedArchiveWriter("RTIKeyedArchiver");
  const { sessionUuid, assertText, insertText } = operations;
  const output: Record<string, PlistValue> = {};
  if (insertText !== null) output["insertionText"] = archive.add(insertText);
  const fields: Record<string, PlistValue> = {
    targetSessionUUID: archive.addObject("NSUUID", { "NS.uuidbytes": sessionUuid }),
    keyboardOutput: archive.addObject("TIKeyboardOutput", output),
  };
  if (assertText !== null) fields["textToAssert"] = archive.add(assertText);
  return archive.encode({ textOperations: archive.addObject("RTITextOperations", fields) });
}

/** Throws `malformed` when the bytes are no archive of text operations for a session. */
export function decodeTextOperations(bytes: Uint8Array): TextOperations {
  const archive = KeyedArchive.decode(bytes);
  const sessionUuid = uuidBytes(archive, "textOperations", "targetSessionUUID");
  if (sessionUuid === null) throw new RemoteError("malformed", "text operations without a session");
  return {
    sessionUuid,
    assertText: archive.text("textOperations", "textToAssert") ?? null,
    insertText: archive.text("textOperations", "keyboardOutput", "insertionText") ?? null,
  };
}

/** Raw bytes in the sessions of a device, an NSUUID object in what is sent to it. */
function uuidBytes(archive: KeyedArchive, ...path: readonly string[]): Uint8Array | null {
  const value = archive.get(...path);
  if (value instanceof Uint8Array) return value;
  const inner = plistDict(value)?.get("NS.uuidbytes");
  return inner instanceof Uint8Array ? inner : null;
}

/**
 * TITextInputTraits packs its switches into one number; docs/protocols/companion.md#text works the
 * layout through on a device's own value.
 */
function secureFlag(archive: KeyedArchive): boolean | null {
  const flags = archive.get("documentTraits", "tiTraits", "flags");
  if (typeof flags === "number") return Math.floor(flags / SECURE_TEXT_ENTRY) % 2 === 1;
  return typeof flags === "bigint" ? (flags & BigInt(SECURE_TEXT_ENTRY)) !== 0n : null;
}
