import { z } from "zod";
import { airplayCommands, isAirplayCommand, obeyAirplayFault } from "./airplay-commands.ts";
import { dmapCommands, isDmapCommand, obeyDmap } from "./dmap-commands.ts";
import { isMediaLine, mediaCommands, obeyMedia } from "./scenario-commands.ts";
import type { VirtualTv } from "./virtual-tv.ts";

const on = z.boolean().default(true);
const text = z.string().max(1000);

/** One line on standard input: something happens to the TV, or something is wrong with it. */
export const TvCommand = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("ask-text"),
    prompt: text.default("Search"),
    secure: z.boolean().default(false),
    text: text.default(""),
  }),
  z.object({ do: z.literal("close-text") }),
  z.object({ do: z.literal("sleep") }),
  z.object({ do: z.literal("wake") }),
  z.object({ do: z.literal("play"), app: text.default("com.apple.TVWatchList") }),
  z.object({ do: z.literal("stop-playing") }),
  z.object({
    do: z.literal("volume"),
    mode: z.enum(["absolute", "relative", "both", "none"]),
    percent: z.number().min(0).max(100).default(50),
  }),
  ...mediaCommands,
  z.object({ do: z.literal("refuse-launch"), apps: z.array(text).max(100) }),
  z.object({ do: z.literal("drop-after"), frames: z.number().int().min(0) }),
  z.object({ do: z.literal("delay"), ms: z.number().min(0) }),
  z.object({ do: z.literal("split"), bytes: z.number().int().min(0) }),
  z.object({ do: z.literal("garble") }),
  z.object({ do: z.literal("half-open"), on }),
  z.object({ do: z.literal("reset") }),
  z.object({ do: z.literal("restart") }),
  z.object({ do: z.literal("wrong-proof"), on }),
  z.object({ do: z.literal("wrong-signature"), on }),
  z.object({ do: z.literal("backoff"), seconds: z.number().int().min(0).max(65_535).nullable() }),
  z.object({ do: z.literal("busy"), on }),
  z.object({ do: z.literal("max-peers"), on }),
  z.object({ do: z.literal("no-answer"), request: text }),
  z.object({ do: z.literal("stale-answer"), request: text }),
  z.object({ do: z.literal("no-handler"), request: text }),
  z.object({ do: z.literal("change-port") }),
  z.object({ do: z.literal("sleep-proxy"), on }),
  z.object({ do: z.literal("forget-pairing") }),
  z.object({ do: z.literal("clear-faults") }),
  z.object({ do: z.literal("quit") }),
  ...airplayCommands,
  ...dmapCommands,
]);
export type TvCommand = z.infer<typeof TvCommand>;

/** Carries out one command; resolves when its effect is there. */
export async function obey(tv: VirtualTv, command: TvCommand): Promise<void> {
  if (isAirplayCommand(command)) obeyAirplayFault(tv.faults.airplay, command);
  else if (isDmapCommand(command)) await obeyDmap(tv, command);
  else if (isMediaLine(command)) obeyMedia(tv, command);
  else if (!obeyScenario(tv, command)) await obeyFault(tv, command);
}

function obeyScenario({ scenarios }: VirtualTv, command: TvCommand): boolean {
  switch (command.do) {
    case "ask-text":
      scenarios.askForText(command);
      return true;
    case "close-text":
      scenarios.closeTextField();
      return true;
    case "sleep":
      scenarios.fallAsleep();
      return true;
    case "wake":
      scenarios.wake();
      return true;
    case "play":
      scenarios.play(command.app);
      return true;
    case "stop-playing":
      scenarios.stopPlaying();
      return true;
    case "volume":
      scenarios.volume(command.mode, command.percent);
      return true;
    case "refuse-launch":
      scenarios.refuseLaunch(...command.apps);
      return true;
    default:
      return false;
  }
}

async function obeyFault(tv: VirtualTv, command: TvCommand): Promise<void> {
  const { faults } = tv;
  switch (command.do) {
    case "drop-after":
      return faults.dropAfter(command.frames);
    case "delay":
      return faults.delay(command.ms);
    case "split":
      return faults.split(command.bytes);
    case "garble":
      return faults.garble();
    case "half-open":
      return faults.halfOpen(command.on);
    case "reset":
      return faults.reset();
    case "restart":
      return tv.restart();
    case "change-port":
      await faults.changePort();
      return;
    case "sleep-proxy":
      return faults.sleepProxy(command.on);
    case "clear-faults":
      return faults.clear();
    case "quit":
      return tv.close();
    default:
      return obeyPairingFault(tv, command);
  }
}

function obeyPairingFault({ faults }: VirtualTv, command: TvCommand): void {
  switch (command.do) {
    case "wrong-proof":
      faults.wrongProof(command.on);
      break;
    case "wrong-signature":
      faults.wrongSignature(command.on);
      break;
    case "backoff":
      faults.backoff(command.seconds);
      break;
    case "busy":
      faults.busy(command.on);
      break;
    case "max-peers":
      faults.maxPeers(command.on);
      break;
    case "no-answer":
      faults.noAnswer(command.request);
      break;
    case "stale-answer":
      faults.staleAnswer(command.request);
      break;
    case "no-handler":
      faults.noHandler(command.request);
      break;
    case "forget-pairing":
      faults.forgetPairing();
      break;
    default:
      break;
  }
}
