import { isRemoteError } from "../../shared/errors.ts";
import { equalBytes } from "../wire/bytes.ts";
import { type OpackDict, type OpackRecord, opackBytes } from "../wire/opack.ts";
import {
  decodeTextOperations,
  encodeTextInputSession,
  type TextOperations,
} from "../wire/text-input.ts";
import type { RequestContext } from "./companion-session.ts";
import type { Television } from "./television.ts";

/** The text field as `_tiStart` and `_tiStarted` carry it; empty when none has the focus. */
export function textFieldContent(television: Television): OpackRecord {
  const { keyboard } = television.state.value;
  if (keyboard === null) return {};
  const archive = encodeTextInputSession({
    sessionUuid: television.sessionId(keyboard.session),
    text: keyboard.text,
    app: keyboard.app.id,
    appName: keyboard.app.name,
    secure: keyboard.secure,
  });
  return { _tiV: 1, _tiD: archive };
}

/** `_tiC`, an event: an edit for the field that it names. One for a former field changes nothing. */
export function editText(content: OpackDict, { television }: RequestContext): void {
  const operations = readOperations(content);
  const { keyboard } = television.state.value;
  if (operations === null || keyboard === null) return;
  const { session } = keyboard;
  if (!equalBytes(operations.sessionUuid, television.sessionId(session))) return;
  if (operations.assertText !== null) {
    television.do({ kind: "clear-text", session });
    if (operations.assertText !== "") {
      television.do({ kind: "insert-text", session, text: operations.assertText });
    }
  }
  if (operations.insertText !== null) {
    television.do({ kind: "insert-text", session, text: operations.insertText });
  }
}

function readOperations(content: OpackDict): TextOperations | null {
  const archive = opackBytes(content.get("_tiD"));
  if (archive === undefined) return null;
  try {
    return decodeTextOperations(archive);
  } catch (error) {
    // An event has no answer in which to complain.
    if (isRemoteError(error, "malformed")) return null;
    throw error;
  }
}
