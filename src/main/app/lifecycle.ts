import { join } from "node:path";
import { app, BrowserWindow, nativeTheme, powerMonitor } from "electron";
import type { Preferences } from "../../shared/model/settings.ts";
import { openElectronPort } from "../ipc/electron-port.ts";
import type { InnerRuntime } from "../runtime/outside.ts";
import { openSettings } from "../storage/settings-file.ts";
import { isOwnPage } from "./asset-path.ts";
import { watchAttention } from "./attention.ts";
import { chooseFile } from "./choose-file.ts";
import type { Core } from "./core.ts";
import { parseLaunchOptions } from "./launch-options.ts";
import { setStartAtLogin } from "./login-item.ts";
import { keepChromiumOffTheBus, SystemMedia } from "./media-session/system-media.ts";
import { ApplicationMenu } from "./menu.ts";
import { onScreen } from "./on-screen.ts";
import { OpenEvents } from "./open-events.ts";
import { declareScheme, serveScheme } from "./protocol.ts";
import { lockDown } from "./security.ts";
import { SoundWake } from "./sound-wake.ts";
import { AppTray } from "./tray.ts";
import { Windows } from "./windows.ts";

export interface AppOptions {
  readonly runtime: InnerRuntime;
  readonly userData: string;
  /** The folder of the built app: `main/`, `preload/` and `renderer/` are below it. */
  readonly built: string;
}

/** What is left open is given up after this long, in ms, when the app quits. */
const CLOSING_LIMIT_MS = 2000;

/**
 * Starts the app, or hands over to the one that is running already: then that one comes to the
 * front and this process ends.
 */
export async function startApp(options: AppOptions): Promise<void> {
  if (!app.requestSingleInstanceLock()) return app.quit();
  const { runtime, userData, built } = options;
  const launch = parseLaunchOptions(process.argv);
  const opened = new OpenEvents(process.argv);
  declareScheme();
  keepChromiumOffTheBus();
  const [settings] = await Promise.all([
    openSettings({ directory: userData, runtime }),
    app.whenReady(),
  ]);
  lockDown(runtime.log.child({ part: "security" }));
  serveScheme(join(built, "renderer"));

  const leaving = leaveInOrder(runtime);
  const windows = new Windows({
    preload: join(built, "preload/index.js"),
    icon: join(built, "main/icon.png"),
    clock: runtime.clock,
    log: runtime.log,
    settings,
    keepsRemote: () => !leaving.begun && settings.settings.value.preferences.closeToTray,
  });
  quitAfterLastWindow(windows, leaving);
  leaving.close = () => windows.rememberAll();
  followPreferences(settings.settings.value.preferences, settings.settings, runtime);
  const soundThread = join(built, "main/sound-worker.js");
  const decoderPreload = join(built, "preload/decoder.js");
  // The rest is much more to read than a window needs, and would keep its page waiting for its files.
  const opening = (
    launch.hidden ? Promise.resolve() : onScreen(windows.open("remote"), runtime.clock)
  )
    .then(() => import("./core.ts"))
    .then(({ createCore }) =>
      createCore({ inner: runtime, settings, windows, soundThread, decoderPreload }),
    );
  // A person may start it once more, or ask for its window, before all of it is there.
  app.on("activate", () => void windows.open("remote"));
  app.on("second-instance", (_event, argv, folder) => {
    windows.open("remote");
    opened.arguments(argv, folder);
    if (parseLaunchOptions(argv).demo) void opening.then((core) => core.startDemo());
  });
  openElectronPort({
    service: opening.then(({ service }) => service),
    clock: runtime.clock,
    log: runtime.log,
    owns: (contents) => windows.owns(contents),
    isOwnPage,
    listeners: () => windows.all().map(({ webContents }) => webContents),
  });
  const core = await opening;
  const media = new SystemMedia({ ...core, settings, windows });
  leaving.close = async () => {
    await Promise.all([windows.rememberAll(), media.close(), core.close()]);
  };
  powerMonitor.on("resume", () => core.resumed());
  app.on(
    "browser-window-focus",
    watchAttention(runtime.clock, () => core.attended()),
  );
  const menu = new ApplicationMenu({
    service: core.service,
    windows,
    playFile: (id) => void playChosen(core, windows, id),
    quit: () => app.quit(),
  });
  app.on("will-quit", () => menu.close());
  const soundWake = new SoundWake(core.service);
  app.on("will-quit", () => soundWake.close());
  opened.listen((wanted) => void core.requests.ask(wanted));
  openTray(core, windows, built, runtime);
  if (launch.demo) core.startDemo();
  runtime.log.info("started", { version: app.getVersion(), electron: process.versions.electron });
}

async function playChosen(core: Core, windows: Windows, deviceId: string): Promise<void> {
  const path = await chooseFile(windows);
  if (path !== undefined) await core.requests.chosen(path, deviceId);
}

/** A desktop without a place for tray icons loses the icon, not the app. */
function openTray(core: Core, windows: Windows, built: string, { clock, log }: InnerRuntime): void {
  try {
    const tray = new AppTray({
      service: core.service,
      windows,
      icons: join(built, "main/tray"),
      clock,
      log,
      quit: () => app.quit(),
    });
    app.on("will-quit", () => tray.close());
  } catch (error) {
    log.warn("no tray icon", { error: String(error) });
  }
}

interface Leaving {
  /** The app is on its way out: closing a window closes it. */
  begun: boolean;
  /** What there is to close; set once there is something. */
  close: () => Promise<void>;
}

/** Closes sessions before the process ends, so that a TV does not keep us on its list for long. */
function leaveInOrder({ clock, log }: InnerRuntime): Leaving {
  const state: Leaving & { done: boolean } = {
    begun: false,
    done: false,
    close: () => Promise.resolve(),
  };
  const end = () => {
    if (state.done) return;
    state.done = true;
    app.quit();
  };
  // Here and not in "will-quit": after that one no timer of ours fires any more.
  app.on("before-quit", (event) => {
    if (state.done) return;
    event.preventDefault();
    if (state.begun) return;
    state.begun = true;
    clock.after(CLOSING_LIMIT_MS, end);
    const closing = state.close();
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    closing
      .catch((error: unknown) => log.error("closing failed", { error: String(error) }))
      .finally(end);
  });
  return state;
}

/** By the windows that a person sees: one that decodes neither keeps the app nor ends it by closing. */
function quitAfterLastWindow(windows: Windows, leaving: Leaving): void {
  // Without a listener Electron quits by itself.
  app.on("window-all-closed", () => {});
  windows.changed.on(() => {
    if (!leaving.begun && windows.all().length === 0) app.quit();
  });
}

function followPreferences(
  first: Preferences,
  settings: { on(listener: (value: { preferences: Preferences }) => void): unknown },
  { log }: InnerRuntime,
): void {
  let last: Preferences | null = null;
  const apply = (next: Preferences) => {
    if (next.theme !== last?.theme) nativeTheme.themeSource = next.theme;
    if (last !== null && next.startAtLogin !== last.startAtLogin) {
      setStartAtLogin(next.startAtLogin).catch((error: unknown) =>
        log.warn("start at login was not set", { error: String(error) }),
      );
    }
    last = next;
  };
  apply(first);
  settings.on(({ preferences }) => apply(preferences));
}
