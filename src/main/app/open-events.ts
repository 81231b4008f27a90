import { resolve } from "node:path";
import { app } from "electron";
import { RemoteError } from "../../shared/errors.ts";
import { LINK_SCHEME, parseLink, type Wanted, wantedByArguments } from "./play-link.ts";

export type Ask = (wanted: Wanted | RemoteError) => void;

/**
 * Every way in which a system hands a link or a file to a program: arguments at the start (Windows,
 * Linux) and of a second start, events on macOS. What comes before `listen` is kept for it.
 */
export class OpenEvents {
  readonly #early: (Wanted | RemoteError)[] = [];
  #ask: Ask = (wanted) => void this.#early.push(wanted);

  constructor(argv: readonly string[]) {
    this.arguments(argv, process.cwd());
    app.on("open-url", (event, url) => {
      event.preventDefault();
      this.#ask(read(url));
    });
    app.on("open-file", (event, path) => {
      event.preventDefault();
      this.#ask({ source: "file", path });
    });
    // Elsewhere the package says so (Info.plist, the desktop entry), and a checkout must not take
    // the links of an installed app.
    if (app.isPackaged && process.platform === "win32") app.setAsDefaultProtocolClient(LINK_SCHEME);
  }

  /** Those of a second start of the program, which runs in a folder of its own. */
  arguments(argv: readonly string[], folder: string): void {
    for (const wanted of wantedByArguments(argv, (path) => resolve(folder, path)))
      this.#ask(wanted);
  }

  listen(ask: Ask): void {
    this.#ask = ask;
    for (const wanted of this.#early.splice(0)) ask(wanted);
  }
}

function read(url: string): Wanted | RemoteError {
  try {
    return parseLink(url);
  } catch (error) {
    return RemoteError.from(error);
  }
}
