import { join } from "node:path";

const APP_NAME = "Armchair";

/** Where this machine keeps things, as far as the choice of folders depends on it. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The folder of the settings file: what Electron calls `userData` for this product, so that the
 * window and the command line share it. `ARMCHAIR_HOME` replaces it whole.
 */
export function settingsDirectory({ platform, home, environment }: Surroundings): string {
  const own = environment["ARMCHAIR_HOME"];
  if (own) return own;
  if (platform === "darwin") return join(home, "Library", "Application Support", APP_NAME);
  if (platform === "win32") {
    return join(environment["APPDATA"] || join(home, "AppData", "Roaming"), APP_NAME);
  }
  return join(environment["XDG_CONFIG_HOME"] || join(home, ".config"), APP_NAME);
}
