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
  const seekBy = async (seconds: number) => {
    const { latest } = watch;
    if (latest === null) return;
    const durationS = currentItem(latest)?.durationS ?? null;
    const at = positionAt({ position: latest.position, durationS }, world.clock.wallMs());
    if (at !== null && latest.canSeek) await handlers["sound.seek"](Math.max(0, at + seconds));
  };
  const louderBy = async (percent: number) => {
    const volume = watch.latest?.volume ?? null;
    if (volume === null) return;
    await handlers["sound.setVolume"](null, Math.min(100, Math.max(0, volume + percent)));
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
