import { powerSaveBlocker } from "electron";
import type { Service } from "../ipc/service.ts";
import type { Off } from "../runtime/signal.ts";

/**
 * Keeps the computer, not its screen, from falling asleep while it sends sound: nobody touches it
 * then, and every speaker would fall silent.
 */
export class SoundWake {
  readonly #off: Off;
  #blocker: number | null = null;

  constructor(service: Service) {
    this.#off = service.on("sound", ({ state, speakers }) => {
      const sounds = ["playing", "loading", "stalled"].includes(state);
      this.#set(sounds && speakers.some(({ phase }) => phase === "joined"));
    });
  }

  close(): void {
    this.#off();
    this.#set(false);
  }

  #set(awake: boolean): void {
    if (awake === (this.#blocker !== null)) return;
    if (this.#blocker !== null) powerSaveBlocker.stop(this.#blocker);
    this.#blocker = awake ? powerSaveBlocker.start("prevent-app-suspension") : null;
  }
}
