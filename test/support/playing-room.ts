import type { Page } from "playwright-core";
import { PIN, pair, TV_NAME } from "./living-room.ts";
import { type LaunchOptions, type RunningApp, Stage } from "./stage.ts";
import { TvProcess } from "./tv-process.ts";

const WAIT_MS = 15_000;

/** A TV in a process of its own and the app paired with it, for all tests of a file. */
export class PlayingRoom {
  readonly stage: Stage;
  readonly tv: TvProcess;
  readonly app: RunningApp;
  readonly remote: Page;

  private constructor(stage: Stage, tv: TvProcess, app: RunningApp, remote: Page) {
    this.stage = stage;
    this.tv = tv;
    this.app = app;
    this.remote = remote;
  }

  static async open(launch: LaunchOptions = {}, { paired = true } = {}): Promise<PlayingRoom> {
    const [stage, tv] = await Promise.all([
      Stage.open(),
      TvProcess.start("--name", TV_NAME, "--pin", PIN),
    ]);
    const app = await stage.launch(launch);
    // A wait that ends before its test says what it waited for.
    app.electron.context().setDefaultTimeout(WAIT_MS);
    const room = new PlayingRoom(stage, tv, app, await app.window("remote"));
    if (paired) await pair(room.remote, tv);
    return room;
  }

  /** Opens it from the remote by its key. */
  async nowPlaying(): Promise<Page> {
    await this.remote.keyboard.press("n");
    return this.app.window("now-playing");
  }

  async close(): Promise<void> {
    await this.stage.close();
    await this.tv.stop();
  }
}
