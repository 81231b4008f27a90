import * as electron from "electron";

/** Where a file that a person dropped or chose is on the disk; "" for one that a page made up. */
export function pathOf(file: unknown): string {
  if (!(file instanceof File)) return "";
  // Electron 29 and later; before 32 a file tells its path itself.
  const teller = "webUtils" in electron ? (electron.webUtils as PathTeller | undefined) : undefined;
  if (teller !== undefined) return teller.getPathForFile(file);
  return "path" in file && typeof file.path === "string" ? file.path : "";
}

interface PathTeller {
  getPathForFile(file: unknown): string;
}
