import { BrowserWindow, nativeTheme, screen } from "electron";
import type { WindowName } from "../../shared/ipc/contract.ts";
import type { Clock, Timer } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import { Occurrence } from "../runtime/signal.ts";
import type { SettingsStore } from "../storage/storage.ts";
import { APP_ORIGIN } from "./asset-path.ts";
import { webPreferences } from "./security.ts";
import { choosePlace, rememberPlace, type Screen } from "./window-place.ts";
import { STRIP_HEIGHT, smallestStrip, windowKinds } from "./window-table.ts";

export interface WindowsOptions {
  readonly preload: string;
  readonly icon: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: SettingsStore;
  /** Whether closing the remote only hides it: there is a tray, and the person wants it. */
  readonly keepsRemote: () => boolean;
}

/** A place is written this long after the last move, in ms. */
const SETTLE_MS = 500;
/** A page that crashes is loaded again so often, and then left alone. */
const MOST_CRASHES = 3;

/** The windows of the app: at most one of each kind. */
export class Windows {
  readonly #options: WindowsOptions;
  readonly #open = new Map<WindowName, BrowserWindow>();
  #strip = false;
  /** A window opened, closed, or was shown or hidden. */
  readonly changed = new Occurrence<void>();

  constructor(options: WindowsOptions) {
    this.#options = options;
    options.settings.settings.on(({ preferences }) => {
      this.#open.get("remote")?.setAlwaysOnTop(preferences.alwaysOnTop);
    });
    nativeTheme.on("updated", () => {
      for (const window of this.#open.values()) window.setBackgroundColor(background());
    });
  }

  /** Opens a window, or shows and focuses the one that is open. */
  open(name: WindowName): BrowserWindow {
    const present = this.#open.get(name);
    if (present === undefined) return this.#create(name);
    if (present.isMinimized()) present.restore();
    present.show();
    present.focus();
    return present;
  }

  close(name: WindowName): void {
    this.#open.get(name)?.close();
  }

  /** Tray click: hides the remote when it is in front, else brings it there. */
  toggleRemote(): void {
    if (this.#open.get("remote")?.isFocused()) this.hideRemote();
    else this.open("remote");
  }

  /** Out of sight, whatever closing it would do. */
  hideRemote(): void {
    this.#open.get("remote")?.hide();
  }

  /** Over the whole screen, or back where it was; nothing when it is not open. */
  setFullScreen(name: WindowName, on: boolean): void {
    this.#open.get(name)?.setFullScreen(on);
  }

  /** A strip is lower than a remote may be; leaving it gives the window its height back. */
  setStrip(strip: boolean): void {
    this.#strip = strip;
    const remote = this.#open.get("remote");
    if (remote === undefined) return;
    const { width, height } = strip ? smallestStrip : windowKinds.remote.smallest;
    remote.setMinimumSize(width, height);
    const [across = width, high = height] = remote.getSize();
    if (strip && high > STRIP_HEIGHT) remote.setSize(across, STRIP_HEIGHT);
    if (!strip && high < height) remote.setSize(across, windowKinds.remote.size.height);
  }

  /** Whether a sender is the page of one of our windows. */
  owns(contents: Electron.WebContents): boolean {
    return this.all().some((window) => window.webContents === contents);
  }

  all(): readonly BrowserWindow[] {
    return [...this.#open.values()].filter((window) => !window.isDestroyed());
  }

  isVisible(name: WindowName): boolean {
    return this.#open.get(name)?.isVisible() ?? false;
  }

  #create(name: WindowName): BrowserWindow {
    const { settings, preload, icon } = this.#options;
    const { title, size, smallest } = windowKinds[name];
    const least = name === "remote" && this.#strip ? smallestStrip : smallest;
    const { windows: places, preferences } = settings.settings.value;
    const window = new BrowserWindow({
      ...choosePlace(name, places, screens(), size),
      minWidth: least.width,
      minHeight: least.height,
      title,
      icon,
      show: false,
      alwaysOnTop: name === "remote" && preferences.alwaysOnTop,
      fullscreenable: name !== "remote",
      backgroundColor: background(),
      webPreferences: webPreferences(preload),
    });
    window.setMenuBarVisibility(false);
    this.#open.set(name, window);
    this.#watch(name, window);
    this.#load(name, window);
    this.changed.emit();
    return window;
  }

  #load(name: WindowName, window: BrowserWindow): void {
    window.once("ready-to-show", () => window.show());
    window.loadURL(`${APP_ORIGIN}/index.html?window=${name}`).catch((error: unknown) => {
      this.#options.log.error("a window did not load", { window: name, error: String(error) });
    });
  }

  #watch(name: WindowName, window: BrowserWindow): void {
    const { clock, log, keepsRemote } = this.#options;
    let settling: Timer | null = null;
    let crashes = 0;
    const moved = () => {
      settling?.cancel();
      settling = clock.after(SETTLE_MS, () => void this.#remember(name, window));
    };
    const visibility = () => this.changed.emit();
    window.on("move", moved).on("resize", moved);
    window.on("show", visibility).on("hide", visibility);
    window.on("close", (event) => {
      settling?.cancel();
      void this.#remember(name, window);
      if (name !== "remote" || !keepsRemote()) return;
      event.preventDefault();
      window.hide();
    });
    window.on("closed", () => {
      this.#open.delete(name);
      this.changed.emit();
    });
    window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
      log.error("a window's process ended", { window: name, reason, exitCode });
      if (reason !== "clean-exit" && ++crashes <= MOST_CRASHES) this.#load(name, window);
    });
  }

  /** Resolves when every window's place is written down; for the end of the app. */
  async rememberAll(): Promise<void> {
    await Promise.all([...this.#open].map(([name, window]) => this.#remember(name, window)));
  }

  async #remember(name: WindowName, window: BrowserWindow): Promise<void> {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    const place = window.getNormalBounds();
    const { settings, log } = this.#options;
    const before = settings.settings.value.windows[name];
    if (before && JSON.stringify(before) === JSON.stringify(place)) return;
    try {
      await settings.update((current) => ({
        ...current,
        windows: rememberPlace(name, current.windows, screens(), place),
      }));
    } catch (error) {
      log.warn("a place was not kept", { error: String(error) });
    }
  }
}

/** The primary display first. */
function screens(): readonly Screen[] {
  const primary = screen.getPrimaryDisplay();
  return [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)].map(
    ({ id, workArea }) => ({ id: String(id), workArea }),
  );
}

/** The page's own background, so that a window does not flash before its first frame. */
function background(): string {
  return nativeTheme.shouldUseDarkColors ? "#161617" : "#f4f4f2";
}
