import { useEffect } from "react";
import { attachKeys } from "../../keys/attach-keys.ts";
import { createLookup, type KeyStroke } from "../../keys/chords.ts";
import { KeyDriver } from "../../keys/key-driver.ts";
import { showHintsWithAlt } from "../../keys/show-hints.ts";
import { type KeyRow, keyTable } from "../../keys/table.ts";
import { useFacts, useShell } from "../../shell.ts";
import { openSheet } from "../../store/ui.ts";
import type { WindowClock } from "../../window-clock.ts";

/** Without a disc the arrows do what they do in every player. */
const arrows: Readonly<Record<string, string>> = {
  left: "skip-back",
  right: "skip-forward",
  up: "volume-up",
  down: "volume-down",
};
const alsoHere = new Set(["play-media", "sound", "full-screen", "help", "hide"]);

function rowHere(row: KeyRow | null): KeyRow | null {
  // What has no buttons to hold, such as a HomePod, still plays and pauses.
  if (row?.id === "play-pause") return { ...row, action: { does: "media", command: "play-pause" } };
  if (row === null || row.group === "play" || alsoHere.has(row.id)) return row;
  return keyTable.find(({ id }) => id === arrows[row.id]) ?? null;
}

interface Parts {
  readonly clock: WindowClock;
  readonly full: boolean;
  readonly toggle: () => void;
  readonly leave: () => void;
}

/** The part of the remote's keys that is about playing, and Esc out of the full screen. */
export function usePlayingKeys({ clock, full, toggle, leave }: Parts): void {
  const { api, control, playback, ui } = useShell();
  const letterKeys = useFacts((facts) => facts.settings?.preferences.letterKeys ?? "off");
  const isMac = useFacts((facts) => facts.app?.platform === "darwin");
  useEffect(() => {
    const lookup = createLookup(letterKeys, isMac);
    const driver = new KeyDriver({
      lookup: (stroke: KeyStroke) => rowHere(lookup(stroke)),
      control,
      playback,
      clock,
      open: (sheet) => openSheet(ui, sheet),
      nowPlaying: () => undefined, // It is here.
      fullScreen: toggle,
      hide: () => void api.call("app.closeWindow", "now-playing").catch(() => undefined),
    });
    const off = attachKeys(window, driver, () => ui.getState().sheet !== null);
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && full && ui.getState().sheet === null) leave();
    };
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onKey);
      off();
      driver.releaseAll();
    };
  }, [api, clock, control, full, isMac, leave, letterKeys, playback, toggle, ui]);
  useEffect(() => showHintsWithAlt(window), []);
}
