export type LogLevel = "debug" | "info" | "warn" | "error";

/** Values in a log line: plain, short, and never a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Messages are constants; what varies is a field. `child` adds fields to every line. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  child(fields: LogFields): Log;
}

export interface LogRecord {
  readonly level: LogLevel;
  readonly wallMs: number;
  readonly message: string;
  readonly fields: LogFields;
}

/** A log that hands each record to `sink`; the sink decides where it goes and what is too quiet. */
export function createLog(sink: (record: LogRecord) => void, wallMs: () => number): Log {
  const make = (bound: LogFields): Log => {
    const write = (level: LogLevel) => (message: string, fields?: LogFields) =>
      sink({ level, wallMs: wallMs(), message, fields: { ...bound, ...fields } });
    return {
      debug: write("debug"),
      info: write("info"),
      warn: write("warn"),
      error: write("error"),
      child: (fields) => make({ ...bound, ...fields }),
    };
  };
  return make({});
}

export const silentLog: Log = createLog(
  () => {},
  () => 0,
);

/** One line a record, `2026-11-22T10:00:00.000Z warn message key=value`. */
export function formatRecord(record: LogRecord): string {
  const fields = Object.entries(record.fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${typeof value === "string" ? JSON.stringify(value) : value}`)
    .join("");
  return `${new Date(record.wallMs).toISOString()} ${record.level} ${record.message}${fields}`;
}
