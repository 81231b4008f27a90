import { isRemoteError, RemoteError } from "../../shared/errors.ts";
import type {
  Button,
  ButtonEdge,
  MediaCommand,
  PressAction,
  TouchPhase,
  TouchPoint,
} from "../../shared/model/buttons.ts";
import { type Feature, featureOfButton, featureOfMedia } from "../../shared/model/features.ts";
import type {
  Artwork,
  ArtworkSize,
  RepeatMode,
  ShuffleMode,
} from "../../shared/model/now-playing.ts";
import type { AccountEntry, AppEntry, ConnectionState } from "../../shared/model/session.ts";
import type { OperationName, Operations } from "../protocols/plugin.ts";
import type { Clock } from "../runtime/clock.ts";
import { Newest } from "./newest.ts";
import { setPower } from "./power.ts";
import { type Link, metDeadLink, PRESS_LIFE_MS, type Press, PressQueue } from "./press-queue.ts";
import type { Relay } from "./relay.ts";

/** A list or a text may wait for a reconnection longer than a finger does. */
const REQUEST_LIFE_MS = 10_000;
/** A sleeping TV needs this long to answer after a knock (users.md D). */
const WAKE_LIFE_MS = 30_000;
const HOLD_MS = 1000;

const volumeSteps: Partial<Record<Button, "up" | "down">> = {
  "volume-up": "up",
  "volume-down": "down",
};

interface Patience {
  /** Sent once more when the link died under it. */
  readonly repeats?: boolean;
  /** How long it waits for a reconnection. */
  readonly lifeMs?: number;
}

/** What commands need of their session, and what they tell it. */
export interface CommandLink extends Link {
  /** Wakes a device that cannot be reached. */
  wake(): void;
  /** A person wants something of the device now. */
  wished(): void;
  succeeded(): void;
  failed(error: RemoteError): void;
  foundApps(apps: readonly AppEntry[]): void;
  foundAccounts(accounts: readonly AccountEntry[]): void;
  connection(): ConnectionState;
}

/** Everything a person can do to the device, each with its own patience. */
export class Commands {
  readonly #clock: Clock;
  readonly #relay: Relay;
  readonly #link: CommandLink;
  readonly #presses: PressQueue;
  /** Apart, because some devices confirm a volume step late, and a press must not wait for that. */
  readonly #volumePresses: PressQueue;
  readonly #newest = new Newest();
  readonly #held = new Set<Button>();
  #lastPower: "on" | "off" | null = null;
  #abort = new AbortController();

  constructor(clock: Clock, relay: Relay, link: CommandLink) {
    this.#clock = clock;
    this.#relay = relay;
    this.#link = link;
    this.#presses = new PressQueue(clock, link);
    this.#volumePresses = new PressQueue(clock, link);
  }

