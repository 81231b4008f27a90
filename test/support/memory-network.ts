import type {
  Datagram,
  DatagramSocket,
  InterfaceAddress,
  Network,
  TcpListener,
  TcpOptions,
  TcpStream,
} from "../../src/main/runtime/network.ts";
import { MDNS_GROUP_V4, MDNS_GROUP_V6, MDNS_PORT } from "../../src/main/runtime/network.ts";
import { Occurrence, Signal } from "../../src/main/runtime/signal.ts";
import { RemoteError } from "../../src/shared/errors.ts";

interface BoundSocket {
  readonly address: string;
  readonly port: number;
  readonly group: string | null;
  deliver(datagram: Datagram): void;
}

type Accept = (stream: TcpStream) => void;

/**
 * A LAN in memory: hosts by address, TCP in order and lossless, UDP to one or to the group. Bytes
 * arrive in a later turn, as they do on a wire. `cut` resets a host's connections, `silence` makes
 * it swallow everything without a word, as a TV does that lost its power.
 */
export class MemoryLan {
  readonly #listeners = new Map<string, Accept>();
  readonly #sockets = new Set<BoundSocket>();
  readonly #pairs = new Set<MemoryPair>();
  readonly #silent = new Set<string>();
  readonly #unrouted = new Set<string>();
  readonly #full = new Set<string>();
  /** Asked for each datagram and each of its receivers: whether it is lost on the way. */
  loses: () => boolean = () => false;
  /** Every datagram that was sent, whether anybody hears it or not. */
  readonly sent = new Occurrence<Datagram & { readonly to: string; readonly toPort: number }>();
  #nextPort = 50_000;

  host(address: string, name = "mem0"): Network {
    return this.hostWith([
      {
        name,
        address,
        family: address.includes(":") ? 6 : 4,
        internal: false,
        scopeId: 0,
        prefixLength: 24,
      },
    ]);
  }

