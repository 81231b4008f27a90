import { assertNever, type ErrorCode } from "../../shared/errors.ts";
import type { ConnectionState, LostChannel } from "../../shared/model/session.ts";
import { retryDelayMs } from "./reconnect.ts";

/** A link that held this long was good: the next loss is retried from the beginning. */
const STABLE_MS = 5000;
/** However often the network or a finger asks, tries start no closer together than this. */
const MIN_SPACING_MS = 250;
/** A device that announces itself all day must not be knocked at all day. */
const SIGHTING_SPACING_MS = 5000;

/** Apple TVs of the second and third generation answer 15 to 20 s after they were woken (users.md D). */
const WAKING_MS = 30_000;
const WAKING_RETRY_MS = 2000;

/** When something happened: monotonic ms for durations, wall clock ms since 1970 for people. */
export interface Moment {
  readonly nowMs: number;
  readonly wallMs: number;
}

/** The connection as people see it, and what the machine has to remember beside it. */
export interface Machine {
  readonly connection: ConnectionState;
  /** Number of the newest attempt. Answers that carry an older one are ignored. */
  readonly serial: number;
  /** Tries in a row that failed. */
  readonly failures: number;
  /** Links in a row that died young. */
  readonly youngLosses: number;
  /** When the newest attempt began, or when its link opened. */
  readonly sinceMs: number;
  readonly sightedAtMs: number;
  /** When the packet was sent that wakes it. */
  readonly wokenAtMs: number;
}

export const initialMachine: Machine = {
  connection: { phase: "offline" },
  serial: 0,
  failures: 0,
  youngLosses: 0,
  sinceMs: 0,
  sightedAtMs: Number.NEGATIVE_INFINITY,
  wokenAtMs: Number.NEGATIVE_INFINITY,
};

export type ConnectionEvent =
  /** Somebody wants the device: the app at start, a person, a press. */
  | { readonly type: "wanted" }
  /** The first channel of attempt `serial` is open. */
  | { readonly type: "opened"; readonly serial: number }
  | { readonly type: "failed"; readonly serial: number; readonly cause: ErrorCode }
  /** The device said that it does not know us, or there is no key: `cause` null. */
  | {
      readonly type: "unpaired";
      readonly serial: number;
      readonly cause: ErrorCode | null;
      readonly subject?: "password";
    }
  /** Which channels are missing while others work. */
  | { readonly type: "degraded"; readonly serial: number; readonly lost: readonly LostChannel[] }
  /** The last channel died. */
  | { readonly type: "lost"; readonly serial: number; readonly cause: ErrorCode }
  | { readonly type: "retry-due"; readonly serial: number }
  /** It announced itself, or its address or port changed. */
  | { readonly type: "sighted" }
  /** A person wants it, and it was sent what wakes it. */
  | { readonly type: "woken" }
  /** This machine woke, or its network changed. */
  | { readonly type: "resumed" }
  /** There is a new key; `renewed` when it replaces the one of a channel that is open. */
  | { readonly type: "paired"; readonly renewed: boolean }
  | { readonly type: "close" };

/** What the session does next. `open` replaces whatever attempt or channels there were. */
export type Effect =
  | { readonly type: "open"; readonly serial: number }
  | { readonly type: "drop" }
  | { readonly type: "arm-retry"; readonly serial: number; readonly delayMs: number }
  | { readonly type: "disarm-retry" }
  /** `afresh`: with a new key, so that what was hopeless need not be. */
  | { readonly type: "reopen-missing"; readonly afresh: boolean }
  | { readonly type: "probe" };

type Step = readonly [Machine, readonly Effect[]];

/** The connection machine. Pure; every event is harmless in every phase. */
export function step(machine: Machine, event: ConnectionEvent, at: Moment): Step {
  if ("serial" in event && event.serial !== machine.serial) return [machine, []];
  switch (event.type) {
    case "wanted":
      return wanted(machine, at);
    case "opened":
      return opened(machine, at);
    case "failed":
      return machine.connection.phase === "connecting"
        ? wait(machine, event.cause, at)
        : [machine, []];
    case "unpaired":
      return unpaired(machine, event.cause, event.subject);
    case "degraded":
      return machine.connection.phase === "ready"
        ? [{ ...machine, connection: { phase: "ready", lost: event.lost } }, []]
        : [machine, []];
    case "lost":
      return lost(machine, event.cause, at);
    case "retry-due":
      return machine.connection.phase === "waiting" ? attempt(machine, at) : [machine, []];
    case "sighted":
      return sighted(machine, at);
    case "woken":
      return woken(machine, at);
    case "resumed":
      return resumed(machine, at);
    case "paired":
      return paired(machine, event.renewed, at);
    case "close":
      return [
        { ...machine, connection: { phase: "offline" }, serial: machine.serial + 1, failures: 0 },
        [{ type: "disarm-retry" }, { type: "drop" }],
      ];
    default:
      return assertNever(event);
  }
}

