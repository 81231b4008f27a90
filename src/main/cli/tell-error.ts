import type { ErrorBody, ErrorCode } from "../../shared/errors.ts";
import { sentenceFor } from "./words.ts";
import type { CliWorld } from "./world.ts";

/** One sentence on standard error, or with `--json` one object. */
export function tellError(
  world: CliWorld,
  error: ErrorBody,
  asJson: boolean,
  sentence = sentenceFor(error),
): void {
  if (!asJson) {
    world.err(sentence);
    return;
  }
  const { code, details = {} } = error;
  world.err(JSON.stringify({ error: { code, message: sentence, details } }));
}

/** Ends a command with the exit status of an error that standard error has had before. */
export class AlreadyTold extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super("told before");
    this.code = code;
  }
}