  press(button: Button, action: PressAction): Promise<void> {
    return this.#pressed(this.#queueFor(button), {
      key: `${action} ${button}`,
      merges: action === "tap",
      ...(action === "hold" ? { lastsMs: HOLD_MS } : {}),
      run: () => this.#press(button, action),
    });
  }

  /** The two ends of a real hold. An end whose beginning never arrived is not sent. */
  button(button: Button, edge: ButtonEdge): Promise<void> {
    return this.#pressed(this.#queueFor(button), {
      key: `${edge} ${button}`,
      merges: true,
      neverTooOld: edge === "up",
      // The keyboard repeats a key that is down, and lets go of keys that never went down here.
      isMoot: () => this.#held.has(button) === (edge === "down"),
      run: () => this.#edge(button, edge),
    });
  }

  media(command: MediaCommand): Promise<void> {
    return this.#pressed(this.#presses, {
      key: `media ${command}`,
      merges: true,
      run: () => this.#pick("media", featureOfMedia(command))(command),
    });
  }

  skip(seconds: number): Promise<void> {
    const feature = seconds < 0 ? "skip-backward" : "skip-forward";
    return this.#pressed(this.#presses, {
      key: "skip",
      merges: false,
      run: () => this.#pick("skip", feature)(seconds),
    });
  }

  volumeStep(direction: "up" | "down"): Promise<void> {
    return this.#pressed(this.#volumePresses, {
      key: `volume ${direction}`,
      merges: true,
      run: () => this.#pick("volumeStep", `volume-${direction}`)(direction),
    });
  }

  setVolume(percent: number): Promise<void> {
    return this.#dragged("setVolume", "set-volume", "volume", (set) => set(percent));
  }

  /** Seconds from the start. */
  seek(seconds: number): Promise<void> {
    return this.#dragged("seek", "set-position", "position", (seek) => seek(seconds));
  }

  setShuffle(mode: ShuffleMode): Promise<void> {
    return this.#dragged("setShuffle", "set-shuffle", "shuffle", (set) => set(mode));
  }

  setRepeat(mode: RepeatMode): Promise<void> {
    return this.#dragged("setRepeat", "set-repeat", "repeat", (set) => set(mode));
  }

  selectAudio(id: string): Promise<void> {
    return this.#dragged("selectAudio", "select-audio", "audio", (select) => select(id));
  }

  selectSubtitles(id: string | null): Promise<void> {
    return this.#dragged("selectSubtitles", "select-subtitles", "subtitles", (select) =>
      select(id),
    );
  }

  /**
   * Null when nothing that is connected has one. A picture is decoration: it neither wakes nor
   * reconnects a device, and that it did not come is no error to show.
   */
  async artwork(size: ArtworkSize): Promise<Artwork | null> {
    if (this.#link.connection().phase !== "ready")
      throw new RemoteError("lost", "there is no connection for a picture");
    try {
      return await this.#pick("artwork", "artwork")(size);
    } catch (thrown) {
      if (isRemoteError(thrown, "unsupported", "unavailable", "not-found")) return null;
      throw thrown;
    }
  }

  addOutputs(ids: readonly string[]): Promise<void> {
    return this.#request("addOutputs", "add-output-devices", (add) => add(ids));
  }

  removeOutputs(ids: readonly string[]): Promise<void> {
    return this.#request("removeOutputs", "remove-output-devices", (remove) => remove(ids));
  }

  setOutputs(ids: readonly string[]): Promise<void> {
    return this.#request("setOutputs", "set-output-devices", (set) => set(ids));
  }

  setOutputVolume(id: string, percent: number): Promise<void> {
    return this.#dragged("setOutputVolume", "output-volume", `volume of ${id}`, (set) =>
      set(id, percent),
    );
  }

  click(action: PressAction): Promise<void> {
    return this.#pressed(this.#presses, {
      key: `${action} click`,
      merges: action === "tap",
      ...(action === "hold" ? { lastsMs: HOLD_MS } : {}),
      run: () => this.#pick("click", "click")(action),
    });
  }

  swipe(from: TouchPoint, to: TouchPoint, durationMs: number): Promise<void> {
    return this.#pressed(this.#presses, {
      key: "swipe",
      merges: false,
      lastsMs: durationMs,
      run: () => this.#pick("swipe", "swipe")(from, to, durationMs),
    });
  }

  /** A finger that moves now: never waited for, never repeated. */
  async touch(phase: TouchPhase, at: TouchPoint): Promise<void> {
    if (this.#link.connection().phase !== "ready")
      throw new RemoteError("lost", "there is no connection for a touch");
    return this.#pick("touch", "touch")(phase, at);
  }

  async power(wanted: "on" | "off" | "toggle"): Promise<void> {
    const target = wanted === "toggle" ? this.#otherPower() : wanted;
    await this.#told(this.#power(target, wanted === "on"));
    this.#lastPower = target;
  }

  async appList(): Promise<readonly AppEntry[]> {
    const apps = await this.#request("appList", "app-list", (list) => list());
    this.#link.foundApps(apps);
    return apps;
  }

  launchApp(target: string): Promise<void> {
    return this.#request("launchApp", "launch-app", (launch) => launch(target));
  }

  async accountList(): Promise<readonly AccountEntry[]> {
    const accounts = await this.#request("accountList", "account-list", (list) => list());
    this.#link.foundAccounts(accounts);
    return accounts;
  }

  switchAccount(id: string): Promise<void> {
    return this.#request("switchAccount", "switch-account", (change) => change(id));
  }

  textGet(): Promise<string | null> {
    return this.#request("textGet", "text-get", (get) => get());
  }

  textSet(text: string): Promise<string> {
    return this.#request("textSet", "text-set", (set) => set(text));
  }

  /** Not repeated after a lost link: half of the text may have arrived. */
  textAppend(text: string): Promise<string> {
    return this.#request("textAppend", "text-append", (append) => append(text), {
      repeats: false,
    });
  }

  textClear(): Promise<void> {
    return this.#request("textClear", "text-clear", (clear) => clear());
  }

  /** The device forgets held buttons with the link. */
  linkGone(): void {
    this.#held.clear();
  }

  /** Nobody wants the device any more: nothing goes on waiting for it. */
  cancel(): void {
    this.#abort.abort(new RemoteError("cancelled", "the connection was closed"));
    this.#abort = new AbortController();
  }

  /** A channel may change the volume without having its buttons. */
  #press(button: Button, action: PressAction): Promise<void> {
    const feature = featureOfButton(button);
    const steps = volumeSteps[button];
    const changer = steps && this.#relay.channelFor("volumeStep", feature);
    if (steps && action === "tap" && changer && changer.operations.press === undefined)
      return this.#pick("volumeStep", feature)(steps);
    return this.#pick("press", feature)(button, action);
  }

  async #edge(button: Button, edge: ButtonEdge): Promise<void> {
    this.#held.delete(button);
    await this.#pick("button", featureOfButton(button))(button, edge);
    if (edge === "down") this.#held.add(button);
  }

  #queueFor(button: Button): PressQueue {
    return volumeSteps[button] ? this.#volumePresses : this.#presses;
  }

  /** Unknown means: waking does no harm, and the second press of the same key undoes the first. */
  #otherPower(): "on" | "off" {
    const { power } = this.#relay.state.value;
    if (power !== "unknown") return power === "on" ? "off" : "on";
    return this.#lastPower === "on" ? "off" : "on";
  }

  async #power(target: "on" | "off", isSure: boolean): Promise<void> {
    const isAway = this.#link.connection().phase !== "ready";
    if (target === "on" && isAway) this.#link.wake();
    const lifeMs = target === "on" ? WAKE_LIFE_MS : PRESS_LIFE_MS;
    await this.#link.ready(this.#clock.now() + lifeMs);
    // Who asks a toggle to find out what "other" means may sit before a film.
    const presumedOff = isAway || isSure;
    await setPower(this.#clock, this.#relay, target, this.#abort.signal, presumedOff);
  }

  #pressed(queue: PressQueue, press: Press): Promise<void> {
    this.#link.wished();
    return this.#told(queue.send(press));
  }

  /** What a hand drags or flips: only the newest counts, and a late one would surprise. */
  #dragged<N extends OperationName>(
    operation: N,
    feature: Feature,
    key: string,
    call: (operation: Operations[N]) => Promise<unknown>,
  ): Promise<void> {
    const patience = { lifeMs: PRESS_LIFE_MS };
    return this.#newest.send(key, async () => {
      await this.#request(operation, feature, call, patience);
    });
  }

  async #request<N extends OperationName, R>(
    operation: N,
    feature: Feature,
    call: (operation: Operations[N]) => Promise<R>,
    { repeats = true, lifeMs = REQUEST_LIFE_MS }: Patience = {},
  ): Promise<R> {
    const deadlineMs = this.#clock.now() + lifeMs;
    return this.#told(
      this.#onLiveLink(deadlineMs, repeats, () => call(this.#pick(operation, feature))),
    );
  }

  /** Again on another link when one dies under it. */
  async #onLiveLink<R>(deadlineMs: number, repeats: boolean, once: () => Promise<R>): Promise<R> {
    let closures = -1;
    let channels = 0;
    for (let attempt = 1; ; attempt++) {
      do await this.#link.ready(deadlineMs, closures);
      while (!this.#link.isUp());
      if (attempt === 1) channels = this.#link.channels();
      closures = this.#link.closures();
      try {
        return await once();
      } catch (thrown) {
        const isOver = this.#clock.now() >= deadlineMs || attempt > channels;
        const isAlive = closures === this.#link.closures();
        if (!repeats || isOver || !metDeadLink(thrown) || isAlive) throw thrown;
      }
    }
  }

  /** As `Relay.pick`; what a key would open that nobody has is not "unsupported". */
  #pick<N extends OperationName>(operation: N, feature?: Feature): Operations[N] {
    const missing = missingKey(this.#link.connection());
    if (missing && !this.#relay.channelFor(operation, feature))
      throw new RemoteError("unpaired", "only whoever is paired may do this", {
        subject: missing === "password" ? missing : operation,
      });
    return this.#relay.pick(operation, feature);
  }

  async #told<T>(work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      this.#link.succeeded();
      return result;
    } catch (thrown) {
      const error = RemoteError.from(thrown);
      this.#link.failed(error);
      throw error;
    }
  }
}

/** What would open more than is open now; undefined: nothing would. */
function missingKey(connection: ConnectionState): "key" | "password" | undefined {
  if (connection.phase === "needs-pairing") return connection.subject ?? "key";
  if (connection.phase !== "ready") return undefined;
  const [first] = connection.lost.filter(({ cause }) => cause === "unpaired");
  return first && (first.subject ?? "key");
}
