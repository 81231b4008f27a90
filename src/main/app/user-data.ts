import { join } from "node:path";
import { app } from "electron";

/**
 * Where this installation keeps its files: `--user-data-dir`, else `ARMCHAIR_HOME`, else the
 * system's place. The command line looks in the same places.
 */
export function chooseUserData(): string {
  const wanted = app.commandLine.getSwitchValue("user-data-dir") || process.env["ARMCHAIR_HOME"];
  if (wanted) app.setPath("userData", wanted);
  const directory = app.getPath("userData");
  app.setAppLogsPath(join(directory, "logs"));
  return directory;
}
