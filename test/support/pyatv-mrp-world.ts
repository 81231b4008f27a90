import { until } from "../../src/main/runtime/signal.ts";
import type { TvState } from "../../src/main/virtual-tv/tv-state.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { HeldButtons } from "./held-buttons.ts";
import { PEER_ADDRESS } from "./peers.ts";
import { PyatvClient } from "./pyatv-client.ts";
import { realRuntime } from "./runtime.ts";

const PIN = "0417";

export type Playing = Readonly<Record<string, unknown>>;

/**
 * pyatv's client, paired with an Apple TV HD and connected to the port of MediaRemote, and to
 * nothing else: it has no other key.
 */
export class PyatvMrpWorld {
  readonly tv: VirtualTv;
  readonly client: PyatvClient;
  readonly #buttons: HeldButtons;
  #marker = 0;

  private constructor(tv: VirtualTv, client: PyatvClient, buttons: HeldButtons) {
    this.tv = tv;
    this.client = client;
    this.#buttons = buttons;
  }

  static async start(name: string): Promise<PyatvMrpWorld> {
    const buttons = new HeldButtons();
    const tv = await VirtualTv.start({
      runtime: { ...realRuntime(), clock: buttons.clock },
      name,
      model: "apple-tv-hd-tvos14",
      pin: PIN,
      interfaces: (entry) => entry.address === PEER_ADDRESS,
    });
    const client = await PyatvClient.start();
    await client.scan(name);
    await client.pair("MRP");
    await client.finish(tv.screen.value.pin ?? "");
    await client.connect();
    await client.push();
    return new PyatvMrpWorld(tv, client, buttons);
  }

  async close(): Promise<void> {
    await this.client.stop();
    await this.tv.close();
  }

  /** Awake, with nothing playing, and with all that pyatv told of before taken from the line. */
  async reset(): Promise<void> {
    const { tv } = this;
    tv.faults.clear();
    tv.scenarios.wake();
    tv.scenarios.closeTextField();
    const title = `Before test ${++this.#marker}`;
    tv.scenarios.playEpisode({ title });
    await this.playing({ title });
    tv.scenarios.stopPlaying();
    await this.playing({ device_state: "Idle" });
  }

  /** The next state that pyatv pushes and that has all of these; it pushes none twice. */
  async playing(wanted: Playing): Promise<Playing> {
    for (;;) {
      const state = (await this.client.event("playing")) as Playing;
      if (Object.entries(wanted).every(([key, value]) => state[key] === value)) return state;
    }
  }

  async featureBecomes(name: string, state: string): Promise<void> {
    while ((await this.client.features())[name] !== state);
  }

  /** What pyatv does with a button that it holds. */
  hold(press: () => Promise<unknown>): Promise<void> {
    return this.#buttons.hold(press);
  }

  tvBecomes(test: (state: TvState) => boolean): Promise<TvState> {
    return until(this.tv.state, test);
  }
}
