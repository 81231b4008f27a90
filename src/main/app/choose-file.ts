import { dialog } from "electron";
import { mediaEndings } from "./play-link.ts";
import type { Windows } from "./windows.ts";

/** The system's own dialogue for a file to play; undefined when the person changed their mind. */
export async function chooseFile(windows: Windows): Promise<string | undefined> {
  const parent = windows.open("remote");
  const { filePaths } = await dialog.showOpenDialog(parent, {
    title: "Choose a video or a song",
    properties: ["openFile"],
    filters: [
      { name: "Videos and music", extensions: [...mediaEndings] },
      { name: "All files", extensions: ["*"] },
    ],
  });
  return filePaths[0];
}
