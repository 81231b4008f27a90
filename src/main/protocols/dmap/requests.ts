import { encodeDmap } from "../../wire/dmap.ts";
import type { DmapLink, DmapRequest } from "./link.ts";
import { PlayStatus } from "./play-status.ts";

/** The requests that a remote makes, to one of the server's control interfaces (mostly number 1). */
export class DmapRequests {
  readonly #link: DmapLink;
  readonly #interface: number;

  constructor(link: DmapLink, controlInterface: number) {
    this.#link = link;
    this.#interface = controlInterface;
  }

  /** DM-05. Revision 0 is answered at once, the last one when something changes. */
  async playStatus(
    revision: number,
    options: Pick<DmapRequest, "timeoutMs" | "signal" | "loginAgain"> = {},
  ): Promise<PlayStatus> {
    const query = [["revision-number", revision]] as const;
    const path = this.#path("playstatusupdate");
    return new PlayStatus(await this.#link.items({ method: "GET", path, query, ...options }));
  }

  /** DM-06. */
  async command(name: string): Promise<void> {
    await this.#post(name, [["prompt-id", 0]]);
  }

  /** DM-07. */
  async prompt(event: "select" | "menu" | "topmenu"): Promise<void> {
    const body = encodeDmap([
      ["cmbe", event],
      ["cmcc", Uint8Array.of(0)],
    ]);
    await this.#post("controlpromptentry", [["prompt-id", 0]], body);
  }

  /** DM-12. */
  async touch(event: string): Promise<void> {
    const body = encodeDmap([
      ["cmcc", Uint8Array.of(0x30)],
      ["cmbe", event],
    ]);
    await this.#post("controlpromptentry", [["prompt-id", 0]], body);
  }

  /** DM-08. */
  async setProperty(name: string, value: number | string): Promise<void> {
    await this.#post("setproperty", [[name, value]]);
  }

  /** An item per property asked for. A refusal says that the server has none of that name. */
  async property(name: string) {
    const query = [["properties", name]] as const;
    const path = this.#path("getproperty");
    return this.#link.items({ method: "GET", path, query, loginAgain: false });
  }

  /** DM-09. Pixels to fit into; a height of 0 keeps the shape. */
  artwork(width: number, height: number, maxBytes: number, timeoutMs: number): Promise<Uint8Array> {
    const query = [["mw", width] as const, ["mh", height] as const];
    const path = this.#path("nowplayingartwork");
    return this.#link.request({ method: "GET", path, query, maxBytes, timeoutMs });
  }

  async #post(name: string, query: NonNullable<DmapRequest["query"]>, body?: Uint8Array) {
    const path = this.#path(name);
    await this.#link.request({ method: "POST", path, query, ...(body && { body }) });
  }

  #path(name: string): string {
    return `ctrl-int/${this.#interface}/${name}`;
  }
}
