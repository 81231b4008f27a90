import { HttpClient } from "../../src/main/runtime/http-client.ts";
import type { InterfaceAddress } from "../../src/main/runtime/network.ts";
import { openSoundRemote } from "../../src/main/sound/remote/open-sound-remote.ts";
import type {
  RemoteListener,
  RemoteRequest,
  RemoteSpeaker,
  RemoteView,
} from "../../src/main/sound/remote/sound-remote.ts";
import { decodeMessage } from "../../src/main/wire/dns/decode.ts";
import type { DnsRecord } from "../../src/main/wire/dns/message.ts";
import { Arrivals } from "./airplay-remote.ts";
import { MemoryLan } from "./memory-network.ts";
import { testRuntime } from "./runtime.ts";

export const song: RemoteView = {
  state: "playing",
  title: "Blue Train",
  artist: "John Coltrane",
  album: "Blue Train",
  genre: "Jazz",
  durationMs: 643_000,
  remainingMs: 600_000,
  volume: 40,
};

/** Whoever listens to a receiver's buttons, and what it heard. */
export class HeardButtons implements RemoteListener {
  readonly heard: RemoteRequest[] = [];
  readonly skipped: number[] = [];
  /** What the next request rejects with. */
  failure: Error | null = null;
  now: RemoteView = song;

  readonly #arrivals = new Arrivals<RemoteRequest>();

  async request(request: RemoteRequest): Promise<void> {
    if (this.failure !== null) throw this.failure;
    this.heard.push(request);
    this.#arrivals.push(request);
  }

  /** The next request that nobody has asked for yet. */
  next(): Promise<RemoteRequest> {
    return this.#arrivals.next();
  }

  async skip(seconds: number): Promise<void> {
    this.skipped.push(seconds);
  }

  view(): RemoteView {
    return this.now;
  }
}

export function ipv4(address: string, name = "eth0", internal = false): InterfaceAddress {
  return { name, address, family: 4, internal, scopeId: 0, prefixLength: 24 };
}

/** Us at the first of these addresses with an open door, and a receiver next to us. */
export async function remoteWorld(
  addresses: readonly InterfaceAddress[] = [ipv4("10.0.0.1")],
  speaker?: RemoteSpeaker,
) {
  const lan = new MemoryLan();
  const records: DnsRecord[] = [];
  lan.sent.on(({ bytes }) => records.push(...decodeMessage(bytes).answers));
  const runtime = testRuntime({ network: lan.hostWith(addresses), seed: 5 });
  const remote = await openSoundRemote(runtime);
  const buttons = new HeardButtons();
  const pass = remote.admit(buttons, speaker);
  const service = records.map(({ data }) => data).find(({ kind }) => kind === "service");
  const port = service?.kind === "service" ? service.port : 0;
  const host = addresses[0]?.address ?? "";
  const network = lan.host("10.0.0.2");
  const client = new HttpClient({ clock: runtime.clock, network, host, port });
  /** As shairport-sync asks. */
  const ask = (target: string, token: string | null = String(pass.activeRemote), method = "GET") =>
    client.request({
      method,
      path: target.startsWith("/") ? target : `/ctrl-int/1/${target}`,
      timeoutMs: null,
      ...(token !== null && { headers: { "Active-Remote": token } }),
    });
  const close = async () => {
    client.close();
    await remote.close();
  };
  return { lan, runtime, network, records, remote, buttons, pass, host, port, ask, close };
}
