import { RemoteError } from "../../../shared/errors.ts";
import { hasJumped } from "../../../shared/model/now-playing.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { DbusMessage } from "../../wire/dbus/message.ts";
import { type DbusValue, sameValue } from "../../wire/dbus/value.ts";
import { DbusConnection } from "./dbus-connection.ts";
import type { MediaState } from "./model.ts";
import { answerTo, entries, PROPERTIES } from "./mpris-answers.ts";
import {
  MPRIS_NAME,
  MPRIS_PATH,
  NO_TRACK,
  PLAYER,
  type PropertyValues,
  playerProperties,
  playerValues,
  positionOf,
} from "./mpris-properties.ts";
import type { MediaActor, MediaSurface } from "./surface.ts";

const DO_NOT_QUEUE = 4;
const PRIMARY_OWNER = 1;

export interface MprisOptions {
  readonly runtime: Pick<Runtime, "clock" | "log">;
  /** The bus's socket: dbus-address.ts. */
  readonly path: string;
  readonly userId: number;
  /** Tells two programs of one person apart. */
  readonly processId: number;
  readonly act: MediaActor;
}

/** What plays as an MPRIS player on the session bus. Owns its name only while there is something. */
export class MprisSurface implements MediaSurface {
  readonly #options: MprisOptions;
  readonly #connection: DbusConnection;
  #state: MediaState | null = null;
  #values: PropertyValues = {};
  #track = 0;
  #name: string | null = null;
  /** Taking and leaving the name, one after the other. */
  #naming: Promise<void> = Promise.resolve();

  private constructor(options: MprisOptions, connection: DbusConnection) {
    this.#options = options;
    this.#connection = connection;
  }

  /** Rejects with `refused`, `rejected` or `lost` when there is no such bus. */
  static async open(options: MprisOptions): Promise<MprisSurface> {
    const { path, userId, runtime } = options;
    let surface: MprisSurface | null = null;
    const connection = await DbusConnection.open({
      path,
      userId,
      clock: runtime.clock,
      onCall: (call, from) => {
        if (surface === null)
          from.fail(call, "org.freedesktop.DBus.Error.UnknownObject", "nothing is here yet");
        else surface.#answer(call);
      },
    });
    surface = new MprisSurface(options, connection);
    return surface;
  }

  /** Resolves when the bus is gone. */
  get closed(): Promise<void> {
    return this.#connection.closed;
  }

  show(state: MediaState | null, artwork: string | null): void {
    const before = this.#state;
    this.#state = state;
    if (state === null) {
      if (before !== null) this.#enqueue(() => this.#leave());
      return;
    }
    if (before?.item?.itemId !== state.item?.itemId) this.#track += 1;
    const values = playerValues(state, this.#trackId(state), artwork);
    const changed = Object.entries(values).filter(([name, value]) => {
      const old = this.#values[name];
      return old === undefined || !sameValue(old, value);
    });
    this.#values = values;
    if (this.#name === null) this.#enqueue(() => this.#take());
    else if (changed.length > 0) this.#announce(changed);
    const [was, is] = [before?.item, state.item];
    if (was && is && was.itemId === is.itemId && hasJumped(was, is)) this.#tellPosition(state);
  }

  async close(): Promise<void> {
    this.show(null, null);
    await this.#naming;
    this.#connection.close();
    await this.#connection.closed;
  }

  #trackId(state: MediaState): string {
    return state.item === null ? NO_TRACK : `/org/armchair/track/${this.#track}`;
  }

  #enqueue(work: () => Promise<void>): void {
    this.#naming = this.#naming.then(work).catch((error: unknown) => {
      const { code } = RemoteError.from(error);
      this.#options.runtime.log.warn("the media session has no name", { cause: code });
    });
  }

  async #take(): Promise<void> {
    if (this.#state === null || this.#name !== null) return;
    for (const name of [MPRIS_NAME, `${MPRIS_NAME}.instance${this.#options.processId}`]) {
      const { body } = await this.#connection.callBus("RequestName", "su", [name, DO_NOT_QUEUE]);
      if (body[0] !== PRIMARY_OWNER) continue;
      this.#name = name;
      // Whoever asked the moment that the name appeared may have been told what was true before.
      this.#announce(Object.entries(this.#values));
      return;
    }
  }

  async #leave(): Promise<void> {
    const name = this.#name;
    if (this.#state !== null || name === null) return;
    this.#name = null;
    this.#values = {};
    await this.#connection.callBus("ReleaseName", "s", [name]);
  }

  #announce(changed: readonly (readonly [string, DbusValue])[]): void {
    this.#connection.signal({
      path: MPRIS_PATH,
      iface: PROPERTIES,
      member: "PropertiesChanged",
      signature: "sa{sv}as",
      body: [PLAYER, entries(playerProperties, Object.fromEntries(changed)), []],
    });
  }

  #tellPosition(state: MediaState): void {
    this.#connection.signal({
      path: MPRIS_PATH,
      iface: PLAYER,
      member: "Seeked",
      signature: "x",
      body: [positionOf(state, this.#options.runtime.clock.wallMs())],
    });
  }

  #answer(call: DbusMessage): void {
    const state = this.#state;
    const wallMs = this.#options.runtime.clock.wallMs();
    const player = state && { state, values: this.#values, trackId: this.#trackId(state), wallMs };
    const answer = answerTo(call, player);
    switch (answer.kind) {
      case "reply":
        this.#connection.reply(call, answer.signature, answer.body);
        break;
      case "fail":
        this.#connection.fail(call, answer.error, `${call.iface} ${call.member}`);
        break;
      case "act":
        this.#options.act(answer.action).then(
          () => this.#connection.reply(call, "", []),
          (error: unknown) => {
            const { code } = RemoteError.from(error);
            this.#connection.fail(call, `org.armchair.Error.${errorName(code)}`, code);
          },
        );
        break;
    }
  }
}

/** A D-Bus error's name has no hyphen. */
const errorName = (code: string) => code.replaceAll("-", "_");
