import { RemoteError } from "../../../shared/errors.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { ReadonlySignal } from "../../runtime/signal.ts";
import type { MrpMessage } from "../../wire/mrp/message.ts";
import type { Channel, ChannelState, CloseReason, Operations } from "../plugin.ts";
import { MediaRemoteArtwork } from "./artwork.ts";
import { commandOperations } from "./commands.ts";
import { HidSender } from "./hid.ts";
import { Inquiry } from "./inquiry.ts";
import { languageOperations } from "./language-commands.ts";
import { outputOperations } from "./outputs.ts";
import { powerOperations } from "./power.ts";
import type { RemoteSession } from "./session-contract.ts";
import { MediaRemoteState } from "./state.ts";
import { MediaRemoteVolume } from "./volume.ts";

/** An open MediaRemote session, over whatever link: what plays, and what can be done about it. */
export class MediaRemoteChannel implements Channel {
  readonly protocol = "mrp";
  readonly operations: Partial<Operations>;
  readonly closed: Promise<CloseReason>;
  readonly #session: RemoteSession;
  readonly #state: MediaRemoteState;
  readonly #ended = new AbortController();
  readonly #hid: HidSender;
  readonly #volume: MediaRemoteVolume;
  readonly #artwork: MediaRemoteArtwork;
  readonly #inquiry: Inquiry;
  #closing: Promise<void> | undefined;

  /** Listens from the start: the device tells what plays while the session is still starting. */
  constructor(session: RemoteSession, runtime: Runtime) {
    const { clock } = runtime;
    const ended = this.#ended.signal;
    this.#session = session;
    this.closed = session.closed;
    this.#state = new MediaRemoteState(clock);
    this.#hid = new HidSender(session, clock, ended);
    this.#volume = new MediaRemoteVolume(session, clock, this.#state, this.#hid, ended);
    this.#artwork = new MediaRemoteArtwork(session, runtime, this.#state);
    this.#inquiry = new Inquiry(session, this.#state);
    // A choice was taken, even if its effect cannot be told.
    const chosen = () => this.#inquiry.ask().catch(() => {});
    this.operations = {
      ...commandOperations(session, this.#state, this.#hid),
      ...this.#volume.operations,
      ...outputOperations(session, clock, ended),
      ...powerOperations(session, clock, this.#state, this.#hid, ended),
      ...languageOperations(session, this.#state, chosen),
      artwork: this.#artwork.artwork,
    };
    this.#listen(session);
  }

  get state(): ReadonlySignal<ChannelState> {
    return this.#state.state;
  }

  probe(timeoutMs?: number): Promise<void> {
    return this.#session.probe(timeoutMs);
  }

  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  #listen(session: RemoteSession): void {
    const offs = [
      session.messages.on((message) => this.#onMessage(message)),
      session.deviceInfo.on((deviceInfo) => this.#state.onDeviceInfo(deviceInfo)),
    ];
    this.#state.onDeviceInfo(session.deviceInfo.value);
    const { facts } = session;
    if (facts !== undefined) {
      this.#state.onLinkFacts(facts.value);
      offs.push(facts.on((news) => this.#state.onLinkFacts(news)));
    }
    void session.closed.then((reason) => {
      for (const off of offs) off();
      const lost = new RemoteError("lost", "the session ended");
      this.#ended.abort(reason.kind === "failed" ? reason.error : lost);
    });
  }

  /** Pictures first: who hears of a new one may ask for it at once. */
  #onMessage(message: MrpMessage): void {
    this.#artwork.onMessage(message);
    this.#state.onMessage(message);
    this.#volume.onMessage(message);
    this.#inquiry.check();
  }

  /** Nobody will be there to let go of what is held. */
  async #shutDown(): Promise<void> {
    try {
      this.#hid.liftAll();
    } catch {
      // The session was lost before: then the device has let go by itself.
    }
    await this.#session.close();
  }
}
