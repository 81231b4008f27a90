import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { app } from "electron";
import { autostartEntry } from "./autostart-entry.ts";

/**
 * Starts the app at login, or no longer. From a checkout this does nothing: what would start is the
 * bare runtime.
 */
export async function setStartAtLogin(start: boolean): Promise<void> {
  if (!app.isPackaged) return;
  if (process.platform === "linux") return setAutostart(join(app.getPath("appData")), start);
  app.setLoginItemSettings({ openAtLogin: start, args: ["--hidden"] });
}

/** The freedesktop.org autostart entry; `configDirectory` is $XDG_CONFIG_HOME. */
async function setAutostart(configDirectory: string, start: boolean): Promise<void> {
  const file = join(configDirectory, "autostart", "armchair.desktop");
  if (!start) return rm(file, { force: true });
  await mkdir(join(configDirectory, "autostart"), { recursive: true });
  await writeFile(file, autostartEntry(process.env["APPIMAGE"] ?? process.execPath));
}
