import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import { atMost } from "../../runtime/at-most.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { ReadonlySignal } from "../../runtime/signal.ts";
import type { Channel, ChannelState, CloseReason, Operations } from "../plugin.ts";
import { appOperations } from "./apps.ts";
import { buttonOperations } from "./buttons.ts";
import type { CompanionConnection, CompanionEvent } from "./connection.ts";
import { FactStore } from "./facts.ts";
import { HidSender } from "./hid.ts";
import { CompanionKeyboard, keyboardEvents } from "./keyboard.ts";
import { CompanionMedia } from "./media.ts";
import { CompanionPower, powerEvents } from "./power.ts";
import {
  deregisterEvents,
  type Introduction,
  registerEvents,
  sendSystemInfo,
  startSession,
  startTouch,
  startTvRemote,
  stopSession,
} from "./session.ts";
import { CompanionTouch } from "./touch.ts";

/** Steps that a device may leave unanswered delay the opening by no more than this. */
const START_GRACE_MS = 1000;
/** A dead device must not keep us from leaving. */
const CLOSE_GRACE_MS = 500;
const PROBE_TIMEOUT_MS = 2000;
const registeredEvents = ["_iMC", ...powerEvents];

/** An open Companion session: everything a remote control does, over one connection. */
export class CompanionChannel implements Channel {
  readonly protocol = "companion";
  readonly operations: Partial<Operations>;
  readonly closed: Promise<CloseReason>;
  readonly #connection: CompanionConnection;
  readonly #runtime: Runtime;
  readonly #introduction: Introduction;
  readonly #facts = new FactStore();
  readonly #ended = new AbortController();
  readonly #hid: HidSender;
  readonly #media: CompanionMedia;
  readonly #power: CompanionPower;
  readonly #touch: CompanionTouch;
  readonly #keyboard: CompanionKeyboard;
  #registered: Promise<void> = Promise.resolve();
  #sessionId: bigint | undefined;
  #touchId = 1;
  /** Whether `FetchAttentionState` has ever been answered: then it is how we probe. */
  #attentionAnswered = false;
  #closing: Promise<void> | undefined;

  /** Takes over an encrypted connection. On failure the caller ends the connection. */
  static async open(
    connection: CompanionConnection,
    runtime: Runtime,
    introduction: Introduction,
    signal: AbortSignal,
  ): Promise<CompanionChannel> {
    const channel = new CompanionChannel(connection, runtime, introduction);
    await channel.#start(signal);
    return channel;
  }

  private constructor(
    connection: CompanionConnection,
    runtime: Runtime,
    introduction: Introduction,
  ) {
    this.#connection = connection;
    this.#runtime = runtime;
    this.#introduction = introduction;
    this.closed = connection.closed;
    const { clock } = runtime;
    const ended = this.#ended.signal;
    this.#hid = new HidSender(connection, clock, ended);
    this.#media = new CompanionMedia(connection, clock, this.#facts, this.#hid);
    this.#power = new CompanionPower(connection, clock, this.#facts, this.#hid);
    this.#touch = new CompanionTouch(connection, clock, this.#hid, ended);
    this.#keyboard = new CompanionKeyboard(connection, this.#facts);
    this.operations = {
      ...buttonOperations(this.#hid),
      ...this.#media.operations,
      ...this.#power.operations,
      ...this.#touch.operations,
      ...this.#keyboard.operations,
      ...appOperations(connection, this.#facts, () => this.#registered),
    };
    connection.events.on((event) => this.#onEvent(event));
    void connection.closed.then((reason) => {
      const lost = new RemoteError("lost", "the connection ended");
      this.#ended.abort(reason.kind === "failed" ? reason.error : lost);
    });
  }

  get state(): ReadonlySignal<ChannelState> {
    return this.#facts.state;
  }

  /** docs/decisions/0020-companion-probe.md: why these two requests, and why any frame counts. */
  async probe(timeoutMs = PROBE_TIMEOUT_MS): Promise<void> {
    const receivedBefore = this.#connection.received;
    const options = { timeoutMs };
    try {
      if (this.#attentionAnswered) await this.#power.fetch(options);
      else await sendSystemInfo(this.#connection, this.#introduction, options);
    } catch (error) {
      if (isRemoteError(error, "lost")) throw error;
      if (!isRemoteError(error, "timeout")) return; // A refusal is a sign of life, too.
      if (this.#connection.received > receivedBefore) return;
      this.#connection.fail(error);
      throw error;
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  /**
   * CO-04, in the one order that every system version accepts. Only the first and the session are
   * needed; what else a device refuses or leaves unanswered costs a feature, not the connection.
   */
  async #start(signal: AbortSignal): Promise<void> {
    const connection = this.#connection;
    const { clock, random } = this.#runtime;
    await sendSystemInfo(connection, this.#introduction, { signal });
    const touch = this.#startTouch();
    this.#sessionId = await startSession(connection, random, signal);
    this.#registered = atMost(clock, startTvRemote(connection), START_GRACE_MS);
    const keyboard = this.#keyboard.start();
    registerEvents(connection, ["_iMC"]);
    const power = this.#startPower();
    await atMost(clock, Promise.allSettled([touch, keyboard, power]), START_GRACE_MS);
    signal.throwIfAborted();
    if (!connection.isOpen) throw new RemoteError("lost", "the device ended the session at once");
  }

  async #startTouch(): Promise<void> {
    this.#touch.started();
    try {
      this.#touchId = await startTouch(this.#connection);
    } catch (error) {
      if (isRemoteError(error, "rejected", "unsupported")) this.#facts.withdraw("swipe", "touch");
    }
  }

  /** CO-08: whatever comes of the question, events tell the rest (E72). */
  async #startPower(): Promise<void> {
    await this.#registered;
    const state = this.#power.fetch();
    registerEvents(this.#connection, powerEvents);
    try {
      await state;
      this.#attentionAnswered = true;
    } catch (error) {
      this.#attentionAnswered = isRemoteError(error, "rejected", "unsupported", "malformed");
    }
  }

  #onEvent({ id, content }: CompanionEvent): void {
    try {
      if (id === "_iMC") this.#media.onEvent(content);
      for (const name of powerEvents) if (id === name) this.#power.onEvent(content);
      for (const name of keyboardEvents) if (id === name) this.#keyboard.onEvent(id, content);
    } catch (error) {
      // One event that makes no sense is not the end of a session (RB-09).
      const { code } = RemoteError.from(error);
      this.#runtime.log.debug("companion: an event makes no sense", { id, code });
    }
  }

  /** CO-19: says good-bye to everything it said hello to (QK-06), waits a moment, and leaves. */
  async #shutDown(): Promise<void> {
    const connection = this.#connection;
    if (connection.isOpen) {
      this.#hid.liftAll();
      deregisterEvents(connection, registeredEvents);
      const timeoutMs = CLOSE_GRACE_MS;
      const farewells = [
        connection.request("_touchStop", { _i: this.#touchId }, { timeoutMs }),
        connection.request("_tiStop", {}, { timeoutMs }),
      ];
      if (this.#sessionId !== undefined) {
        farewells.unshift(stopSession(connection, this.#sessionId, timeoutMs));
      }
      await atMost(this.#runtime.clock, Promise.allSettled(farewells), CLOSE_GRACE_MS);
    }
    connection.close();
    await connection.drained(CLOSE_GRACE_MS);
  }
}
