import { app, globalShortcut } from "electron";
import { RemoteError } from "../../../shared/errors.ts";
import type { Service } from "../../ipc/service.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { SettingsStore } from "../../storage/storage.ts";
import type { Windows } from "../windows.ts";
import { ArtworkFile } from "./artwork-file.ts";
import { sessionBusPath } from "./dbus-address.ts";
import { MediaKeys } from "./media-keys.ts";
import { MediaSession } from "./media-session.ts";
import { MprisSurface } from "./mpris.ts";
import type { MediaActor, MediaSurface } from "./surface.ts";

export interface SystemMediaOptions {
  readonly runtime: Runtime;
  readonly service: Service;
  readonly settings: SettingsStore;
  readonly windows: Windows;
}

/**
 * Chromium would put a player of its own beside ours as soon as a page made a sound. Must run before
 * the app is ready. Elsewhere than on Linux `globalShortcut` sees to that by itself.
 */
export function keepChromiumOffTheBus(): void {
  if (process.platform === "linux")
    app.commandLine.appendSwitch(
      "disable-features",
      "MediaSessionService,HardwareMediaKeyHandling",
    );
}

/** The media session for as long as the preference wants it. */
export class SystemMedia {
  readonly #options: SystemMediaOptions;
  readonly #off: () => void;
  #isWanted = false;
  #session: MediaSession | null = null;
  /** Opening and closing, one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: SystemMediaOptions) {
    this.#options = options;
    const { settings } = options.settings;
    const follow = (wanted: boolean) => {
      if (wanted === this.#isWanted) return;
      this.#isWanted = wanted;
      this.#work = this.#work.then(() => this.#settle());
    };
    this.#off = settings.on(({ preferences }) => follow(preferences.mediaSession));
    follow(settings.value.preferences.mediaSession);
  }

  async close(): Promise<void> {
    this.#off();
    this.#isWanted = false;
    await this.#work;
    await this.#settle();
  }

  async #settle(): Promise<void> {
    const { log } = this.#options.runtime;
    try {
      if (this.#isWanted) this.#session ??= await this.#open();
      else {
        const session = this.#session;
        this.#session = null;
        await session?.close();
      }
    } catch (error) {
      log.warn("no media session", { cause: RemoteError.from(error).code });
    }
  }

  #open(): Promise<MediaSession | null> {
    const { runtime, service, windows } = this.#options;
    return MediaSession.open({
      service,
      clock: runtime.clock,
      log: runtime.log,
      artwork: new ArtworkFile(app.getPath("temp")),
      raise: () => void windows.open("remote"),
      quit: () => app.quit(),
      open: (act) =>
        process.platform === "linux"
          ? openMpris(runtime, act)
          : Promise.resolve(new MediaKeys(globalShortcut, act)),
    });
  }
}

/** Null without a session bus, which is how some desktops are, and no reason for a word to anybody. */
async function openMpris(runtime: Runtime, act: MediaActor): Promise<MediaSurface | null> {
  const path = sessionBusPath(process.env);
  if (path === null) return null;
  try {
    return await MprisSurface.open({
      runtime,
      path,
      userId: process.getuid?.() ?? 0,
      processId: process.pid,
      act,
    });
  } catch (error) {
    runtime.log.info("no session bus", { cause: RemoteError.from(error).code });
    return null;
  }
}
