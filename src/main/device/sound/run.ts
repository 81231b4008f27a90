import { RemoteError } from "../../../shared/errors.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { Off } from "../../runtime/signal.ts";
import type { SoundSession } from "../../sound/engine.ts";
import { within } from "./bounded.ts";
import { Player, type PlayerHost } from "./player.ts";
import type { Queue } from "./queue.ts";
import { RemoteDoor } from "./remote-door.ts";
import type { SoundOptions } from "./sound-options.ts";

const CLOSE_MS = 5000;

/** One session of the engine, with what goes through it and who may press buttons. */
export class Run {
  readonly session: SoundSession;
  readonly player: Player;
  readonly door: RemoteDoor;
  #offBroken: Off = () => {};
  readonly #runtime: Pick<Runtime, "clock" | "log">;

  private constructor(
    runtime: Runtime,
    session: SoundSession,
    door: RemoteDoor,
    queue: Queue,
    host: PlayerHost,
  ) {
    this.#runtime = runtime;
    this.session = session;
    this.door = door;
    this.player = new Player(session, queue, runtime.clock, host);
  }

  /** Rejects as `SoundEngine.open` does, and leaves nothing open. */
  static async open(
    runtime: Runtime,
    options: SoundOptions,
    queue: Queue,
    host: PlayerHost,
  ): Promise<Run> {
    const session = await options.engine.open();
    const door = new RemoteDoor(runtime, () => options.openRemote());
    await door.ready();
    return new Run(runtime, session, door, queue, host);
  }

  /** Calls `listener`, before anything that waits for the session hears of it, when that broke or has. */
  onBroken(listener: (error: RemoteError) => void): void {
    const { broken } = this.session;
    const tell = (error: RemoteError | null) => {
      if (error) listener(error);
    };
    this.#offBroken = broken.on(tell);
    tell(broken.value);
  }

  /** Nothing is left open when it resolves, or five seconds later. Never rejects. */
  async close(): Promise<void> {
    this.#offBroken();
    this.player.close();
    const closing = Promise.all([this.session.close(), this.door.close()]);
    await within(this.#runtime.clock, CLOSE_MS, closing).catch((thrown) => {
      const cause = RemoteError.from(thrown).code;
      this.#runtime.log.warn("a session of sound did not close in order", { cause });
    });
  }
}
