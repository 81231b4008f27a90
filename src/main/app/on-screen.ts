import type { BrowserWindow } from "electron";
import type { Clock } from "../runtime/clock.ts";

/** A page that hangs, or whose window lies under others, keeps nothing else from starting. */
const PATIENCE_MS = 1000;
/** In the page: told once a frame was presented, not when it was drawn. */
const untilPainted =
  "new Promise((resolve) => new PerformanceObserver(() => resolve(true)).observe({ type: 'paint', buffered: true }))";

/** Resolves when a window that was just made shows its first frame, is closed, or late; never rejects. */
export function onScreen(window: BrowserWindow, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const late = clock.after(PATIENCE_MS, resolve);
    const settle = () => {
      late.cancel();
      resolve();
    };
    window.once("closed", settle);
    // A page that crashes meanwhile rejects.
    window.once("show", () => {
      window.webContents.executeJavaScript(untilPainted).then(settle, settle);
    });
  });
}
