import { RemoteError } from "../../shared/errors.ts";
import type { Args } from "../../shared/ipc/contract.ts";
import type { CallName } from "../../shared/ipc/names.ts";
import type { Api } from "../bridge.ts";
import type { Place, UiStore } from "../store/ui.ts";

/** Calls whose failure is told at a place, and whose success clears what was told before. */
export class Attempts {
  readonly #api: Api;
  readonly #ui: UiStore;

  constructor(api: Api, ui: UiStore) {
    this.#api = api;
    this.#ui = ui;
  }

  /** True when it worked. */
  async make<N extends CallName>(place: Place, name: N, ...args: Args<N>): Promise<boolean> {
    try {
      await this.#api.call(name, ...args);
      if (this.#ui.getState().problem !== null) this.#ui.setState({ problem: null });
      return true;
    } catch (thrown) {
      const error = RemoteError.from(thrown).toBody();
      if (error.code !== "cancelled") this.#ui.setState({ problem: { place, error } });
      return false;
    }
  }
}
