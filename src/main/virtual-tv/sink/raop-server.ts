import type { TcpListener } from "../../runtime/network.ts";
import type { AirplayContext } from "../airplay-context.ts";
import { airplayKeys } from "../airplay-keys.ts";
import { RaopLink } from "./raop-link.ts";

/** AirPlay 1 on a port of its own: what `_raop._tcp` names where that is not AirPlay's. */
export class RaopServer {
  readonly #context: AirplayContext;
  readonly #host: string;
  readonly #links = new Set<RaopLink>();
  #listener: TcpListener | null = null;

  constructor(context: AirplayContext, host: string) {
    this.#context = context;
    this.#host = host;
  }

  /** 0 while nothing listens. */
  get port(): number {
    return this.#listener?.port ?? 0;
  }

  /** `port` 0 picks a free one. */
  async listen(port: number): Promise<void> {
    const context = this.#context;
    const pairings = airplayKeys(context.desk.pairings, context.faults);
    const place = { host: this.#host, port };
    this.#listener = await context.runtime.network.listenTcp(place, (stream) => {
      const link = new RaopLink(context, pairings, stream);
      this.#links.add(link);
      void link.closed.then(() => this.#links.delete(link));
    });
  }

  /** Stops listening and resets what is connected. */
  async unlisten(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    await Promise.all([...this.#links].map((link) => link.abort()));
    await listener?.close();
  }

  reset(): void {
    for (const link of this.#links) link.reset();
  }

  /** Ends every connection in order. */
  hangUp(): void {
    for (const link of this.#links) link.close();
  }
}