  hostWith(
    addresses: readonly InterfaceAddress[],
  ): Network & { interfaces: Signal<readonly InterfaceAddress[]> } {
    const interfaces = new Signal(addresses);
    const own = () => interfaces.value[0]?.address ?? "127.0.0.1";
    return {
      interfaces,
      refreshInterfaces: () => {},
      connectTcp: (options) => this.#connect(own(), options),
      listenTcp: (options, accept) =>
        this.#listen(
          options.host === "0.0.0.0" || options.host === "::" ? own() : options.host,
          options.port,
          accept,
        ),
      openUdp: async ({ host, port }) =>
        this.#bind(
          host === "0.0.0.0" || host === "::" ? own() : host,
          this.#freePort(port ?? 0),
          null,
        ),
      openMdns: async (on) =>
        this.#bind(on.address, MDNS_PORT, on.family === 6 ? MDNS_GROUP_V6 : MDNS_GROUP_V4),
    };
  }

  /** Resets every connection of this host, as pulling its plug and putting it back does. */
  cut(address: string): void {
    for (const pair of [...this.#pairs]) if (pair.touches(address)) pair.reset();
  }

  /** What is sent from there by UDP fails, as it does where the network is gone. */
  unroute(address: string, unrouted = true): void {
    if (unrouted) this.#unrouted.add(address);
    else this.#unrouted.delete(address);
  }

  silence(address: string, silent = true): void {
    if (silent) this.#silent.add(address);
    else this.#silent.delete(address);
  }

  /** Makes writers see that nothing is read at this host, although everything arrives. */
  fill(address: string, full = true): void {
    if (full) this.#full.add(address);
    else this.#full.delete(address);
    for (const pair of this.#pairs) pair.forgetUnsent(address);
  }

  isFull(address: string): boolean {
    return this.#full.has(address);
  }

  isSilent(address: string): boolean {
    return this.#silent.has(address);
  }

  /** Connections and sockets still open: zero when whoever opened them closed them. */
  get openHandles(): number {
    return this.#pairs.size + this.#sockets.size + this.#listeners.size;
  }

  async #connect(from: string, { host, port, signal }: TcpOptions): Promise<TcpStream> {
    await nextTurn();
    if (signal?.aborted) throw signal.reason;
    const accept = this.#listeners.get(`${host}:${port}`);
    if (this.#silent.has(host))
      throw new RemoteError("timeout", "the device did not answer the connection");
    if (!accept) throw new RemoteError("refused", "the device does not accept the connection");
    const pair = new MemoryPair(this, from, this.#nextPort++, host, port, () =>
      this.#pairs.delete(pair),
    );
    this.#pairs.add(pair);
    accept(pair.server);
    return pair.client;
  }

  async #listen(host: string, port: number, accept: Accept): Promise<TcpListener> {
    const chosen = port || this.#nextPort++;
    const key = `${host}:${chosen}`;
    if (this.#listeners.has(key)) throw new RemoteError("refused", "the port cannot be opened");
    this.#listeners.set(key, accept);
    return {
      port: chosen,
      close: async () => {
        this.#listeners.delete(key);
        // What this side has ended already ends in order on the other one too.
        for (const pair of [...this.#pairs]) {
          if (pair.serves(host, chosen) && !pair.server.done) pair.reset();
        }
      },
    };
  }

  #freePort(port: number): number {
    return port || this.#nextPort++;
  }

  #bind(address: string, port: number, group: string | null): DatagramSocket {
    const messages = new Occurrence<Datagram>();
    const errors = new Occurrence<Error>();
    const bound: BoundSocket = {
      address,
      port,
      group,
      deliver: (datagram) => messages.emit(datagram),
    };
    this.#sockets.add(bound);
    const send = (bytes: Uint8Array, to: string, toPort: number) => {
      if (!this.#sockets.has(bound) || this.#silent.has(address)) return true;
      if (this.#unrouted.has(address)) return false;
      const datagram = { bytes: Uint8Array.from(bytes), address, port };
      this.sent.emit({ ...datagram, to, toPort });
      void nextTurn().then(() => this.#deliver(datagram, to, toPort));
      return true;
    };
    return {
      port,
      send: (bytes, to, toPort) => {
        if (send(bytes, to, toPort)) return;
        void nextTurn().then(() => errors.emit(new Error("send ENETUNREACH")));
      },
      connect: (to, toPort) => (bytes) => void send(bytes, to, toPort),
      onMessage: (listener) => messages.on(listener),
      onError: (listener) => errors.on(listener),
      close: () => void this.#sockets.delete(bound),
    };
  }

  #deliver(datagram: Datagram, to: string, toPort: number): void {
    for (const socket of [...this.#sockets]) {
      const wanted = socket.group === to || socket.address === to;
      if (wanted && socket.port === toPort && !this.#silent.has(socket.address) && !this.loses())
        socket.deliver(datagram);
    }
  }
}

class MemoryPair {
  readonly client: MemoryEnd;
  readonly server: MemoryEnd;
  readonly #gone: () => void;

  constructor(
    lan: MemoryLan,
    from: string,
    fromPort: number,
    to: string,
    toPort: number,
    gone: () => void,
  ) {
    this.#gone = gone;
    this.client = new MemoryEnd(lan, from, to, toPort, this);
    this.server = new MemoryEnd(lan, to, from, fromPort, this);
    this.client.peer = this.server;
    this.server.peer = this.client;
  }

  touches(address: string): boolean {
    return this.client.localAddress === address || this.server.localAddress === address;
  }

  serves(host: string, port: number): boolean {
    return this.client.remoteAddress === host && this.client.remotePort === port;
  }

  forgetUnsent(address: string): void {
    for (const end of [this.client, this.server]) {
      if (end.remoteAddress === address) end.unsentBytes = 0;
    }
  }

  reset(): void {
    const error = new Error("connection reset");
    this.client.end(error);
    this.server.end(error);
  }

  ended(): void {
    if (this.client.done && this.server.done) this.#gone();
  }
}

class MemoryEnd implements TcpStream {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly closed: Promise<Error | null>;
  /** Bytes written since the other host was said to be full. */
  unsentBytes = 0;
  peer: MemoryEnd | undefined;
  done = false;
  #resolveClosed: (error: Error | null) => void = () => {};
  #listener: ((chunk: Uint8Array) => void) | undefined;
  readonly #early: Uint8Array[] = [];
  readonly #lan: MemoryLan;
  readonly #pair: MemoryPair;

  constructor(lan: MemoryLan, local: string, remote: string, remotePort: number, pair: MemoryPair) {
    this.#lan = lan;
    this.#pair = pair;
    this.localAddress = local;
    this.remoteAddress = remote;
    this.remotePort = remotePort;
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
  }

  write(bytes: Uint8Array): void {
    if (
      this.done ||
      this.#lan.isSilent(this.localAddress) ||
      this.#lan.isSilent(this.remoteAddress)
    )
      return;
    const copy = Uint8Array.from(bytes);
    if (this.#lan.isFull(this.remoteAddress)) this.unsentBytes += copy.length;
    else this.unsentBytes = 0;
    void nextTurn().then(() => this.peer?.receive(copy));
  }

  receive(chunk: Uint8Array): void {
    if (this.done) return;
    if (this.#listener) this.#listener(chunk);
    else this.#early.push(chunk);
  }

  onData(listener: (chunk: Uint8Array) => void): void {
    this.#listener = listener;
    for (const chunk of this.#early.splice(0)) listener(chunk);
  }

  close(): void {
    this.#finish(null);
  }

  abort(): void {
    this.#finish(null, new Error("connection reset"));
  }

  end(error: Error | null): void {
    if (this.done) return;
    this.done = true;
    this.#resolveClosed(error);
    this.#pair.ended();
  }

  #finish(error: Error | null, peerError: Error | null = null): void {
    if (this.done) return;
    this.end(error);
    const silent = this.#lan.isSilent(this.localAddress) || this.#lan.isSilent(this.remoteAddress);
    // A dead host learns nothing, but in memory nothing may be left behind either.
    if (silent) this.peer?.end(null);
    else void nextTurn().then(() => this.peer?.end(peerError));
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
