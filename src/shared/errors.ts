/**
 * Every failure a person or a script can meet, by what they do next. The words shown to people are
 * mapped from the code in the renderer and the command line; nothing tests a message.
 */
export const errorCodes = [
  "malformed", // bytes that no device sends: give up on this message or link
  "timeout", // no answer in time: try again
  "refused", // nobody listens there, or the device is asleep: wake it, check the address
  "lost", // the link died under the request: reconnects by itself
  "unpaired", // the device no longer knows us: pair again
  "wrong-pin", // type the code again
  "backoff", // wait `retryAfterS` seconds, or restart the device
  "busy", // somebody else is pairing with the device right now
  "full", // the device holds as many controllers as it can: forget one on it
  "unavailable", // the device does not do this at the moment
  "unsupported", // the device, or what connects us to it, never does this
  "rejected", // the device understood and said no: `deviceCode`, `deviceDomain`
  "locked", // the keychain is locked or its prompt was dismissed
  "storage", // the disk or the keychain failed
  "invalid", // an argument that the caller can correct
  "not-found", // no such device, app or account
  "cancelled", // the caller changed its mind
  "bug", // ours
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Facts that go with a code; plain data, safe to show and to log. */
export interface ErrorDetails {
  /** Seconds until the device accepts another try. */
  readonly retryAfterS?: number;
  readonly deviceCode?: number;
  readonly deviceDomain?: string;
  /** What was asked for, in the reader's terms, such as an app's identifier. */
  readonly subject?: string;
  /** A program that would do it, and is not installed on this computer. */
  readonly missing?: "ffmpeg";
}

/** An error as it crosses a process boundary. */
export interface ErrorBody {
  readonly code: ErrorCode;
  /** English, for logs and developers. */
  readonly message: string;
  readonly details?: ErrorDetails;
}

/** The one error class. `cause` keeps what happened underneath. */
export class RemoteError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: ErrorDetails & { cause?: unknown } = {}) {
    const { cause, ...details } = options;
    super(message, cause === undefined ? undefined : { cause });
    this.name = "RemoteError";
    this.code = code;
    this.details = details;
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, details: this.details };
  }

  static fromBody(body: ErrorBody): RemoteError {
    return new RemoteError(body.code, body.message, body.details);
  }

  /** Anything thrown, as a RemoteError; what was not one already is a bug. */
  static from(thrown: unknown): RemoteError {
    if (thrown instanceof RemoteError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new RemoteError("bug", message, { cause: thrown });
  }
}

export function isRemoteError(thrown: unknown, ...codes: ErrorCode[]): thrown is RemoteError {
  return thrown instanceof RemoteError && (codes.length === 0 || codes.includes(thrown.code));
}

/** Closes an exhaustive switch: a new member of the union is a compile error here. */
export function assertNever(value: never): never {
  throw new RemoteError("bug", `unexpected ${JSON.stringify(value)}`);
}
