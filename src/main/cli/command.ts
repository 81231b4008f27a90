import { RemoteError } from "../../shared/errors.ts";
import type { Handlers } from "../../shared/ipc/contract.ts";
import type { SoundOffer } from "../../shared/model/sound.ts";
import type { Service } from "../ipc/service.ts";
import type { CliWorld } from "./world.ts";

/** What every command takes. */
export interface CommonOptions {
  readonly json: boolean;
  readonly device?: string;
  readonly own: boolean;
  readonly home?: string;
  readonly verbose: boolean;
  /** Seconds to look for a device. */
  readonly timeout: number;
}

/** What every command runs with. */
export interface Context {
  readonly world: CliWorld;
  readonly service: Service;
  readonly handlers: Handlers;
  readonly options: CommonOptions;
  /** Aborted by Ctrl-C, and when the running app goes away. */
  readonly signal: AbortSignal;
  /** As `OpenService.inputOffer`. */
  readonly inputOffer?: () => SoundOffer;
}

/** Prints a result: JSON on one line when asked for, else the lines that people read. */
export function print(context: Context, value: unknown, lines: readonly string[]): void {
  if (context.options.json) context.world.out(JSON.stringify(value));
  else for (const line of lines) context.world.out(line);
}

/** Rejects as soon as the signal is aborted, whatever the work does then. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(RemoteError.from(signal.reason));
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
