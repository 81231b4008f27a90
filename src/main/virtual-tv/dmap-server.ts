import type { PairingStore } from "../hap/accessory.ts";
import {
  HttpServer,
  type HttpServerReply,
  type HttpServerRequest,
} from "../runtime/http-server.ts";
import type { TcpStream } from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type Off, Signal, until } from "../runtime/signal.ts";
import type { DmapItem } from "../wire/dmap.ts";
import type { DmapFaults } from "./dmap-faults.ts";
import { knowsRemote } from "./dmap-pairings.ts";
import { propertyItems } from "./dmap-properties.ts";
import { dmapReply, empty, garbledReply } from "./dmap-reply.ts";
import { artworkBody, playbackCommand, promptEntry, setProperties } from "./dmap-requests.ts";
import { type DmapSession, DmapSessions, SESSION_TIMEOUT_S } from "./dmap-sessions.ts";
import { statusItems, toldBy } from "./dmap-status.ts";
import { faultyNetwork } from "./faulty-stream.ts";
import type { TvIdentity } from "./identity.ts";
import type { Television } from "./television.ts";
import type { WireFaults } from "./wire-faults.ts";

export interface DmapContext {
  readonly runtime: Runtime;
  readonly television: Television;
  readonly identity: TvIdentity;
  readonly pairings: PairingStore;
  readonly wire: WireFaults;
  readonly faults: DmapFaults;
  /** Whether the id of its Home Sharing group lets a remote in. */
  readonly homeSharing: boolean;
}

/** Versions as an Apple TV 3 gives them: two bytes each, major and minor. */
const DMAP_VERSION = 0x2000b;
const DAAP_VERSION = 0x3000d;
/** Where revisions begin; a remote that knows none asks for 0. */
const FIRST_REVISION = 2;
const FORBIDDEN = 403;
const OK = 200;

/** Home Sharing's remote control: any number of remotes at once, each in a session of its own. */
export class DmapServer {
  readonly #context: DmapContext;
  readonly #host: string;
  readonly #sessions: DmapSessions;
  readonly #revision = new Signal(FIRST_REVISION);
  readonly #offState: Off;
  readonly #streams = new Set<TcpStream>();
  #told: string;
  #server: HttpServer | null = null;
  #stopping = new AbortController();

