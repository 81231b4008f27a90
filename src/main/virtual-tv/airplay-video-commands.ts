import { z } from "zod";
import { assertNever } from "../../shared/errors.ts";
import type { AirplayFaults } from "./airplay-faults.ts";
import { videoRefusals, videoSteps } from "./airplay-video-faults.ts";

const on = z.boolean().default(true);

/** The lines on standard input that make playing a video misbehave, or end. */
export const videoCommands = [
  z.object({ do: z.literal("airplay-video-errors"), times: z.number().int().min(0).max(1000) }),
  z.object({
    do: z.literal("airplay-video-refuse"),
    step: z.enum(videoSteps),
    status: z.union(videoRefusals.map((status) => z.literal(status))).nullable(),
  }),
  z.object({ do: z.literal("airplay-video-silent"), on }),
  z.object({ do: z.literal("airplay-video-empty-info"), on }),
  z.object({ do: z.literal("airplay-video-none"), on }),
  z.object({ do: z.literal("airplay-video-asks-sender"), on }),
  z.object({ do: z.literal("airplay-video-states-in-params"), on }),
  z.object({ do: z.literal("airplay-video-reset") }),
  z.object({ do: z.literal("airplay-video-end") }),
] as const;

export type VideoCommand = z.infer<(typeof videoCommands)[number]>;

export function isVideoCommand(command: { readonly do: string }): command is VideoCommand {
  return command.do.startsWith("airplay-video-");
}

export function obeyVideoFault(
  { video, videoActions }: AirplayFaults,
  command: VideoCommand,
): void {
  switch (command.do) {
    case "airplay-video-errors":
      video.errors = command.times;
      break;
    case "airplay-video-refuse":
      if (command.status === null) video.refusals.delete(command.step);
      else video.refusals.set(command.step, command.status);
      break;
    case "airplay-video-silent":
      video.silent = command.on;
      break;
    case "airplay-video-empty-info":
      video.emptyInfo = command.on;
      break;
    case "airplay-video-none":
      video.refusesAll = command.on;
      break;
    case "airplay-video-asks-sender":
      video.asksSender = command.on;
      break;
    case "airplay-video-states-in-params":
      video.statesInParams = command.on;
      break;
    case "airplay-video-reset":
      videoActions.reset();
      break;
    case "airplay-video-end":
      videoActions.finish();
      break;
    default:
      assertNever(command);
  }
}
