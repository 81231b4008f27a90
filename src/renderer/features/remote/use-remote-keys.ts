import { useEffect } from "react";
import type { Api } from "../../bridge.ts";
import { attachKeys } from "../../keys/attach-keys.ts";
import { createLookup } from "../../keys/chords.ts";
import { KeyDriver } from "../../keys/key-driver.ts";
import { showHintsWithAlt } from "../../keys/show-hints.ts";
import { useFacts, useShell } from "../../shell.ts";
import { openSheet } from "../../store/ui.ts";
import type { WindowClock } from "../../window-clock.ts";
import { openRequest } from "../play/request-sheet.tsx";

const showPlaying = (api: Api): Promise<void> => api.call("app.openWindow", "now-playing");

/** The remote window's keyboard, by the table and the preferred letters. */
export function useRemoteKeys(clock: WindowClock): void {
  const { api, control, playback, facts, ui } = useShell();
  const letterKeys = useFacts((facts) => facts.settings?.preferences.letterKeys ?? "off");
  const isMac = useFacts((facts) => facts.app?.platform === "darwin");
  useEffect(() => {
    const driver = new KeyDriver({
      lookup: createLookup(letterKeys, isMac),
      control,
      playback,
      clock,
      open: (sheet) => openSheet(ui, sheet),
      hide: () => void api.call("app.closeWindow", "remote").catch(() => undefined),
      nowPlaying: () => void showPlaying(api).catch(() => undefined),
      fullScreen: () => {
        showPlaying(api)
          .then(() => api.call("app.setFullScreen", true))
          .catch(() => undefined); // Without the window there is nothing to make larger.
      },
    });
    const isOpen = (): boolean => {
      const now = ui.getState();
      const asks = openRequest(facts.getState(), now) !== null;
      return now.sheet !== null || now.page !== "remote" || asks;
    };
    const off = attachKeys(window, driver, isOpen);
    return () => {
      off();
      driver.releaseAll();
    };
  }, [api, clock, control, facts, isMac, letterKeys, playback, ui]);
  useEffect(() => showHintsWithAlt(window), []);
}
