import { join } from "node:path";
import { Menu, nativeImage, Tray } from "electron";
import type { DevicesSnapshot } from "../../shared/model/app.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import type { Service } from "../ipc/service.ts";
import type { Log } from "../runtime/log.ts";
import type { Off } from "../runtime/signal.ts";
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
  readonly log: Log;
  readonly quit: () => void;
}

const noDevices: DevicesSnapshot = {
  revision: 0,
  devices: [],
  selectedId: null,
  interfaces: [],
  problems: [],
  searchingSinceMs: 0,
};

/** The icon beside the clock. Rebuilds its menu only when what it shows has changed. */
export class AppTray {
  readonly #options: TrayOptions;
  readonly #tray: Tray;
  readonly #offs: Off[] = [];
  #devices = noDevices;
  #session: SessionSnapshot | null = null;
  #builtInTvRunning = false;
  #shown = "";

  constructor(options: TrayOptions) {
    this.#options = options;
    this.#tray = new Tray(icon(options.icons, "lost"));
    this.#tray.on("click", () => options.windows.toggleRemote());
    this.#listen();
    this.#show();
  }

  close(): void {
    for (const off of this.#offs.splice(0)) off();
    this.#tray.destroy();
  }

  #listen(): void {
    const { service, windows } = this.#options;
    this.#offs.push(
      service.on("devices", (devices) => {
        const moved = devices.selectedId !== this.#devices.selectedId;
        this.#devices = devices;
        if (moved) this.#follow(devices.selectedId);
        this.#show();
      }),
      service.on("session", (session) => {
        if (session.deviceId !== this.#devices.selectedId) return;
        this.#session = session;
        this.#show();
      }),
      service.on("app", ({ builtInTv }) => {
        this.#builtInTvRunning = builtInTv.running;
        this.#show();
      }),
      windows.changed.on(() => this.#show()),
    );
    this.#run(async () => {
      const devices = await service.handlers["devices.snapshot"]();
      if (devices.revision < this.#devices.revision) return;
      this.#devices = devices;
      this.#follow(devices.selectedId);
      this.#show();
    });
  }

  /** Takes up the session of a device that was selected just now. */
  #follow(id: string | null): void {
    this.#session = null;
    if (id === null) return;
    this.#run(async () => {
      const session = await this.#options.service.handlers["session.snapshot"](id);
      if (this.#devices.selectedId !== id || this.#session !== null) return;
      this.#session = session;
      this.#show();
    });
  }

  #show(): void {
    if (this.#tray.isDestroyed()) return;
    const facts: TrayFacts = {
      devices: this.#devices,
      session: this.#session,
      remoteVisible: this.#options.windows.isVisible("remote"),
      builtInTvRunning: this.#builtInTvRunning,
    };
    const items = trayMenu(facts);
    const shown = JSON.stringify([items, trayState(facts), trayToolTip(facts)]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#tray.setImage(icon(this.#options.icons, trayState(facts)));
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

/** Titles and names are text: an ampersand would underline the letter after it. */
const literal = (label: string) => label.replaceAll("&", "&&");

function icon(directory: string, state: string): Electron.NativeImage {
  const template = process.platform === "darwin" ? "Template" : "";
  return nativeImage.createFromPath(join(directory, `${state}${template}.png`));
}
