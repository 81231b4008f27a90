import { join } from "node:path";
import { Menu, nativeImage, Tray } from "electron";
import type { SoundSnapshot } from "../../shared/model/sound.ts";
import type { Service } from "../ipc/service.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Off } from "../runtime/signal.ts";
import { literal } from "./menu-label.ts";
import { SelectedSession } from "./selected-session.ts";
import {
  type TrayAction,
  type TrayFacts,
  type TrayItem,
  trayMenu,
  trayState,
  trayToolTip,
} from "./tray-model.ts";
import type { Windows } from "./windows.ts";

export interface TrayOptions {
  readonly service: Service;
  readonly windows: Windows;
  /** Holds `connected.png` and the others, or `connectedTemplate.png` on macOS. */
  readonly icons: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly quit: () => void;
}

/** A menu is a dear thing to make, and nobody reads one that changes faster. */
const SPACING_MS = 500;

/** The icon beside the clock. Rebuilds its menu only when what it shows has changed. */
export class AppTray {
  readonly #options: TrayOptions;
  readonly #tray: Tray;
  readonly #offs: Off[] = [];
  readonly #selected: SelectedSession;
  #builtInTvRunning = false;
  #sound: SoundSnapshot | null = null;
  #shown = "";
  #shownState = "lost";

  constructor(options: TrayOptions) {
    this.#options = options;
    this.#selected = new SelectedSession(options.service, options.clock, SPACING_MS);
    this.#tray = new Tray(icon(options.icons, "lost"));
    this.#tray.on("click", () => options.windows.toggleRemote());
    this.#listen();
    this.#show();
  }

  close(): void {
    for (const off of this.#offs.splice(0)) off();
    this.#selected.close();
    this.#tray.destroy();
  }

  #listen(): void {
    const { service, windows } = this.#options;
    this.#offs.push(
      this.#selected.changed.on(() => this.#show()),
      service.on("app", ({ builtInTv }) => {
        this.#builtInTvRunning = builtInTv.running;
        this.#show();
      }),
      service.on("sound", (sound) => {
        this.#sound = sound;
        this.#show();
      }),
      windows.changed.on(() => this.#show()),
    );
    this.#run(() => this.#selected.start());
  }

  #show(): void {
    if (this.#tray.isDestroyed()) return;
    const facts: TrayFacts = {
      devices: this.#selected.devices,
      session: this.#selected.session,
      sound: this.#sound,
      remoteVisible: this.#options.windows.isVisible("remote"),
      builtInTvRunning: this.#builtInTvRunning,
    };
    const items = trayMenu(facts);
    const shown = JSON.stringify([items, trayState(facts), trayToolTip(facts)]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const state = trayState(facts);
    if (state !== this.#shownState) this.#tray.setImage(icon(this.#options.icons, state));
    this.#shownState = state;
    this.#tray.setToolTip(trayToolTip(facts));
    this.#tray.setContextMenu(Menu.buildFromTemplate(items.map((item) => this.#entry(item))));
  }

  #entry(item: TrayItem): Electron.MenuItemConstructorOptions {
    switch (item.kind) {
      case "separator":
        return { type: "separator" };
      case "note":
        return { label: literal(item.label), enabled: false };
      case "action":
        return {
          label: literal(item.label),
          enabled: item.enabled,
          ...(item.chosen === undefined ? {} : { type: "checkbox", checked: item.chosen }),
          click: () => this.#run(() => this.#perform(item.action)),
        };
    }
  }

  async #perform(action: TrayAction): Promise<void> {
    const { service, windows, quit } = this.#options;
    switch (action.do) {
      case "toggle-remote":
        return windows.isVisible("remote") ? windows.hideRemote() : void windows.open("remote");
      case "open":
        return void windows.open(action.window);
      case "select":
        return service.handlers["devices.select"](action.deviceId);
      case "media":
        return service.handlers["remote.media"](action.deviceId, action.command);
      case "skip":
        return service.handlers["remote.skip"](action.deviceId, action.seconds);
      case "mute":
        return service.handlers["remote.press"](action.deviceId, "mute", "tap");
      case "volume":
        return service.handlers["volume.step"](action.deviceId, action.direction);
      case "sound":
        return service.handlers["sound.command"](action.command);
      case "power":
        return service.handlers["power.set"](action.deviceId, action.to);
      case "quit":
        return quit();
    }
  }

  /** A failed action is in the session's `lastError` already, where the windows show it. */
  #run(work: () => Promise<void>): void {
    work().catch((error: unknown) =>
      this.#options.log.warn("the tray could not do that", { error: String(error) }),
    );
  }
}

function icon(directory: string, state: string): Electron.NativeImage {
  const template = process.platform === "darwin" ? "Template" : "";
  return nativeImage.createFromPath(join(directory, `${state}${template}.png`));
}
