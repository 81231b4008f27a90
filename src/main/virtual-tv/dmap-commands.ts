import { z } from "zod";
import type { VirtualTv } from "./virtual-tv.ts";

const on = z.boolean().default(true);

/** Lines about remotes that pair with an Apple TV 3, and what is wrong with its Home Sharing. */
export const dmapCommands = [
  z.object({
    do: z.literal("pair-remote"),
    name: z.string().max(1000).optional(),
    pin: z.string().regex(/^\d{4}$/),
  }),
  z.object({ do: z.literal("open-remotes") }),
  z.object({ do: z.literal("close-remotes") }),
  z.object({ do: z.literal("dmap-wrong-pin"), on }),
  z.object({ do: z.literal("dmap-never-calls"), on }),
  z.object({ do: z.literal("dmap-refuse-login"), on }),
  z.object({
    do: z.literal("dmap-refuse"),
    status: z.number().int().min(400).max(599).default(500),
    times: z.number().int().min(0).max(1_000_000).default(1),
    command: z.string().optional(),
  }),
  z.object({ do: z.literal("dmap-drop-polls"), on }),
  z.object({ do: z.literal("dmap-expire-sessions") }),
  z.object({ do: z.literal("dmap-garble") }),
] as const;
export type DmapCommand = z.infer<(typeof dmapCommands)[number]>;

const names: ReadonlySet<string> = new Set(dmapCommands.map((command) => command.shape.do.value));
export const isDmapCommand = (command: { readonly do: string }): command is DmapCommand =>
  names.has(command.do);

/** Carries out one of them. Pairing resolves when the remote has answered, or nobody came. */
export async function obeyDmap(tv: VirtualTv, command: DmapCommand): Promise<void> {
  switch (command.do) {
    case "pair-remote": {
      const { name, pin } = command;
      await tv.pairRemote({ pin, ...(name !== undefined && { name }) });
      break;
    }
    case "open-remotes":
      tv.openRemotes();
      break;
    case "close-remotes":
      await tv.closeRemotes();
      break;
    default:
      obeyDmapFault(tv, command);
  }
}

function obeyDmapFault({ faults }: VirtualTv, command: DmapCommand): void {
  switch (command.do) {
    case "dmap-wrong-pin":
      faults.dmap.typesWrongPin = command.on;
      break;
    case "dmap-never-calls":
      faults.dmap.neverCalls = command.on;
      break;
    case "dmap-refuse-login":
      faults.dmap.refusesLogin = command.on;
      break;
    case "dmap-refuse": {
      const { status, times, command: of } = command;
      faults.dmap.refusals = { status, times, ...(of !== undefined && { command: of }) };
      break;
    }
    case "dmap-drop-polls":
      faults.dropPolls(command.on);
      break;
    case "dmap-expire-sessions":
      faults.expireSessions();
      break;
    case "dmap-garble":
      faults.dmap.garblesNext = true;
      break;
    default:
      break;
  }
}
