import type { AirplayConnection } from "./airplay-faults.ts";

/** One client's connection to the AirPlay port, whatever generation it speaks. */
export interface AirplayClient {
  /** Resolves when nothing of it is left open. */
  readonly closed: Promise<void>;
  /** Whether it is here that a video comes from, or is about to. */
  readonly sendsVideo: boolean;
  /** Tells the client what changed, if it wants to know. */
  publish(): void;
  reset(connection: AirplayConnection): void;
  /** Ends the connection in order. */
  close(): void;
  /** Now; resolves when nothing of it is left open. */
  abort(): Promise<void>;
}
