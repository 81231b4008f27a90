import { RemoteError } from "../../../shared/errors.ts";
import type { SoundOffer } from "../../../shared/model/sound.ts";
import type { Random } from "../../runtime/random.ts";
import type { SoundFiles } from "../../sound/source/sound-files.ts";
import type { SoundPicture, SoundSource } from "../../sound/source/source.ts";
import type { MediaSource } from "../media-source.ts";
import type { QueueEntry } from "./queue.ts";

/** What may go into the queue: offers that were made here, and addresses. */
export class Sources {
  readonly #files: SoundFiles;
  readonly #random: Random;
  readonly #offers = new Map<string, SoundOffer>();

  constructor(files: SoundFiles, random: Random) {
    this.#files = files;
    this.#random = random;
  }

  /** Rejects as `SoundFiles.offer` does. */
  async offer(path: string): Promise<readonly SoundOffer[]> {
    const offers = await this.#files.offer(path);
    for (const offer of offers) this.#offers.set(offer.id, offer);
    return offers;
  }

  /** As a new item, each time. Throws `not-found` for what nobody offered, `invalid` for no address. */
  entry(source: MediaSource): QueueEntry {
    const offer = "url" in source ? this.#files.link(source.url) : undefined;
    const id = "url" in source ? (offer?.id ?? "") : source.offer;
    const found = this.#files.find(id);
    if (!found) throw new RemoteError("not-found", "there is no such sound", { subject: "offer" });
    const shown = offer ?? this.#offers.get(id) ?? plain(id, found);
    const item = { ...shown, id: this.#random.uuid(), error: null };
    return { item, source: found, offer: id };
  }

  picture({ offer }: QueueEntry): Promise<SoundPicture | null> {
    return this.#files.picture(offer);
  }
}

/** One that was offered to somebody else, such as the standard input: its tags say more once it plays. */
function plain(id: string, source: SoundSource): SoundOffer {
  return {
    id,
    kind: source.kind,
    title: titleOf(source),
    artist: null,
    album: null,
    durationS: null,
    hasPicture: false,
  };
}

function titleOf(source: SoundSource): string {
  if (source.kind === "input") return "";
  const text = source.kind === "file" ? source.path : (source.url.split(/[?#]/)[0] ?? "");
  return text.split(/[\\/]/).at(-1) ?? "";
}
