import { RemoteError } from "../../../shared/errors.ts";
import { encodeLanguageOption, type MrpLanguageOption } from "../../wire/mrp/message.ts";
import { Command } from "../../wire/mrp/numbers.ts";
import type { Operations } from "../plugin.ts";
import { sendCommand } from "./commands.ts";
import { currentOption, LanguageType, languageEntries, noneOption } from "./languages.ts";
import { activeClient, activePlayer, currentItem, type Languages } from "./players.ts";
import type { RemoteSession } from "./session-contract.ts";
import type { MediaRemoteState } from "./state.ts";

/**
 * Choosing sound tracks and subtitles. `chosen` runs after each choice that the device took, because
 * devices do not tell of it by themselves.
 */
export function languageOperations(
  session: RemoteSession,
  state: MediaRemoteState,
  chosen: () => Promise<void>,
): Pick<Operations, "selectAudio" | "selectSubtitles"> {
  const change = async (command: number, option: MrpLanguageOption) => {
    await sendCommand(session, command, { languageOption: encodeLanguageOption(option) });
    await chosen();
  };
  const enable = async (type: 0 | 1, id: string) => {
    const entries = languageEntries(languagesOf(state), type);
    const entry = entries.find(({ choice }) => choice.id === id);
    if (!entry) throw new RemoteError("not-found", "no such language", { subject: id });
    await change(Command.EnableLanguageOption, entry.option);
  };
  return {
    selectAudio: (id) => enable(LanguageType.Audible, id),
    selectSubtitles: async (id) => {
      if (id !== null) return enable(LanguageType.Legible, id);
      const languages = languagesOf(state);
      if (languages === null) return;
      const current = currentOption(languages, LanguageType.Legible);
      const none = noneOption(languages);
      if (none !== null) return change(Command.EnableLanguageOption, none);
      // Nothing is on, and so there is nothing to switch off.
      if (current !== null) await change(Command.DisableLanguageOption, current);
    },
  };
}

function languagesOf({ players }: MediaRemoteState): Languages | null {
  return currentItem(activePlayer(activeClient(players)))?.languages ?? null;
}
