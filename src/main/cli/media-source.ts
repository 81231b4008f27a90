import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { RemoteError } from "../../shared/errors.ts";
import type { FileOffer } from "../../shared/model/media.ts";
import type { Context } from "./command.ts";
import { printable } from "./table.ts";

/** As `media.play` takes it. */
export type MediaSource = { readonly url: string } | { readonly offer: string };

/**
 * What a person means by an address or a file. A file that an Apple TV is not known to play is `invalid`,
 * unless `force`. Rejects with `not-found` or `storage` too.
 */
export async function mediaSource(
  context: Context,
  typed: string,
  force: boolean,
): Promise<MediaSource> {
  const [, scheme] = /^([A-Za-z][A-Za-z0-9+.-]+):\/\//.exec(typed) ?? [];
  switch (scheme?.toLowerCase()) {
    case "http":
    case "https":
      return { url: typed };
    case "file":
      return await offered(context, fileOf(typed), force);
    case undefined:
      return await offered(context, resolve(typed), force);
    default:
      throw new RemoteError("invalid", "Only http and https addresses, and files, can be played.");
  }
}

/** The path behind a `file:` address. Throws `invalid`. */
export function fileOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new RemoteError("invalid", "This is no address of a file on this machine.", { cause });
  }
}

async function offered(context: Context, path: string, force: boolean): Promise<MediaSource> {
  const offer = await context.handlers["media.offerFile"](path);
  if (offer.obstacle !== null) {
    if (!force) throw new RemoteError("invalid", sentenceOf(offer));
    context.world.err(sentenceOf(offer));
  }
  return { offer: offer.id };
}

function sentenceOf({ name, obstacle }: FileOffer): string {
  const what = printable(obstacle?.what ?? "");
  return `An Apple TV does not play ${what} (${printable(name)}); --force tries all the same.`;
}
