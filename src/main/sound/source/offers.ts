import { basename, normalize } from "node:path";
import { RemoteError } from "../../../shared/errors.ts";
import type { SoundOffer } from "../../../shared/model/sound.ts";
import { openFile } from "../../media/open-file.ts";
import { parseUrl } from "../../runtime/parse-url.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { SoundFiles } from "./sound-files.ts";
import type { SoundPicture, SoundSource } from "./source.ts";

interface Known {
  readonly offer: SoundOffer;
  readonly source: SoundSource;
}

/** What was found where a person pointed, for as long as the program runs. */
export class Offers implements SoundFiles {
  readonly #runtime: Pick<Runtime, "random">;
  readonly #known = new Map<string, Known>();

  constructor(runtime: Pick<Runtime, "random">) {
    this.#runtime = runtime;
  }

  async offer(path: string): Promise<readonly SoundOffer[]> {
    const whole = normalize(path);
    const { file } = await openFile(whole);
    await file.close();
    return [this.#keep({ kind: "file", path: whole }, basename(whole))];
  }

  link(url: string): SoundOffer {
    const address = parseUrl(url.trim());
    if (!address || !/^https?:$/.test(address.protocol) || address.hostname === "") {
      throw new RemoteError("invalid", "Only http and https addresses can be played.");
    }
    return this.#keep({ kind: "link", url: address.href }, address.hostname);
  }

  input(): SoundOffer {
    return this.#keep({ kind: "input" }, "stdin");
  }

  find(id: string): SoundSource | undefined {
    return this.#known.get(id)?.source;
  }

  async picture(_id: string): Promise<SoundPicture | null> {
    return null;
  }

  #keep(source: SoundSource, title: string): SoundOffer {
    const id = Buffer.from(this.#runtime.random.bytes(12)).toString("base64url");
    const offer: SoundOffer = {
      id,
      kind: source.kind,
      title,
      artist: null,
      album: null,
      durationS: null,
      hasPicture: false,
    };
    this.#known.set(id, { offer, source });
    return offer;
  }
}
