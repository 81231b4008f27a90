import { useEffect } from "react";
import { attachKeys } from "../../keys/attach-keys.ts";
import { createLookup } from "../../keys/chords.ts";
import { KeyDriver } from "../../keys/key-driver.ts";
import { showHintsWithAlt } from "../../keys/show-hints.ts";
import { useFacts, useShell } from "../../shell.ts";
import { openSheet } from "../../store/ui.ts";
import type { WindowClock } from "../../window-clock.ts";

/** The remote window's keyboard, by the table and the preferred letters. */
export function useRemoteKeys(clock: WindowClock): void {
  const { api, control, ui } = useShell();
  const letterKeys = useFacts((facts) => facts.settings?.preferences.letterKeys ?? "off");
  const isMac = useFacts((facts) => facts.app?.platform === "darwin");
  useEffect(() => {
    const driver = new KeyDriver({
      lookup: createLookup(letterKeys, isMac),
      control,
      clock,
      open: (sheet) => openSheet(ui, sheet),
      hide: () => void api.call("app.closeWindow", "remote").catch(() => undefined),
      mute: () =>
        ui.setState({
          problem: {
            place: "keys",
            error: { code: "unsupported", message: "no mute", details: { subject: "mute" } },
          },
        }),
    });
    const isOpen = (): boolean => ui.getState().sheet !== null || ui.getState().page !== "remote";
    const off = attachKeys(window, driver, isOpen);
    return () => {
      off();
      driver.releaseAll();
    };
  }, [api, clock, control, isMac, letterKeys, ui]);
  useEffect(() => showHintsWithAlt(window), []);
}
