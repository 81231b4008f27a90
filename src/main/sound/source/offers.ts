import { stat } from "node:fs/promises";
import { basename, extname, isAbsolute, normalize } from "node:path";
import { RemoteError } from "../../../shared/errors.ts";
import type { SoundOffer } from "../../../shared/model/sound.ts";
import { openFile } from "../../media/open-file.ts";
import { parseUrl } from "../../runtime/parse-url.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { type Found, isSound, soundsIn, soundsOfPlaylist } from "./find-sounds.ts";
import { within } from "./patience.ts";
import type { SoundFiles } from "./sound-files.ts";
import { isPlaylistName } from "./sound-kind.ts";
import type { SoundPicture, SoundSource, SoundTags } from "./source.ts";
import { noTags, readFileTags, wordsOf } from "./tags.ts";

type Needed = Pick<Runtime, "clock" | "random">;

interface Known {
  readonly offer: SoundOffer;
  readonly source: SoundSource;
}

/** Without the picture itself: thousands of songs have thousands of covers. */
type SeenTags = Pick<SoundTags, "title" | "artist" | "album" | "durationS"> & {
  readonly hasPicture: boolean;
};

const seen = ({ title, artist, album, durationS, picture }: SoundTags): SeenTags => ({
  title,
  artist,
  album,
  durationS,
  hasPicture: picture !== null,
});
const unseen = seen(noTags);

/** Kept; a queue of some folders is less. */
const MOST_KNOWN = 20_000;
/** Songs beyond this are offered by their names; their tags are read when they are played. */
const TAGS_PATIENCE_MS = 10_000;
const PICTURE_PATIENCE_MS = 5_000;
const READERS = 4;

/** What was found where a person pointed, for as long as the program runs. */
export class Offers implements SoundFiles {
  readonly #runtime: Needed;
  readonly #known = new Map<string, Known>();
  /** Ids by what they stand for: the same song twice is the same offer. */
  readonly #ids = new Map<string, string>();

  constructor(runtime: Needed) {
    this.#runtime = runtime;
  }

  async offer(path: string): Promise<readonly SoundOffer[]> {
    const whole = normalize(path);
    const found = await this.#find(whole);
    if (found.length === 0) throw new RemoteError("invalid", "There is nothing in it that sounds.");
    const tags = await this.#tagsOf(found);
    return found.map((one, index) => this.#keep(one, tags[index] ?? unseen));
  }

  link(url: string): SoundOffer {
    const address = parseUrl(url.trim());
    if (!address || !/^https?:$/.test(address.protocol) || address.hostname === "") {
      throw new RemoteError("invalid", "Only http and https addresses can be played.");
    }
    return this.#keep({ source: { kind: "link", url: address.href }, title: null }, unseen);
  }

  input(): SoundOffer {
    return this.#keep({ source: { kind: "input" }, title: null }, unseen);
  }

  find(id: string): SoundSource | undefined {
    return this.#known.get(id)?.source;
  }

  async picture(id: string): Promise<SoundPicture | null> {
    const source = this.find(id);
    if (source?.kind !== "file") return null;
    const stop = new AbortController();
    return await within(this.#runtime.clock, PICTURE_PATIENCE_MS, stop.signal, (signal) =>
      tagsOfFile(source.path, signal),
    ).then(
      ({ picture }) => picture,
      () => null,
    );
  }

  async #find(path: string): Promise<readonly Found[]> {
    if (!isAbsolute(path) || path.includes("\0")) {
      throw new RemoteError("invalid", "This is no whole path of a file.");
    }
    const stats = await stat(path).catch((cause) => {
      throw new RemoteError("not-found", "there is no such file", { subject: "such file", cause });
    });
    if (stats.isDirectory()) return await soundsIn(path);
    const { file } = await openFile(path);
    await file.close();
    if (isPlaylistName(path)) return await soundsOfPlaylist(path);
    // Somebody pointed at this very file: a film has sound as well.
    const isFilm = /\.(mp4|m4v|mov)$/i.test(path);
    const isOurs = isFilm || (await isSound(path));
    return isOurs ? [{ source: { kind: "file", path }, title: null }] : [];
  }

  /** In the order of `found`, as far as there is time. */
  async #tagsOf(found: readonly Found[]): Promise<readonly SeenTags[]> {
    const tags: SeenTags[] = found.map(() => unseen);
    let next = 0;
    const readOn = async (signal: AbortSignal) => {
      for (let index = next++; index < found.length && !signal.aborted; index = next++) {
        const source = found[index]?.source;
        if (source?.kind === "file") tags[index] = seen(await tagsOfFile(source.path, signal));
      }
    };
    const stop = new AbortController();
    await within(this.#runtime.clock, TAGS_PATIENCE_MS, stop.signal, async (signal) => {
      await Promise.all(Array.from({ length: READERS }, () => readOn(signal)));
    }).catch(() => {});
    return tags;
  }

  #keep({ source, title }: Found, tags: SeenTags): SoundOffer {
    const key = JSON.stringify(source);
    const id = this.#ids.get(key) ?? this.#token();
    const offer: SoundOffer = {
      id,
      kind: source.kind,
      title: tags.title ?? wordsOf(title) ?? nameOf(source),
      artist: tags.artist,
      album: tags.album,
      durationS: tags.durationS,
      hasPicture: tags.hasPicture,
    };
    this.#known.delete(id);
    this.#known.set(id, { offer, source });
    this.#ids.set(key, id);
    this.#forgetOldest();
    return offer;
  }

  #forgetOldest(): void {
    const [oldest] = this.#known;
    if (this.#known.size <= MOST_KNOWN || !oldest) return;
    this.#known.delete(oldest[0]);
    this.#ids.delete(JSON.stringify(oldest[1].source));
  }

  #token(): string {
    return Buffer.from(this.#runtime.random.bytes(12)).toString("base64url");
  }
}

/** `noTags` for what cannot be read. Rejects only when aborted. */
async function tagsOfFile(path: string, signal: AbortSignal): Promise<SoundTags> {
  const opened = await openFile(path).catch(() => null);
  if (!opened) return noTags;
  const { file, stats } = opened;
  try {
    return await readFileTags(file, stats.size, signal);
  } finally {
    await file.close();
  }
}

function nameOf(source: SoundSource): string {
  switch (source.kind) {
    case "file":
      return basename(source.path, extname(source.path));
    case "link":
      return new URL(source.url).hostname;
    case "input":
      return "stdin";
  }
}
