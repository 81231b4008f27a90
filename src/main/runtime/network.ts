import type { Off, ReadonlySignal } from "./signal.ts";

export interface TcpOptions {
  readonly host: string;
  readonly port: number;
  /** Aborting destroys the socket; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Default 5000. */
  readonly timeoutMs?: number;
  /**
   * Silence after which the system probes the other end (TCP keep-alive). By default the system's
   * own, mostly hours; how often it then probes is the system's choice everywhere.
   */
  readonly keepAliveIdleMs?: number;
}

/**
 * One TCP connection. `write` is synchronous and never refuses (Nagle is off); `closed` resolves
 * exactly once, with the error that ended it or null for an orderly end. `onData` has one listener:
 * bytes that come before it is set are kept for it.
 */
export interface TcpStream {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly remotePort: number;
  write(bytes: Uint8Array): void;
  /**
   * Bytes written that the system has not taken yet, because the other end does not read as fast: for
   * those who write much, and write on when it is little.
   */
  readonly unsentBytes: number;
  onData(listener: (chunk: Uint8Array) => void): void;
  readonly closed: Promise<Error | null>;
  /** Sends what is pending, then ends. */
  close(): void;
  /** Now, without ceremony: a reset (RST), which the other end sees as an error. */
  abort(): void;
}

export interface TcpListener {
  readonly port: number;
  close(): Promise<void>;
}

export interface InterfaceAddress {
  readonly name: string;
  readonly address: string;
  readonly family: 4 | 6;
  readonly internal: boolean;
  /** IPv6 zone index, 0 for IPv4. */
  readonly scopeId: number;
  /** Bits of the network part. */
  readonly prefixLength: number;
}

/** A DNS message as bytes and where it came from. */
export interface Datagram {
  readonly bytes: Uint8Array;
  readonly address: string;
  readonly port: number;
}

/** UDP on one port, or joined to the mDNS group of one interface (RFC 6762). */
export interface DatagramSocket {
  /** Its own, where others send to. */
  readonly port: number;
  send(bytes: Uint8Array, address: string, port: number): void;
  /**
   * From now on this socket has to do with one place only. What is returned sends there: for many
   * packets, because the system looks up the way once instead of for each. A packet that cannot leave
   * is lost, and nobody is told.
   */
  connect(address: string, port: number): (bytes: Uint8Array) => void;
  onMessage(listener: (datagram: Datagram) => void): Off;
  /** An interface that errors is a fact to show, never the end of a scan. */
  onError(listener: (error: Error) => void): Off;
  close(): void;
}

export interface UdpOptions {
  readonly host: string;
  readonly family: 4 | 6;
  /** Lets it send to a whole network (IPv4). */
  readonly broadcast?: boolean;
  /** 0, as without it: an ephemeral one. Below 1024 not everybody may. */
  readonly port?: number;
}

/** The network, as an argument. Failures are `RemoteError`: `refused`, `timeout`, `lost`. */
export interface Network {
  connectTcp(options: TcpOptions): Promise<TcpStream>;
  /** `port` 0 picks a free one. */
  listenTcp(
    options: { host: string; port: number },
    accept: (stream: TcpStream) => void,
  ): Promise<TcpListener>;
  openUdp(options: UdpOptions): Promise<DatagramSocket>;
  /** A socket joined to 224.0.0.251 or ff02::fb, port 5353, on that one interface. */
  openMdns(on: InterfaceAddress): Promise<DatagramSocket>;
  /** Addresses of this machine now, and again whenever they change. */
  readonly interfaces: ReadonlySignal<readonly InterfaceAddress[]>;
  /**
   * Looks again. No operating system call that Node offers tells of a new address, so whoever has a
   * reason to (a search, a wake-up, a socket error) asks; nothing polls.
   */
  refreshInterfaces(): void;
}

export const MDNS_PORT = 5353;
export const MDNS_GROUP_V4 = "224.0.0.251";
export const MDNS_GROUP_V6 = "ff02::fb";
