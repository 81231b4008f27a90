import { type ErrorBody, RemoteError } from "../../../shared/errors.ts";
import { positionAt } from "../../../shared/model/now-playing.ts";
import type { SoundSnapshot } from "../../../shared/model/sound.ts";
import { type Context, orAborted } from "../command.ts";
import { formatTime } from "../playing-words.ts";
import { currentItem, type StreamEvent, streamEvents } from "../stream-events.ts";
import { controlByKeys } from "../stream-keys.ts";
import { type StreamOptions, type WantedSpeaker, wantedSpeakers } from "../stream-options.ts";
import { soundSources } from "../stream-sources.ts";
import { StreamWatch } from "../stream-watch.ts";
import { printable } from "../table.ts";
import { AlreadyTold, tellError } from "../tell-error.ts";
import { sourceSentence, speakerSentence } from "../words.ts";

/**
 * Sends files, streams or the standard input to speakers, all at the same moment, until they end. Ends
 * with the status of the first speaker or track that failed; the others go on. Whatever ends this command
 * ends the sound everywhere.
 */
export async function stream(
  context: Context,
  typed: readonly string[],
  options: StreamOptions,
): Promise<void> {
  const { handlers, signal, world } = context;
  const speakers = await wantedSpeakers(context, options);
  const sources = await soundSources(context, typed);
  const report = new StreamReport(context);
  const watch = new StreamWatch(context, (before, after) => report.take(before, after));
  try {
    await setUp(context, speakers);
    const ids = speakers.map(({ device }) => device.id);
    await orAborted(handlers["sound.play"](sources, ids), signal);
    await watch.began();
    report.started(speakers, sources.length);
    await follow(context, watch, typed.includes("-"));
    report.ended(watch.latest);
  } catch (error) {
    await watch.look();
    report.rethrow(error);
  } finally {
    watch.close();
    world.progress("");
    // Whoever is left there hears of the end; with nothing that plays it does nothing.
    await handlers["sound.command"]("stop").catch(() => {});
  }
}

/** Before it sounds: nobody likes to be startled. Only who is on the list can be set to anything. */
async function setUp(context: Context, speakers: readonly WantedSpeaker[]): Promise<void> {
  const { handlers } = context;
  for (const { device, volume, delayMs } of speakers) {
    if (volume !== null || delayMs !== null) await handlers["sound.join"](device.id);
    if (volume !== null) await handlers["sound.setVolume"](device.id, volume);
    if (delayMs !== null) await handlers["sound.setDelay"](device.id, delayMs);
  }
}

async function follow(context: Context, watch: StreamWatch, readsInput: boolean): Promise<void> {
  const { world, options } = context;
  const quit = new AbortController();
  const stopTelling = options.json
    ? () => {}
    : watch.everySecond((snapshot) => world.progress(progressLine(snapshot, world.clock.wallMs())));
  // The terminal cannot be both the keys and the sound.
  const stopKeys = readsInput ? () => {} : controlByKeys(context, watch, () => quit.abort());
  try {
    const left = new Promise<void>((resolve) => {
      quit.signal.addEventListener("abort", () => resolve());
    });
    await Promise.race([watch.ended(), left]);
  } finally {
    stopKeys();
    stopTelling();
  }
}

/** What the person at the terminal, or a script, is told, and how it ends. */
class StreamReport {
  readonly #context: Context;
  readonly #played = new Set<string>();
  #first: ErrorBody | null = null;
  #announced = "";

  constructor(context: Context) {
    this.#context = context;
  }

  started(speakers: readonly WantedSpeaker[], items: number): void {
    const named = speakers.map(({ device: { id, name } }) => ({ id, name }));
    this.#print({ event: "started", items, speakers: named });
  }

  take(before: SoundSnapshot | null, after: SoundSnapshot): void {
    if (after.currentId !== null && after.state === "playing") this.#played.add(after.currentId);
    for (const event of streamEvents(before, after)) this.#tell(event);
  }

