import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { formatRecord, type LogLevel, type LogRecord } from "../runtime/log.ts";

const order: readonly LogLevel[] = ["debug", "info", "warn", "error"];

export interface LogFileOptions {
  readonly directory: string;
  /** One file of this size and the one before it are kept. Default 1 MB. */
  readonly maxBytes?: number;
  readonly level?: LogLevel;
}

/**
 * A sink for `createLog` that appends to `armchair.log`. Lines are few, so each is written at once
 * and survives a crash. A disk that refuses is no reason to stop: the line is dropped.
 */
export function createLogFile(options: LogFileOptions): (record: LogRecord) => void {
  const { directory, maxBytes = 1_000_000, level = "info" } = options;
  const file = join(directory, "armchair.log");
  const least = order.indexOf(level);
  let size = sizeOf(file);
  return (record) => {
    if (order.indexOf(record.level) < least) return;
    const line = `${formatRecord(record)}\n`;
    try {
      if (size + line.length > maxBytes) {
        renameSync(file, join(directory, "armchair.old.log"));
        size = 0;
      }
      if (size === 0) mkdirSync(directory, { recursive: true });
      appendFileSync(file, line, { mode: 0o600 });
      size += Buffer.byteLength(line);
    } catch {
      size = sizeOf(file);
    }
  };
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