function wanted(machine: Machine, at: Moment): Step {
  const { phase } = machine.connection;
  if (phase === "ready" || phase === "connecting") return [machine, []];
  const { connection } = machine;
  const restMs = MIN_SPACING_MS - (at.nowMs - machine.sinceMs);
  if (connection.phase !== "waiting" || restMs <= 0)
    return attempt({ ...machine, failures: 0 }, at);
  const sooner = { ...connection, retryAtMs: Math.min(connection.retryAtMs, at.wallMs + restMs) };
  const delayMs = sooner.retryAtMs - at.wallMs;
  return [
    { ...machine, connection: sooner, failures: 0 },
    [{ type: "arm-retry", serial: machine.serial, delayMs }],
  ];
}

function opened(machine: Machine, at: Moment): Step {
  if (machine.connection.phase !== "connecting") return [machine, []];
  return [
    { ...machine, connection: { phase: "ready", lost: [] }, sinceMs: at.nowMs },
    [{ type: "disarm-retry" }],
  ];
}

function unpaired(
  machine: Machine,
  cause: ErrorCode | null,
  subject: "password" | undefined,
): Step {
  const connection: ConnectionState = {
    phase: "needs-pairing",
    cause,
    ...(subject !== undefined && { subject }),
  };
  return [{ ...machine, connection }, [{ type: "disarm-retry" }, { type: "drop" }]];
}

function lost(machine: Machine, cause: ErrorCode, at: Moment): Step {
  if (machine.connection.phase !== "ready") return [machine, []];
  const wasStable = at.nowMs - machine.sinceMs >= STABLE_MS;
  const youngLosses = wasStable ? 0 : machine.youngLosses + 1;
  // A loss is answered at once, but a link that keeps dying young earns the back-off (HA 49019).
  if (youngLosses <= 1) return attempt({ ...machine, failures: 0, youngLosses }, at);
  return wait(
    { ...machine, failures: Math.max(machine.failures, youngLosses - 1), youngLosses },
    cause,
    at,
  );
}

/** A second key adds to what is open; it does not interrupt it. */
function paired(machine: Machine, renewed: boolean, at: Moment): Step {
  const { phase } = machine.connection;
  if (phase === "offline") return [machine, []];
  if (phase === "ready" && !renewed) return [machine, [{ type: "reopen-missing", afresh: true }]];
  return attempt({ ...machine, failures: 0 }, at);
}

function sighted(machine: Machine, at: Moment): Step {
  const { connection } = machine;
  if (connection.phase === "ready") return [machine, [{ type: "reopen-missing", afresh: false }]];
  // Whoever set a password may have taken it away again; nothing else ends a need to pair.
  const asksPassword = connection.phase === "needs-pairing" && connection.subject === "password";
  if (connection.phase !== "waiting" && !asksPassword) return [machine, []];
  if (at.nowMs - machine.sightedAtMs < SIGHTING_SPACING_MS) return [machine, []];
  return attempt({ ...machine, failures: 0, sightedAtMs: at.nowMs }, at);
}

/** Whoever waits for it must not wait for our back-off as well. */
function woken(machine: Machine, at: Moment): Step {
  const { connection, serial } = machine;
  const next = { ...machine, wokenAtMs: at.nowMs };
  if (connection.phase !== "waiting") return [next, []];
  const retryAtMs = Math.min(connection.retryAtMs, at.wallMs + WAKING_RETRY_MS);
  const delayMs = retryAtMs - at.wallMs;
  return [
    { ...next, connection: { ...connection, retryAtMs } },
    [{ type: "arm-retry", serial, delayMs }],
  ];
}

function resumed(machine: Machine, at: Moment): Step {
  switch (machine.connection.phase) {
    case "ready":
      return [machine, [{ type: "probe" }]];
    case "connecting":
    case "waiting":
      // An attempt from before the sleep waits for a network that is gone.
      return attempt({ ...machine, failures: 0 }, at);
    default:
      return [machine, []];
  }
}

function attempt(machine: Machine, at: Moment): Step {
  const serial = machine.serial + 1;
  const connection: ConnectionState = { phase: "connecting", attempt: machine.failures + 1 };
  return [
    { ...machine, connection, serial, sinceMs: at.nowMs },
    [{ type: "disarm-retry" }, { type: "open", serial }],
  ];
}

function wait(machine: Machine, cause: ErrorCode, at: Moment): Step {
  const failures = machine.failures + 1;
  const isWaking = at.nowMs - machine.wokenAtMs < WAKING_MS;
  const usualMs = retryDelayMs(failures, cause);
  const delayMs = isWaking ? Math.min(usualMs, WAKING_RETRY_MS) : usualMs;
  const connection: ConnectionState = {
    phase: "waiting",
    attempt: failures,
    cause,
    retryAtMs: at.wallMs + delayMs,
  };
  return [
    { ...machine, connection, failures },
    [{ type: "drop" }, { type: "arm-retry", serial: machine.serial, delayMs }],
  ];
}