  /** Throws for what failed on the way, which was told then. */
  ended(last: SoundSnapshot | null): void {
    const failed = last?.items.filter(({ error }) => error !== null).map(({ id }) => id) ?? [];
    const played = [...this.#played].filter((id) => !failed.includes(id)).length;
    const lost = last?.speakers.filter(({ error }) => error !== null).length ?? 0;
    const counts = { played, failed: failed.length, speakersFailed: lost };
    this.#print({ event: "ended", ...counts });
    if (!this.#context.options.json) this.#context.world.out(endLine(played, failed.length));
    const error = this.#first ?? last?.lastError ?? null;
    if (error === null) {
      this.#throwIfUnheard(last);
      return;
    }
    if (this.#first === null) this.#complain(error, sourceSentence(error));
    throw new AlreadyTold(error.code);
  }

  /** Each of them was told as interrupted; that the rest of it was never heard is a failure too. */
  #throwIfUnheard(last: SoundSnapshot | null): void {
    const speakers = last?.speakers ?? [];
    if (speakers.length === 0 || !speakers.every(({ phase }) => phase === "interrupted")) return;
    const inUse: ErrorBody = { code: "unavailable", message: "", details: { subject: "in-use" } };
    this.#complain(inUse, "Nobody hears it any more, so it was ended.");
    throw new AlreadyTold(inUse.code);
  }

  /** What a speaker or a track failed with has been told, by its name. */
  rethrow(thrown: unknown): never {
    const { code } = RemoteError.from(thrown);
    if (this.#first === null || code === "cancelled" || code === "bug") throw thrown;
    throw new AlreadyTold(code);
  }

  #tell(event: StreamEvent): void {
    this.#print(event);
    const { options, world } = this.#context;
    if (event.event === "speaker" && event.phase === "joining" && event.error !== null) {
      // It may well come back: no failure yet.
      const sentence = `${speakerSentence(event.error)} It is tried once more.`;
      if (!options.json) world.err(`${printable(event.name)}: ${sentence}`);
    } else if (event.event === "speaker" && event.error !== null) {
      this.#complain(event.error, `${printable(event.name)}: ${speakerSentence(event.error)}`);
    } else if (event.event === "speaker" && event.phase === "interrupted" && !options.json) {
      world.err(`${printable(event.name)}: Somebody else plays there now.`);
    } else if (event.event === "track-failed" && event.error !== null) {
      this.#complain(event.error, `${printable(event.title)}: ${sourceSentence(event.error)}`);
    } else if (event.event === "track" && !options.json) {
      this.#announce(titleOf(event));
    } else if (event.event === "on-air" && event.title !== null && !options.json) {
      world.out(`On air: ${printable(event.title)}`);
    }
  }

  /** Its length, or an album, may become known later: the same line again says nothing. */
  #announce(title: string): void {
    if (title === this.#announced) return;
    this.#announced = title;
    this.#context.world.out(`Playing ${title}.`);
  }

  #complain(error: ErrorBody, sentence: string): void {
    this.#first ??= error;
    tellError(this.#context.world, error, this.#context.options.json, sentence);
  }

  #print(event: { readonly event: string; readonly [fact: string]: unknown }): void {
    const { options, world } = this.#context;
    if (!options.json) return;
    const at = new Date(world.clock.wallMs()).toISOString();
    world.out(JSON.stringify({ at, ...event }));
  }
}

function titleOf({ title, artist }: { readonly title: string; readonly artist: string | null }) {
  // What comes in through a pipe has no file's name either.
  const name = title === "" ? "the standard input" : printable(title);
  return artist === null ? name : `${name} - ${printable(artist)}`;
}

function endLine(played: number, failed: number): string {
  const tracks = played === 1 ? "1 track" : `${played} tracks`;
  return failed === 0
    ? `Ended: ${tracks}.`
    : `Ended: ${tracks}, and ${failed} that could not be played.`;
}

/** Pure: `playing, 0:33 of 1:30, Title - Artist, on Kitchen 40 %, Bath`. */
export function progressLine(snapshot: SoundSnapshot, wallMs: number): string {
  const item = currentItem(snapshot);
  const { state, position, speakers } = snapshot;
  const durationS = item?.durationS ?? null;
  const at = positionAt({ position, durationS }, wallMs);
  const end = durationS === null ? "" : ` of ${formatTime(durationS)}`;
  const heard = speakers
    .filter(({ phase }) => phase === "joined")
    .map(({ name, volume }) => {
      return volume === null ? printable(name) : `${printable(name)} ${Math.round(volume)} %`;
    });
  const parts = [
    state,
    at === null ? "" : `${formatTime(at)}${end}`,
    item === undefined ? "" : titleOf(item),
    heard.length === 0 ? "" : `on ${heard.join(", ")}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}
