import { app, Menu } from "electron";
import type { DeviceSummary } from "../../shared/model/device.ts";
import type { Service } from "../ipc/service.ts";
import type { Off } from "../runtime/signal.ts";
import { literal } from "./menu-label.ts";
import type { Windows } from "./windows.ts";

export interface MenuOptions {
  readonly service: Service;
  readonly windows: Windows;
  /** Lets a person choose a file for this device. */
  readonly playFile: (deviceId: string) => void;
  readonly quit: () => void;
}

/**
 * The application menu: macOS shows it, elsewhere it is only there for its shortcuts. Nothing in it
 * reloads a page or opens developer tools in a packaged app.
 */
export class ApplicationMenu {
  readonly #options: MenuOptions;
  readonly #off: Off;
  #shown = "";

  constructor(options: MenuOptions) {
    this.#options = options;
    this.#off = options.service.on("devices", ({ devices }) => this.#show(devices));
    this.#show([]);
  }

  close(): void {
    this.#off();
  }

  /** Rebuilt only when another device can be played on. */
  #show(devices: readonly DeviceSummary[]): void {
    const players = devices.filter(
      ({ playsMedia, playsSound, present }) => (playsMedia || playsSound) && present,
    );
    const shown = JSON.stringify(players.map(({ id, name, hint }) => [id, name, hint]));
    if (shown === this.#shown) return;
    this.#shown = shown;
    Menu.setApplicationMenu(Menu.buildFromTemplate(template(this.#options, players)));
  }
}

function template(
  { windows, playFile, quit }: MenuOptions,
  players: readonly DeviceSummary[],
): Electron.MenuItemConstructorOptions[] {
  return [
    { label: "Armchair", submenu: armchairItems(windows, quit) },
    { label: "File", submenu: [{ label: "Play on", submenu: playItems(players, playFile) }] },
    { role: "editMenu" },
    { label: "View", submenu: viewItems() },
    { label: "Window", submenu: windowItems(windows) },
  ];
}

function playItems(
  players: readonly DeviceSummary[],
  playFile: (deviceId: string) => void,
): Electron.MenuItemConstructorOptions[] {
  if (players.length === 0) return [{ label: "No device that plays anything", enabled: false }];
  return players.map(({ id, name, hint }) => ({
    label: `${literal(hint === "" ? name : `${name} (${hint})`)} …`,
    click: () => playFile(id),
  }));
}

function armchairItems(windows: Windows, quit: () => void): Electron.MenuItemConstructorOptions[] {
  return [
    { role: "about" },
    { type: "separator" },
    {
      label: "Settings …",
      accelerator: "CommandOrControl+,",
      click: () => void windows.open("settings"),
    },
    { type: "separator" },
    ...(process.platform === "darwin"
      ? ([{ role: "hide" }, { role: "hideOthers" }, { type: "separator" }] as const)
      : []),
    { label: "Quit Armchair", accelerator: "CommandOrControl+Q", click: quit },
  ];
}

function viewItems(): Electron.MenuItemConstructorOptions[] {
  const zoom: Electron.MenuItemConstructorOptions[] = [
    { role: "resetZoom" },
    { role: "zoomIn" },
    { role: "zoomOut" },
  ];
  return app.isPackaged ? zoom : [...zoom, { type: "separator" }, { role: "toggleDevTools" }];
}

function windowItems(windows: Windows): Electron.MenuItemConstructorOptions[] {
  return [
    { label: "Remote", click: () => void windows.open("remote") },
    {
      label: "Now playing",
      accelerator: "CommandOrControl+Shift+P",
      click: () => void windows.open("now-playing"),
    },
    { label: "Pair a device …", click: () => void windows.open("pairing") },
    { type: "separator" },
    { role: "minimize" },
    { role: "close" },
  ];
}
