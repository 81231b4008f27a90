import { RemoteError } from "../../../shared/errors.ts";
import type { Button, MediaCommand, PressAction } from "../../../shared/model/buttons.ts";
import { positionAt, type RepeatMode } from "../../../shared/model/now-playing.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Operations } from "../plugin.ts";
import type { DmapRequests } from "./requests.ts";
import type { DmapState } from "./state.ts";
import { type Arrow, touchesOf } from "./touches.ts";

/** DM-06. */
const mediaCommands: Readonly<Partial<Record<MediaCommand, string>>> = {
  play: "play",
  pause: "pause",
  "play-pause": "playpause",
  stop: "stop",
  next: "nextitem",
  previous: "previtem",
};
const arrows: readonly Button[] = ["up", "down", "left", "right"];
/** DM-07. */
const prompts: Readonly<Partial<Record<Button, "select" | "menu" | "topmenu">>> = {
  select: "select",
  menu: "menu",
  "top-menu": "topmenu",
};
const repeatNumbers: Readonly<Record<RepeatMode, number>> = { off: 0, track: 1, all: 2 };

type CommandOperations = Required<
  Pick<Operations, "press" | "button" | "media" | "skip" | "seek" | "setShuffle" | "setRepeat">
>;

/**
 * Buttons and playback. One command after the other: an arrow is seven requests (DM-12), and another
 * finger between them would make something else of it.
 */
export class DmapCommands {
  readonly #requests: DmapRequests;
  readonly #clock: Clock;
  readonly #state: DmapState;
  readonly #refresh: () => Promise<void>;
  #last: Promise<unknown> = Promise.resolve();

  /** `refresh` has the state say what the server says now; it may reject. */
  constructor(
    requests: DmapRequests,
    clock: Clock,
    state: DmapState,
    refresh: () => Promise<void>,
  ) {
    this.#requests = requests;
    this.#clock = clock;
    this.#state = state;
    this.#refresh = refresh;
  }

  readonly operations: CommandOperations = {
    press: (button, action) => this.#inTurn(() => this.#press(button, action)),
    // There is no holding here: the key is pressed as it goes down (docs/protocols/dmap.md#buttons).
    button: async (button, edge) => {
      if (edge === "down") await this.operations.press(button, "tap");
    },
    media: (command) => this.#inTurn(() => this.#media(command)),
    skip: (seconds) => this.#inTurn(() => this.#skip(seconds)),
    seek: (seconds) => this.#inTurn(() => this.#seek(seconds)),
    setShuffle: (mode) =>
      this.#inTurn(() => this.#setProperty("dacp.shufflestate", mode === "off" ? 0 : 1)),
    setRepeat: (mode) =>
      this.#inTurn(() => this.#setProperty("dacp.repeatstate", repeatNumbers[mode])),
  };

  async #press(button: Button, action: PressAction): Promise<void> {
    if (action === "hold" && button === "menu") return this.#requests.prompt("topmenu");
    await this.#tap(button);
    if (action === "double") await this.#tap(button);
  }

  async #tap(button: Button): Promise<void> {
    const prompt = prompts[button];
    if (prompt !== undefined) return this.#requests.prompt(prompt);
    if (isArrow(button)) {
      for (const touch of touchesOf(button)) await this.#requests.touch(touch);
      return;
    }
    if (button === "play-pause") return this.#media(button);
    throw new RemoteError("unsupported", "the device has no such button", { subject: button });
  }

  async #media(command: MediaCommand): Promise<void> {
    const name = mediaCommands[command];
    if (name !== undefined) return this.#requests.command(name);
    throw new RemoteError("unsupported", "the device has no such command", { subject: command });
  }

  /** DM-13: there is no skipping, only another position. */
  async #skip(seconds: number): Promise<void> {
    if (!Number.isFinite(seconds) || seconds === 0) {
      throw new RemoteError("invalid", "skipping takes some seconds");
    }
    await this.#refresh();
    const { nowPlaying } = this.#state;
    const position = nowPlaying && positionAt(nowPlaying, this.#clock.wallMs());
    if (position === null) {
      throw new RemoteError("unavailable", "nothing plays that could be skipped in");
    }
    const wanted = Math.max(0, position + seconds);
    await this.#seek(Math.min(wanted, nowPlaying?.durationS ?? wanted));
  }

  async #seek(seconds: number): Promise<void> {
    if (!(Number.isFinite(seconds) && seconds >= 0)) {
      throw new RemoteError("invalid", "no position is before zero");
    }
    await this.#setProperty("dacp.playingtime", Math.round(seconds * 1000));
  }

  async #setProperty(name: string, value: number): Promise<void> {
    await this.#requests.setProperty(name, value);
    // It was set; that it can be seen at once is only a courtesy.
    await this.#refresh().catch(() => {});
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(run);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

function isArrow(button: Button): button is Arrow {
  return arrows.includes(button);
}
