import type { ErrorBody, ErrorCode, ErrorDetails } from "../../shared/errors.ts";

/** The subject of a time-out, when the code was to be typed on the device. */
export const NOBODY_TYPED = "pairing code";

/** The subject of `unsupported`, for a device that takes no sound. */
export const NO_SOUND = "sound";
/** The subject of a time-out, when a device says nothing to the sound that it is offered. */
const NO_ANSWER_TO_SOUND = "audio-setup";
/** The subject of `unavailable`, where the clock of AirPlay 2 gets no ports. */
const NO_CLOCK = "clock-ports";

/** One sentence for each error code, with the facts that came along. */
const sentences: Readonly<Record<ErrorCode, (details: ErrorDetails) => string>> = {
  malformed: () => "The device sent something that is not understood.",
  timeout: ({ subject }) =>
    subject === NOBODY_TYPED
      ? "Nobody typed the code on the device in time."
      : "The device did not answer in time.",
  refused: () => "Nothing answers at the device's address; it may be off or asleep.",
  lost: () => "The connection to the device was lost.",
  unpaired: ({ subject }) =>
    subject === "password"
      ? 'The device asks for a password, and the one that it was given was missing or wrong; run "password set".'
      : 'Not paired; run "pair" first.',
  "wrong-pin": () => "That code was not right.",
  backoff: ({ retryAfterS }) =>
    retryAfterS === undefined
      ? "The device refuses more tries for a while; restarting it helps."
      : `The device refuses more tries for ${retryAfterS} seconds; restarting it helps.`,
  busy: () => "Somebody else is pairing with the device right now.",
  full: () => "The device holds as many remotes as it can; remove one in its settings.",
  unavailable: ({ subject }) =>
    subject === "in-use"
      ? "Somebody else plays there."
      : "The device cannot do that at the moment.",
  unsupported: ({ subject }) =>
    subject === NO_SOUND
      ? "It plays no sound that is sent to it."
      : subject?.startsWith("tvOS ")
        ? `${subject} plays nothing that is sent to it in a way that this program knows.`
        : "The device does not do that.",
  rejected: ({ deviceCode, subject }) =>
    `The device refused${subject ? ` ${subject}` : ""}${deviceCode === undefined ? "" : ` (its code ${deviceCode})`}.`,
  locked: () => "The keychain is locked.",
  storage: () => "The settings or the keychain could not be used.",
  invalid: () => "That argument is not valid.",
  "not-found": ({ subject }) => (subject ? `There is no ${subject}.` : "Nothing was found."),
  cancelled: () => "Interrupted.",
  bug: () => "Something went wrong inside this program.",
};

/** Codes whose message was written for a person at the command line, or says more than the sentence. */
const ownWords: ReadonlySet<ErrorCode> = new Set(["invalid", "storage", "bug"]);

/** The sentence that stderr shows. */
export function sentenceFor({ code, message, details = {} }: ErrorBody): string {
  const sentence = sentences[code](details);
  if (!ownWords.has(code) || message === "") return sentence;
  return code === "invalid" ? message : `${sentence} ${message}`;
}

/** The same for a speaker that sound is sent to. */
export function speakerSentence(error: ErrorBody): string {
  if (error.code === "timeout" && error.details?.subject === NO_ANSWER_TO_SOUND) {
    return "It was offered the sound and said nothing; devices with tvOS 27 are known for that.";
  }
  if (error.code === "unavailable" && error.details?.subject === NO_CLOCK) {
    return "It keeps time by a clock on ports 319 and 320, which this program may not open, or which another one has; on Linux, net.ipv4.ip_unprivileged_port_start=319 opens them.";
  }
  return sentenceFor(error);
}

/** The same for a file, a stream or the standard input. */
export function sourceSentence(error: ErrorBody): string {
  const { code, details = {} } = error;
  switch (code) {
    case "malformed":
      return "It cannot be read, or ends too early.";
    case "unsupported":
      return `Nothing here plays ${details.subject ?? "it"}${details.missing ? `; ${details.missing} would, and is not installed` : ""}.`;
    case "not-found":
      return "There is no such file.";
    case "storage":
      return "It cannot be read from the disk.";
    case "refused":
      return "Nothing answers at that address.";
    case "timeout":
      return "The server did not answer in time.";
    case "lost":
      return "The connection to the server was lost.";
    case "rejected":
      return `The server refused${details.deviceCode === undefined ? "" : ` (${details.deviceCode})`}.`;
    default:
      return sentenceFor(error);
  }
}
