import { RemoteError } from "../../../shared/errors.ts";
import type { DecodedPackets, PacketAnswer } from "../../../shared/ipc/packet-decoding.ts";

/** What the page of a codec says; whatever else it says is not believed. */
const codes = ["unsupported", "malformed", "bug"] as const;

/** AAC has 48 at most, and of those that anybody can hear there are 8. */
const MOST_CHANNELS = 8;
const MOST_RATE = 192_000;
const LONGEST_WORDS = 300;

/** An answer of the page that decodes, which is taken to be hostile: what ours never says is thrown as `bug`. */
export function readPageAnswer(value: unknown): PacketAnswer {
  if (!isObject(value)) throw strange("no answer");
  const { id } = value;
  if (typeof id !== "number" || !Number.isSafeInteger(id)) throw strange("no number");
  if ("error" in value) return { id, error: readError(value["error"]) };
  return { id, samples: readSamples(value["samples"]) };
}

function readError(value: unknown) {
  if (!isObject(value)) throw strange("no error");
  const code = codes.find((one) => one === value["code"]);
  const message = value["message"];
  if (code === undefined || typeof message !== "string") throw strange("no error that we know");
  // The subject is ours to say: a page has no words for people.
  const details = code === "unsupported" ? { subject: "AAC" } : {};
  return { code, message: message.slice(0, LONGEST_WORDS), details };
}

function readSamples(value: unknown): DecodedPackets | null {
  if (value === null) return null;
  if (!isObject(value)) throw strange("no samples");
  const { rate, channels } = value;
  if (typeof rate !== "number" || !Number.isInteger(rate) || rate < 1 || rate > MOST_RATE) {
    throw strange("no rate");
  }
  if (!Array.isArray(channels) || channels.length < 1 || channels.length > MOST_CHANNELS) {
    throw strange("no channels");
  }
  const [first] = channels;
  const length = first instanceof Float32Array ? first.length : 0;
  const isWhole = (one: unknown): one is Float32Array =>
    one instanceof Float32Array && one.length === length && length > 0;
  if (!channels.every(isWhole)) throw strange("no frames");
  return { rate, channels };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const strange = (what: string) =>
  new RemoteError("bug", `the decoder answered what no decoder of ours does: ${what}`);
