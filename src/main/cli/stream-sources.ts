import { resolve } from "node:path";
import { RemoteError } from "../../shared/errors.ts";
import { type Context, orAborted } from "./command.ts";
import { fileOf, type MediaSource } from "./media-source.ts";
import { printable } from "./table.ts";
import { AlreadyTold, tellError } from "./tell-error.ts";
import { sourceSentence } from "./words.ts";

/**
 * What a person means by files, folders, playlists, addresses and `-`, in this order, as `sound.play`
 * takes it. What cannot
 * be opened is told at once, by its path.
 */
export async function soundSources(
  context: Context,
  typed: readonly string[],
): Promise<MediaSource[]> {
  if (typed.filter((one) => one === "-").length > 1) {
    throw new RemoteError("invalid", "There is only one standard input.");
  }
  const sources: MediaSource[] = [];
  for (const one of typed) sources.push(...(await sourcesOf(context, one)));
  return sources;
}

async function sourcesOf(context: Context, typed: string): Promise<readonly MediaSource[]> {
  if (typed === "-") return [{ offer: inputOf(context) }];
  const [, scheme] = /^([A-Za-z][A-Za-z0-9+.-]+):\/\//.exec(typed) ?? [];
  switch (scheme?.toLowerCase()) {
    case "http":
    case "https":
      return [{ url: typed }];
    case "file":
      return await offered(context, fileOf(typed));
    case undefined:
      return await offered(context, resolve(typed));
    default:
      throw new RemoteError("invalid", "Only http and https addresses, and files, can be played.");
  }
}

async function offered(context: Context, path: string): Promise<readonly MediaSource[]> {
  try {
    const offers = await orAborted(context.handlers["sound.offer"](path), context.signal);
    return offers.map(({ id }) => ({ offer: id }));
  } catch (thrown) {
    const error = RemoteError.from(thrown).toBody();
    if (error.code === "cancelled") throw thrown;
    // One of many, perhaps: which one it was is what helps.
    const sentence = `${printable(path)}: ${sourceSentence(error)}`;
    tellError(context.world, error, context.options.json, sentence);
    throw new AlreadyTold(error.code);
  }
}

function inputOf({ inputOffer }: Context): string {
  if (!inputOffer) throw new RemoteError("unsupported", "the standard input is in another process");
  return inputOffer().id;
}
