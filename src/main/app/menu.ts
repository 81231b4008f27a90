import { app, Menu } from "electron";
import type { Windows } from "./windows.ts";

/**
 * The application menu: macOS shows it, elsewhere it is only there for its shortcuts. Nothing in it
 * reloads a page or opens developer tools in a packaged app.
 */
export function setApplicationMenu(windows: Windows, quit: () => void): void {
  const settings: Electron.MenuItemConstructorOptions = {
    label: "Settings …",
    accelerator: "CommandOrControl+,",
    click: () => void windows.open("settings"),
  };
  const leave: Electron.MenuItemConstructorOptions = {
    label: "Quit Armchair",
    accelerator: "CommandOrControl+Q",
    click: quit,
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: "Armchair",
        submenu: [
          { role: "about" },
          { type: "separator" },
          settings,
          { type: "separator" },
          ...(process.platform === "darwin"
            ? ([{ role: "hide" }, { role: "hideOthers" }, { type: "separator" }] as const)
            : []),
          leave,
        ],
      },
      { role: "editMenu" },
      { label: "View", submenu: viewItems() },
      {
        label: "Window",
        submenu: [
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
        ],
      },
    ]),
  );
}

function viewItems(): Electron.MenuItemConstructorOptions[] {
  const zoom: Electron.MenuItemConstructorOptions[] = [
    { role: "resetZoom" },
    { role: "zoomIn" },
    { role: "zoomOut" },
  ];
  return app.isPackaged ? zoom : [...zoom, { type: "separator" }, { role: "toggleDevTools" }];
}
