import type { LegCounts, RtpMoment } from "../engine.ts";
import type { Payloads } from "./payloads.ts";

/** How sound gets to one receiver. */
export interface StreamOut {
  /** What its next packet carries. */
  next(): RtpMoment;
  /** The receiver is ready. */
  release(): void;
  /** Time began anew at the cursor. */
  begin(): void;
  /** The packet at the cursor leaves now, for those in real time. */
  send(payloads: Payloads, frame: number): void;
  /** After each turn of the pacer, for those who are filled ahead. */
  turned(): void;
  /** No more leaves, until `begin`. */
  halt(): void;
  setDelay(delayMs: number): void;
  counts(): LegCounts;
  /** The first frame that it was not sent. */
  sentUntil(): number;
  close(): void;
}
