import type { TcpListener } from "../runtime/network.ts";
import type { Off } from "../runtime/signal.ts";
import { eventsBetween } from "./companion-events.ts";
import { CompanionLink, type LinkContext } from "./companion-link.ts";
import type { TvState } from "./tv-state.ts";

/** The Companion service: any number of remotes at once, told about every change they asked for. */
export class CompanionServer {
  readonly #context: Omit<LinkContext, "onChange">;
  readonly #host: string;
  readonly #links = new Set<CompanionLink>();
  #listener: TcpListener | null = null;
  #state: TvState;
  readonly #offState: Off;

  constructor(context: Omit<LinkContext, "onChange">, host: string) {
    this.#context = context;
    this.#host = host;
    this.#state = context.television.state.value;
    this.#offState = context.television.state.on((state) => this.#changed(state));
  }

  /** 0 while nothing listens. */
  get port(): number {
    return this.#listener?.port ?? 0;
  }

  /** `port` 0 picks a free one. */
  async listen(port: number): Promise<void> {
    const { network } = this.#context.runtime;
    this.#listener = await network.listenTcp({ host: this.#host, port }, (stream) => {
      const context = { ...this.#context, onChange: () => this.#count() };
      const link = new CompanionLink(context, stream);
      this.#links.add(link);
      void link.closed.then(() => {
        this.#links.delete(link);
        this.#count();
      });
    });
  }

  /** Stops listening and resets what is connected. */
  async unlisten(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    this.reset();
    await listener?.close();
  }

  reset(): void {
    for (const link of this.#links) link.abort();
  }

  /** Ends every connection in order. */
  hangUp(): void {
    for (const link of this.#links) link.close();
  }

  async close(): Promise<void> {
    this.#offState();
    await this.unlisten();
  }

  #changed(state: TvState): void {
    const before = this.#state;
    this.#state = state;
    const events = eventsBetween(before, state, this.#context.television);
    for (const event of events) for (const link of this.#links) link.publish(event);
  }

  #count(): void {
    const count = [...this.#links].filter((link) => link.verified).length;
    this.#context.television.do({ kind: "controllers", count });
  }
}