  constructor(context: DmapContext, host: string) {
    const { television, runtime } = context;
    this.#context = context;
    this.#host = host;
    this.#sessions = new DmapSessions(runtime);
    this.#told = toldBy(television.state.value);
    this.#offState = television.state.on((state) => {
      const told = toldBy(state);
      if (told === this.#told) return;
      this.#told = told;
      this.#revision.set(this.#revision.value + 1);
    });
  }

  /** 0 while nothing listens. */
  get port(): number {
    return this.#server?.port ?? 0;
  }

  /** `port` 0 picks a free one. */
  async listen(port: number): Promise<void> {
    const { runtime, wire } = this.#context;
    const { clock } = runtime;
    this.#server = await HttpServer.open({
      clock,
      network: faultyNetwork(runtime.network, clock, wire, this.#streams),
      host: this.#host,
      port,
      handler: (request) => this.#answer(request),
    });
  }

  /** Stops listening, and ends every connection and session, as a restart does. */
  async unlisten(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.expireSessions();
    await server?.close();
  }

  /** Every remote has to log in again; those that wait for a change learn it at once. */
  expireSessions(): void {
    this.#sessions.endAll();
    this.#count();
  }

  /** Resets every connection; sessions stay. */
  reset(): void {
    for (const stream of this.#streams) stream.abort();
  }

  /** Cuts off whoever waits for a change. */
  dropPolls(): void {
    this.#stopping.abort();
    this.#stopping = new AbortController();
  }

  async close(): Promise<void> {
    this.#offState();
    await this.unlisten();
  }

  async #answer(request: HttpServerRequest): Promise<HttpServerReply | null> {
    const { pathname, searchParams } = new URL(request.target, "http://tv");
    const zips = request.headers.get("accept-encoding")?.includes("gzip") ?? false;
    if (pathname === "/server-info") return this.#dmap(this.#serverInfo(), zips);
    if (pathname === "/login") return this.#login(searchParams, zips);
    const session = this.#sessions.use(Number(searchParams.get("session-id")));
    const [, command] = /^\/ctrl-int\/1\/(\w+)$/.exec(pathname) ?? [];
    const refused = this.#refusal(command);
    if (refused !== undefined) return empty(refused);
    if (session === undefined) return empty(FORBIDDEN);
    this.#count();
    if (pathname === "/logout") return this.#logout(session);
    if (command === undefined) return empty(404);
    return this.#control(command, { session, request, query: searchParams, zips });
  }

  async #control(command: string, call: Call): Promise<HttpServerReply | null> {
    const { television } = this.#context;
    const { session, request, query, zips } = call;
    switch (command) {
      case "playstatusupdate":
        return this.#playStatus(call);
      case "controlpromptentry":
        return empty(promptEntry(television, session, request.body));
      case "setproperty":
        return empty(setProperties(television, query));
      case "getproperty":
        return this.#dmap(this.#properties(query.get("properties") ?? ""), zips);
      case "nowplayingartwork": {
        const body = artworkBody(television, query);
        return { status: OK, headers: { "Content-Type": "image/png" }, body };
      }
      default:
        return empty(playbackCommand(television, command) ?? 404);
    }
  }

  #serverInfo(): readonly DmapItem[] {
    const name = this.#context.television.state.value.name;
    const inside: readonly DmapItem[] = [
      ["mstt", OK],
      ["mpro", DMAP_VERSION],
      ["apro", DAAP_VERSION],
      ["minm", name],
      ["mslr", true],
      ["mstm", SESSION_TIMEOUT_S],
      ["msal", true],
      ["msdc", 1],
    ];
    return [["msrv", inside]];
  }

  /** Unknown remotes get the 503 of a real one, and learn nothing else. */
  #login(query: URLSearchParams, zips: boolean): HttpServerReply {
    const { faults, television } = this.#context;
    if (faults.refusesLogin || !this.#letsIn(query)) return empty(503);
    const session = this.#sessions.begin();
    television.note("login");
    this.#count();
    const inside: readonly DmapItem[] = [
      ["mstt", OK],
      ["mlid", session.id],
    ];
    return this.#dmap([["mlog", inside]], zips);
  }

  #letsIn(query: URLSearchParams): boolean {
    const { identity, pairings, homeSharing } = this.#context;
    const guid = query.get("pairing-guid");
    if (guid !== null) return knowsRemote(pairings, guid);
    const group = query.get("hsgid")?.toLowerCase();
    return homeSharing && group === identity.homeSharingId.toLowerCase();
  }

  #logout({ id }: DmapSession): HttpServerReply {
    this.#sessions.end(id);
    this.#count();
    return empty(204);
  }

  /** At once for whoever knows another revision than this one, otherwise when there is a next. */
  async #playStatus({ session, request, query, zips }: Call): Promise<HttpServerReply | null> {
    const { faults } = this.#context;
    const known = Number(query.get("revision-number"));
    if (known === this.#revision.value) {
      if (faults.dropsPolls) return null;
      const outcome = await this.#nextRevision(session, request.gone);
      if (outcome === "dropped") return null;
      if (outcome === "expired") return empty(FORBIDDEN);
    }
    return this.#dmap([["cmst", this.#status()]], zips);
  }

  async #nextRevision(session: DmapSession, gone: AbortSignal) {
    const known = this.#revision.value;
    const stop = new AbortController();
    const give = (outcome: string) => () => stop.abort(outcome);
    const ends = [
      [session.ended.signal, give("expired")],
      [this.#stopping.signal, give("dropped")],
      [gone, give("gone")],
    ] as const;
    for (const [signal, end] of ends) signal.addEventListener("abort", end);
    session.polls += 1;
    this.#context.television.note("poll");
    try {
      await until(this.#revision, (revision) => revision !== known, stop.signal);
      return "changed";
    } catch {
      if (stop.signal.reason === "gone" && session.polls === 1) session.present = false;
      return stop.signal.reason === "expired" ? "expired" : "dropped";
    } finally {
      session.polls -= 1;
      session.usedAtMs = this.#context.runtime.clock.now();
      for (const [signal, end] of ends) signal.removeEventListener("abort", end);
      this.#count();
    }
  }

  #properties(names: string): readonly DmapItem[] {
    const state = this.#context.television.state.value;
    const inside = propertyItems(names.split(","), state, this.#status());
    return [["cmgt", [["mstt", OK], ...inside]]];
  }

  #status(): readonly DmapItem[] {
    const { television } = this.#context;
    return statusItems(television.state.value, this.#revision.value, television.clock.wallMs());
  }

  #refusal(command: string | undefined): number | undefined {
    const { refusals } = this.#context.faults;
    if (refusals.times <= 0 || (refusals.command ?? command) !== command) return undefined;
    refusals.times -= 1;
    return refusals.status;
  }

  #dmap(items: readonly DmapItem[], zips: boolean): HttpServerReply {
    const { faults } = this.#context;
    if (!faults.garblesNext) return dmapReply(items, zips);
    faults.garblesNext = false;
    return garbledReply(items, zips);
  }

  #count(): void {
    this.#context.television.do({ kind: "controllers", count: this.#sessions.present });
  }
}

interface Call {
  readonly session: DmapSession;
  readonly request: HttpServerRequest;
  readonly query: URLSearchParams;
  readonly zips: boolean;
}
