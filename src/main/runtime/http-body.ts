import type { IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import { RemoteError } from "../../shared/errors.ts";

/** The other end sends more than was asked for. */
export class BodyTooLarge extends Error {}

/** The whole body; rejects with `BodyTooLarge`, or with what ended it early. */
export function bodyOf(message: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    message.on("data", (chunk: Uint8Array) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      else reject(new BodyTooLarge("the body is too large"));
    });
    message.once("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    // Always listened to: an error that nobody hears would end the process.
    message.on("error", reject);
    message.once("close", () => {
      if (!message.complete) reject(new Error("the body ended early"));
    });
  });
}

/** As sent, or unzipped; `malformed` for what is no gzip or is larger than `maxBytes` unzipped. */
export function unzipped(
  body: Uint8Array,
  encoding: string | undefined,
  maxBytes: number,
): Uint8Array {
  if (encoding === undefined || encoding === "identity" || body.length === 0) return body;
  if (encoding !== "gzip" && encoding !== "x-gzip") {
    throw new RemoteError("malformed", "the body is encoded in a way that nobody asked for");
  }
  try {
    return new Uint8Array(gunzipSync(body, { maxOutputLength: maxBytes }));
  } catch (cause) {
    throw new RemoteError("malformed", "the body cannot be unzipped", { cause });
  }
}

/** Headers by lower-case name; several of one name are joined by a comma. */
export function plainHeaders(message: IncomingMessage): ReadonlyMap<string, string> {
  const entries = Object.entries(message.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")] as const,
  );
  return new Map(entries);
}
