import { positionAt } from "../../shared/model/now-playing.ts";
import type { Context } from "./command.ts";
import { currentItem } from "./stream-events.ts";
import type { StreamWatch } from "./stream-watch.ts";
import type { TypedKey } from "./world.ts";

const SEEK_S = 10;
const VOLUME_STEP = 5;

/**
 * Space, arrows, n, p and q, until the answer is called. What cannot be done just then is not done: the
 * line that shows how it stands says enough.
 */
export function controlByKeys(context: Context, watch: StreamWatch, quit: () => void): () => void {
  const { handlers, world } = context;
  const sought = aim();
  const seekBy = async (seconds: number) => {
    const { latest } = watch;
    if (latest === null || !latest.canSeek) return;
    const durationS = currentItem(latest)?.durationS ?? null;
    const told = positionAt({ position: latest.position, durationS }, world.clock.wallMs());
    const at = sought.value ?? told;
    if (at === null) return;
    await sought.towards(Math.max(0, at + seconds), handlers["sound.seek"]);
  };
  const loudness = aim();
  const louderBy = async (percent: number) => {
    const volume = loudness.value ?? watch.latest?.volume ?? null;
    if (volume === null) return;
    const wanted = Math.min(100, Math.max(0, volume + percent));
    await loudness.towards(wanted, (value) => handlers["sound.setVolume"](null, value));
  };
  const act = async (key: TypedKey): Promise<void> => {
    switch (key) {
      case "space":
        return await handlers["sound.command"]("play-pause");
      case "n":
        return await handlers["sound.command"]("next");
      case "p":
        return await handlers["sound.command"]("previous");
      case "left":
        return await seekBy(-SEEK_S);
      case "right":
        return await seekBy(SEEK_S);
      case "up":
        return await louderBy(VOLUME_STEP);
      case "down":
        return await louderBy(-VOLUME_STEP);
      case "q":
        return quit();
    }
  };
  return world.keys((key) => void act(key).catch(() => {}));
}

interface Aim {
  /** Null: nothing is under way. */
  readonly value: number | null;
  towards(value: number, go: (value: number) => Promise<void>): Promise<void>;
}

/** Where keys that are quicker than the answers are on their way to: the next step begins there. */
function aim(): Aim {
  let latest: { readonly value: number } | null = null;
  return {
    get value() {
      return latest?.value ?? null;
    },
    async towards(value, go) {
      const own = { value };
      latest = own;
      try {
        await go(value);
      } finally {
        if (latest === own) latest = null;
      }
    },
  };
}
