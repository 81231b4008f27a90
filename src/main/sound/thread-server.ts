import { assertNever, RemoteError } from "../../shared/errors.ts";
import type { ThreadPort } from "../runtime/thread.ts";
import type { LegHost, SoundEngine, SoundLeg, SoundSession } from "./engine.ts";
import { PacketClient } from "./packet-client.ts";
import type { OpenPacketDecoder } from "./source/packet-decoder.ts";
import type { FromThread, SoundAnswer, SoundCall, ToThread } from "./thread-messages.ts";

/** The engine of a thread; `openAac`: its program decodes AAC for it. */
export type MakeEngine = (openAac: OpenPacketDecoder | undefined) => SoundEngine;

/** Does what the program asks for through `port`, with the engine that is made when it begins. */
export function serveSound(make: MakeEngine, port: ThreadPort): void {
  const packets = new PacketClient({
    post: (request) => port.post({ type: "packets", request } satisfies FromThread),
  });
  let server: SoundServer | undefined;
  port.onMessage((message) => {
    // Both ends are of one build.
    const told = message as ToThread;
    if (told.type === "begin") {
      const engine = make(told.decodesAac ? packets.open : undefined);
      server = new SoundServer(engine, (answer) => port.post(answer));
    } else if (told.type === "packets") packets.take(told.answer);
    else server?.take(told);
  });
}

class SoundServer {
  readonly #engine: SoundEngine;
  readonly #post: (message: FromThread) => void;
  readonly #sessions = new Map<number, SoundSession>();
  readonly #legs = new Map<number, SoundLeg>();
  readonly #hostCalls = new Map<number, () => void>();
  #nextHostCall = 0;

  constructor(engine: SoundEngine, post: (message: FromThread) => void) {
    this.#engine = engine;
    this.#post = post;
  }

  take(message: Extract<ToThread, { readonly id: number }>): void {
    if (message.type === "host-done") {
      this.#hostCalls.get(message.id)?.();
      this.#hostCalls.delete(message.id);
      return;
    }
    const { id, call } = message;
    this.#do(call).then(
      (value) => this.#post({ type: "answer", id, value }),
      (error) => this.#post({ type: "refusal", id, error: RemoteError.from(error).toBody() }),
    );
  }

  async #do(call: SoundCall): Promise<SoundAnswer> {
    switch (call.kind) {
      case "open":
        return this.#open(call.session);
      case "play":
        return this.#void(this.#session(call.session).play(call.track));
      case "follow":
        return void this.#session(call.session).follow(call.tracks);
      case "pause":
        return this.#void(this.#session(call.session).pause());
      case "resume":
        return this.#void(this.#session(call.session).resume());
      case "seek":
        return this.#void(this.#session(call.session).seek(call.seconds));
      case "close":
        await this.#session(call.session).close();
        this.#sessions.delete(call.session);
        return undefined;
      default:
        return this.#doLeg(call);
    }
  }

  async #doLeg(call: Extract<SoundCall, { readonly leg: number }>): Promise<SoundAnswer> {
    switch (call.kind) {
      case "open-leg":
        return this.#openLeg(call);
      case "start":
        return this.#leg(call.leg).start(call.remote);
      case "release":
        return void this.#leg(call.leg).release();
      case "delay":
        return void this.#leg(call.leg).setDelay(call.delayMs);
      case "counts":
        return this.#leg(call.leg).counts();
      case "close-leg":
        await this.#leg(call.leg).close();
        return undefined;
      default:
        return assertNever(call);
    }
  }

  async #void(work: Promise<void>): Promise<undefined> {
    await work;
    return undefined;
  }

  async #open(id: number): Promise<undefined> {
    const session = await this.#engine.open();
    this.#sessions.set(id, session);
    session.status.on((status) => this.#post({ type: "status", session: id, status }));
    session.trackOver.on(({ id: track, error }) =>
      this.#post({
        type: "track-over",
        session: id,
        id: track,
        error: error === null ? null : error.toBody(),
      }),
    );
    return undefined;
  }

  async #openLeg(call: Extract<SoundCall, { readonly kind: "open-leg" }>): Promise<SoundAnswer> {
    const host: LegHost = {
      flush: (at) => this.#askHost((id) => ({ type: "flush", id, leg: call.leg, at })),
      anchor: (anchor) => this.#askHost((id) => ({ type: "anchor", id, leg: call.leg, anchor })),
    };
    const leg = await this.#session(call.session).openLeg({ ...call.options, host });
    this.#legs.set(call.leg, leg);
    void leg.gone.then((error) => {
      this.#legs.delete(call.leg);
      this.#post({ type: "gone", leg: call.leg, error: error === null ? null : error.toBody() });
    });
    return { ports: leg.ports, clockId: leg.clockId };
  }

  #askHost(message: (id: number) => FromThread): Promise<void> {
    const id = this.#nextHostCall++;
    return new Promise((resolve) => {
      this.#hostCalls.set(id, resolve);
      this.#post(message(id));
    });
  }

  #session(id: number): SoundSession {
    const session = this.#sessions.get(id);
    if (session === undefined) throw new RemoteError("unavailable", "the sound has ended");
    return session;
  }

  #leg(id: number): SoundLeg {
    const leg = this.#legs.get(id);
    if (leg === undefined) throw new RemoteError("unavailable", "the speaker has left");
    return leg;
  }
}
