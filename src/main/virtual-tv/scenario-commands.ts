import { z } from "zod";
import { artworkKinds } from "./tv-library.ts";
import type { VirtualTv } from "./virtual-tv.ts";

const text = z.string().max(1000);
const number = z.number().min(0);
const on = z.boolean().default(true);

/** Lines about what plays and where the sound goes, and what is wrong with MediaRemote. */
export const mediaCommands = [
  z.object({ do: z.literal("play-episode"), title: text.optional(), seconds: number.optional() }),
  z.object({ do: z.literal("play-songs") }),
  z.object({ do: z.literal("play-live") }),
  z.object({ do: z.literal("play-silently") }),
  z.object({ do: z.literal("play-two-apps") }),
  z.object({ do: z.literal("quit-app"), app: text }),
  z.object({ do: z.literal("loading"), on }),
  z.object({ do: z.literal("artwork"), kind: z.enum(artworkKinds) }),
  z.object({ do: z.literal("flood"), perSecond: number.max(100_000), seconds: number.max(3600) }),
  z.object({ do: z.literal("speaker-joins"), id: text }),
  z.object({ do: z.literal("speaker-leaves"), id: text }),
  z.object({ do: z.literal("deaf-to-heartbeat"), on }),
  z.object({ do: z.literal("late-answers"), ms: number }),
  z.object({ do: z.literal("late-artwork"), ms: number }),
  z.object({ do: z.literal("refuse-commands"), error: z.number().int().min(0).max(100) }),
  z.object({ do: z.literal("garbage-message") }),
  z.object({ do: z.literal("pathless-updates"), on }),
] as const;
export type MediaCommandLine = z.infer<(typeof mediaCommands)[number]>;

const names: ReadonlySet<string> = new Set(mediaCommands.map((command) => command.shape.do.value));
export const isMediaLine = (command: { readonly do: string }): command is MediaCommandLine =>
  names.has(command.do);

/** Carries out one of them at once; a flood goes on for as long as it says. */
export function obeyMedia(tv: VirtualTv, command: MediaCommandLine): void {
  const { scenarios } = tv;
  switch (command.do) {
    case "play-episode":
      scenarios.playEpisode({
        ...(command.title !== undefined && { title: command.title }),
        ...(command.seconds !== undefined && { durationS: command.seconds }),
      });
      break;
    case "play-songs":
      scenarios.playSongs();
      break;
    case "play-live":
      scenarios.playLive();
      break;
    case "play-silently":
      scenarios.playSilently();
      break;
    case "play-two-apps":
      scenarios.playTwoApps();
      break;
    case "quit-app":
      scenarios.quitApp(command.app);
      break;
    case "loading":
      scenarios.loading(command.on);
      break;
    case "artwork":
      scenarios.artwork(command.kind);
      break;
    case "flood":
      scenarios.floodFor(command.perSecond, command.seconds);
      break;
    case "speaker-joins":
      scenarios.speakerJoins(command.id);
      break;
    case "speaker-leaves":
      scenarios.speakerLeaves(command.id);
      break;
    default:
      obeyMediaFault(tv, command);
  }
}

function obeyMediaFault({ faults: { mrp } }: VirtualTv, command: MediaCommandLine): void {
  switch (command.do) {
    case "deaf-to-heartbeat":
      mrp.deafToHeartbeat = command.on;
      break;
    case "late-answers":
      mrp.answerDelayMs = command.ms;
      break;
    case "late-artwork":
      mrp.artworkDelayMs = command.ms;
      break;
    case "refuse-commands":
      mrp.refuseCommands = command.error;
      break;
    case "garbage-message":
      mrp.garbageNext = true;
      break;
    case "pathless-updates":
      mrp.pathlessUpdates = command.on;
      break;
    default:
      break;
  }
}
