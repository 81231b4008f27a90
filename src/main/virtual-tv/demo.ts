import type { TvRemotes } from "../../shared/model/tv-screen.ts";
import { sha512 } from "../crypto/hash.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Secret } from "../runtime/secret.ts";
import { Signal } from "../runtime/signal.ts";
import { utf8 } from "../wire/bytes.ts";
import type { BuiltInMemory, RemotesBeside } from "./built-in.ts";
import { type TvModel, traitsOf } from "./model.ts";
import type { Scenarios } from "./scenarios.ts";
import type { VirtualTv } from "./virtual-tv.ts";

const LOOPBACK = "127.0.0.1";
const SEED_BYTES = 32;
const PIN = "1234";

/**
 * The devices that the demo puts beside the built-in Apple TV 4K. Only that one's screen is shown,
 * so the PIN of the other Apple TV is in its name.
 */
export const demoNeighbours: readonly DemoNeighbour[] = [
  { model: "apple-tv-hd-tvos14", name: `Demo Apple TV HD (PIN ${PIN})` },
  // Its remotes page is open: the window of the built-in Apple TV shows what it lists.
  {
    model: "apple-tv-3",
    name: "Demo Apple TV 3",
    begin: (scenarios) => scenarios.playSongs(),
  },
  // Nothing but a loudspeaker: what is sent to it is all that it does.
  { model: "airport-express", name: "Demo Speaker" },
  { model: "homepod-mini", name: "Demo HomePod", begin: (scenarios) => scenarios.playSongs() },
];

/** An episode for the built-in Apple TV, with a picture in the colours of an evening. */
export function beginDemo(scenarios: Scenarios): void {
  scenarios.playEpisode({
    artwork: {
      id: "evening",
      mimeType: "image/png",
      url: null,
      picture: { kind: "gradient", seed: 45, width: 1920, height: 1080 },
    },
  });
}

export interface DemoNeighbour {
  readonly model: TvModel;
  readonly name: string;
  /** What goes on at it from the start; nothing without. */
  readonly begin?: (scenarios: Scenarios) => void;
}

export interface DemoNeighbours extends RemotesBeside {
  /** Resolves when all of them listen; a second call does nothing more. */
  start(): Promise<void>;
  /** Leaves nothing open; idempotent. */
  stop(): Promise<void>;
}

/**
 * Virtual devices on the loopback interface. They remember their remotes where the built-in TV
 * does, and their identities follow from its own: `remember` is asked at the start.
 */
export function createDemoNeighbours(
  runtime: Runtime,
  remember: () => Promise<BuiltInMemory>,
): DemoNeighbours {
  let running: Promise<readonly VirtualTv[]> | null = null;
  const remotes = new Signal<TvRemotes | null>(null);
  return {
    remotes,
    async pairRemote(id, pin) {
      const older = (await running)?.find(({ screen }) => screen.value.remotes !== null);
      await older?.pairRemote({ id, pin });
    },
    async start() {
      running ??= launch(runtime, remember, remotes);
      try {
        await running;
      } catch (error) {
        running = null;
        throw error;
      }
    },
    async stop() {
      const started = running;
      running = null;
      remotes.set(null);
      for (const tv of (await started) ?? []) await tv.close();
    },
  };
}

/** Keeps its Remotes page open. */
function showRemotes(tv: VirtualTv, remotes: Signal<TvRemotes | null>): void {
  let shown: unknown = null;
  tv.state.on((state) => {
    if (state.remotes === shown) return;
    shown = state.remotes;
    remotes.set(state.remotes && { tv: state.name, ...state.remotes });
  });
  tv.openRemotes();
}

async function launch(
  runtime: Runtime,
  remember: () => Promise<BuiltInMemory>,
  remotes: Signal<TvRemotes | null>,
): Promise<readonly VirtualTv[]> {
  const { seed, pairings } = await remember();
  const { VirtualTv } = await import("./virtual-tv.ts");
  const started: VirtualTv[] = [];
  try {
    for (const { model, name, begin } of demoNeighbours) {
      const own = sha512(seed.expose(), utf8(`demo ${model}`)).slice(0, SEED_BYTES);
      const tv = await VirtualTv.start({
        runtime,
        model,
        name,
        pin: PIN,
        host: LOOPBACK,
        interfaces: (entry) => entry.address === LOOPBACK,
        seed: new Secret(own),
        pairings,
        // Nobody looks at what was sent.
        soundKeptS: 1,
      });
      started.push(tv);
      if (traitsOf(model).dmap) showRemotes(tv, remotes);
      begin?.(tv.scenarios);
    }
    return started;
  } catch (error) {
    for (const tv of started) await tv.close();
    throw error;
  }
}
