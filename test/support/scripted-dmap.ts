import type { Channel } from "../../src/main/protocols/plugin.ts";
import {
  HttpServer,
  type HttpServerReply,
  type HttpServerRequest,
} from "../../src/main/runtime/http-server.ts";
import type { DmapItem } from "../../src/main/wire/dmap.ts";
import { encodeDmap } from "../../src/main/wire/dmap.ts";
import { openContext } from "./companion-device.ts";
import { dmapDevice, openDmapWith, pairingGuid } from "./dmap-device.ts";
import { settle } from "./manual-clock.ts";
import { MemoryLan } from "./memory-network.ts";
import { type TestRuntime, testRuntime } from "./runtime.ts";

export const TV = "10.0.0.2";
export const TEST_GUID = "0x00000000000000AB";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly rawQuery: string;
  readonly headers: ReadonlyMap<string, string>;
}

type Answer = HttpServerReply | null | undefined;

/** A DMAP server in memory that says what a test wants it to. Long polls wait until `change`. */
export class ScriptedDmap {
  readonly lan: MemoryLan;
  readonly runtime: TestRuntime;
  readonly asked: Asked[] = [];
  status: readonly DmapItem[] = [];
  revision = 1;
  sessionId = 77;
  /** Asked first; undefined leaves the answer to the usual one. */
  script: (asked: Asked) => Answer | Promise<Answer> = () => undefined;
  readonly #server: HttpServer;
  #waiting: (() => void)[] = [];

  static async start(): Promise<ScriptedDmap> {
    const lan = new MemoryLan();
    const runtime = testRuntime({ network: lan.host("10.0.0.1") });
    let device: ScriptedDmap | undefined;
    const server = await HttpServer.open({
      clock: runtime.clock,
      network: lan.host(TV),
      host: TV,
      port: 3689,
      requestTimeoutMs: 10_000_000,
      handler: async (request) => (await device?.answer(request)) ?? null,
    });
    device = new ScriptedDmap(lan, runtime, server);
    return device;
  }

  private constructor(lan: MemoryLan, runtime: TestRuntime, server: HttpServer) {
    this.lan = lan;
    this.runtime = runtime;
    this.#server = server;
  }

  get device() {
    return dmapDevice(TV, this.#server.port);
  }

  open(device = this.device): Promise<Channel> {
    const credentials = { dmap: pairingGuid(TEST_GUID) };
    return openDmapWith(device, credentials, openContext(this.runtime));
  }

  /** Paths that were asked for, without the session. */
  paths(ending: string): number {
    return this.asked.filter(({ path }) => path.endsWith(ending)).length;
  }

  async change(...status: readonly DmapItem[]): Promise<void> {
    this.status = status;
    this.revision += 1;
    for (const wake of this.#waiting.splice(0)) wake();
    await settle();
    await settle();
  }

  async answer({ method, target, headers }: HttpServerRequest): Promise<HttpServerReply | null> {
    const { pathname, searchParams, search } = new URL(target, "http://tv");
    const asked = { method, path: pathname, query: searchParams, rawQuery: search, headers };
    this.asked.push(asked);
    const scripted = await this.script(asked);
    return scripted === undefined ? this.#usual(asked) : scripted;
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  async #usual({ path, query }: Asked): Promise<HttpServerReply> {
    if (path === "/login") {
      if (query.get("pairing-guid") !== TEST_GUID) return { status: 503 };
      return items(["mlog", [["mlid", this.sessionId]]]);
    }
    if (query.get("session-id") !== String(this.sessionId)) return { status: 403 };
    if (path.endsWith("/playstatusupdate")) {
      if (Number(query.get("revision-number")) === this.revision) {
        await new Promise<void>((wake) => this.#waiting.push(wake));
      }
      return items(["cmst", [["cmsr", this.revision], ...this.status]]);
    }
    return { status: path.startsWith("/ctrl-int/") ? 204 : 404 };
  }
}

export function items(...answer: readonly DmapItem[]): HttpServerReply {
  return { status: 200, body: encodeDmap(answer) };
}
