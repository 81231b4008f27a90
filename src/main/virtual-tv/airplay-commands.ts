import { z } from "zod";
import { assertNever } from "../../shared/errors.ts";
import type { AirplayFaults } from "./airplay-faults.ts";
import { isVideoCommand, obeyVideoFault, videoCommands } from "./airplay-video-commands.ts";

const on = z.boolean().default(true);
const connection = z.enum(["control", "events", "data"]);

/** The lines on standard input that make AirPlay misbehave. */
export const airplayCommands = [
  z.object({ do: z.literal("airplay-own-keys"), on }),
  z.object({ do: z.literal("airplay-needs-name"), on }),
  z.object({
    do: z.literal("airplay-events"),
    how: z.enum(["sound", "silent", "malformed", "flood"]),
  }),
  z.object({
    do: z.literal("airplay-feedback"),
    how: z.enum(["sound", "silent", "late", "error"]),
  }),
  z.object({
    do: z.literal("airplay-refuse-tunnel"),
    times: z.number().int().min(0).max(1000).default(1),
  }),
  z.object({ do: z.literal("airplay-refuse-after-wake"), on }),
  z.object({ do: z.literal("airplay-unprefixed"), on }),
  z.object({ do: z.literal("airplay-cut") }),
  z.object({ do: z.literal("airplay-garble"), connection }),
  z.object({
    do: z.literal("airplay-split"),
    connection,
    bytes: z.number().int().min(0),
  }),
  z.object({ do: z.literal("airplay-delay"), connection, ms: z.number().min(0) }),
  z.object({
    do: z.literal("airplay-drop-after"),
    connection,
    writes: z.number().int().min(0),
  }),
  z.object({ do: z.literal("airplay-reset"), connection }),
  ...videoCommands,
] as const;

export type AirplayCommand = z.infer<(typeof airplayCommands)[number]>;

export function isAirplayCommand(command: { readonly do: string }): command is AirplayCommand {
  return command.do.startsWith("airplay-");
}

export function obeyAirplayFault(faults: AirplayFaults, command: AirplayCommand): void {
  switch (command.do) {
    case "airplay-own-keys":
      faults.ownKeysOnly = command.on;
      break;
    case "airplay-needs-name":
      faults.needsClientName = command.on;
      break;
    case "airplay-events":
      faults.events = command.how;
      break;
    case "airplay-feedback":
      faults.feedback = command.how;
      break;
    case "airplay-refuse-tunnel":
      faults.tunnelRefusals = command.times;
      break;
    case "airplay-refuse-after-wake":
      faults.refusesTunnelAfterWake = command.on;
      break;
    case "airplay-unprefixed":
      faults.unprefixed = command.on;
      break;
    case "airplay-cut":
      faults.cutNext = true;
      break;
    default:
      if (isVideoCommand(command)) obeyVideoFault(faults, command);
      else obeyWireFault(faults, command);
  }
}

type WireCommand = Extract<AirplayCommand, { connection: string }>;

function obeyWireFault(faults: AirplayFaults, command: WireCommand): void {
  const wire = faults.wire[command.connection];
  switch (command.do) {
    case "airplay-garble":
      wire.garbleNext = true;
      break;
    case "airplay-split":
      wire.pieceBytes = command.bytes;
      break;
    case "airplay-delay":
      wire.delayMs = command.ms;
      break;
    case "airplay-drop-after":
      wire.framesLeft = command.writes;
      break;
    case "airplay-reset":
      faults.reset(command.connection);
      break;
    default:
      assertNever(command);
  }
}
