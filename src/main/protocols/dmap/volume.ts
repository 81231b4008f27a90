import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import { dmapNumber } from "../../wire/dmap.ts";
import type { DmapRequests } from "./requests.ts";
import type { DmapState } from "./state.ts";

const PROPERTY = "dmcp.volume";

/**
 * The server's volume: one step up or down wherever it can be changed at all, and a number where the
 * server has one (docs/protocols/dmap.md#volume). Nothing says so but the answer to asking for it.
 */
export class DmapVolume {
  readonly #requests: DmapRequests;
  readonly #state: DmapState;
  /** Null: it was not asked yet. */
  #hasNumber: boolean | null = null;
  #asking = false;

  constructor(requests: DmapRequests, state: DmapState) {
    this.#requests = requests;
    this.#state = state;
  }

  readonly step = async (direction: "up" | "down"): Promise<void> => {
    await this.#requests.command(direction === "up" ? "volumeup" : "volumedown");
    await this.follow();
  };

  /** Resolves once the server has said what it made of it. */
  readonly set = async (percent: number): Promise<void> => {
    if (!(percent >= 0 && percent <= 100)) {
      throw new RemoteError("invalid", "volume is 0 to 100 percent");
    }
    if (this.#hasNumber !== true || !this.#state.volumeIsControllable) {
      throw new RemoteError("unavailable", "the device's volume cannot be set at the moment");
    }
    await this.#requests.setProperty(PROPERTY, percent.toFixed(6));
    await this.follow();
  };

  /** Asks for it, unless it is known that there is none. Never rejects. */
  async follow(): Promise<void> {
    if (this.#asking || this.#hasNumber === false || !this.#state.volumeIsControllable) return;
    this.#asking = true;
    try {
      const percent = dmapNumber(await this.#requests.property(PROPERTY), "cmgt", "cmvo");
      const isPercent = percent !== undefined && percent <= 100;
      this.#hasNumber = isPercent;
      this.#state.onVolume(isPercent ? percent : null);
    } catch (error) {
      // Anything else tells nothing about it: it is asked again after the next change.
      if (isRemoteError(error, "unavailable", "rejected", "malformed")) this.#hasNumber = false;
    } finally {
      this.#asking = false;
    }
  }
}
