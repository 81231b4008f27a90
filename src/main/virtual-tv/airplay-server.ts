import type { PairingStore } from "../hap/accessory.ts";
import type { TcpListener, TcpStream } from "../runtime/network.ts";
import type { Off } from "../runtime/signal.ts";
import type { AirplayClient } from "./airplay-client.ts";
import type { AirplayContext } from "./airplay-context.ts";
import type { AirplayConnection } from "./airplay-faults.ts";
import { airplayKeys } from "./airplay-keys.ts";
import { AirplayLink } from "./airplay-link.ts";
import { AirplayOneLink } from "./airplay-one-link.ts";
import { ReverseLines } from "./airplay-reverse.ts";
import { AirplayWakes } from "./airplay-wakes.ts";
import { heardPercent, knowsVolume } from "./tv-sound.ts";
import type { TvState } from "./tv-state.ts";

/** The AirPlay receiver: pairing, sessions for remote control, and videos. */
export class AirplayServer {
  readonly #context: AirplayContext;
  readonly #host: string;
  readonly #pairings: PairingStore;
  readonly #wakes: AirplayWakes;
  readonly #links = new Set<AirplayClient>();
  readonly #reverse = new ReverseLines();
  readonly #offState: Off;
  #listener: TcpListener | null = null;
  #closing: Promise<unknown> = Promise.resolve();

  constructor(context: AirplayContext, host: string) {
    const { television, desk, faults } = context;
    this.#context = context;
    this.#host = host;
    this.#pairings = airplayKeys(desk.pairings, faults);
    this.#wakes = new AirplayWakes(television, faults);
    let told = toldBy(television.state.value);
    this.#offState = television.state.on((state) => {
      const next = toldBy(state);
      if (next === told) return;
      told = next;
      for (const link of this.#links) link.publish();
    });
  }

  /** 0 while nothing listens. */
  get port(): number {
    return this.#listener?.port ?? 0;
  }

  /** `port` 0 picks a free one. */
  async listen(port: number): Promise<void> {
    const { network } = this.#context.runtime;
    this.#listener = await network.listenTcp({ host: this.#host, port }, (stream) => {
      const link = this.#linkOver(stream);
      this.#links.add(link);
      void link.closed.then(() => this.#links.delete(link));
    });
  }

  #linkOver(stream: TcpStream): AirplayClient {
    const [context, pairings] = [this.#context, this.#pairings];
    if (context.identity.airplay === 1) {
      return new AirplayOneLink(context, pairings, this.#reverse, stream);
    }
    return new AirplayLink(context, this.#wakes, pairings, stream);
  }

  /** Stops listening and resets what is connected. */
  async unlisten(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    await this.abortAll();
    await listener?.close();
  }

  async abortAll(): Promise<void> {
    const links = [...this.#links];
    this.#closing = Promise.all([this.#closing, ...links.map((link) => link.abort())]);
    await this.#closing;
  }

  reset(connection: AirplayConnection): void {
    for (const link of this.#links) link.reset(connection);
  }

  /** Of those who sent a video, or are about to. */
  resetVideo(): void {
    for (const link of this.#links) if (link.sendsVideo) link.reset("control");
  }

  /** Ends every connection in order. */
  hangUp(): void {
    for (const link of this.#links) link.close();
  }

  async close(): Promise<void> {
    this.#offState();
    this.#wakes.close();
    await this.unlisten();
  }
}

/** What of the state `updateInfo` tells; other changes are no reason to send one. */
function toldBy({ name, volume }: TvState): string {
  return `${name} ${knowsVolume(volume)} ${heardPercent(volume)}`;
}
