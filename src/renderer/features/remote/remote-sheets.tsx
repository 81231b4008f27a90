import { selectedDevice, useFacts, useShell, useUi } from "../../shell.ts";
import { closeSheet } from "../../store/ui.ts";
import { AppsSheet } from "../apps/apps-sheet.tsx";
import { DevicesSheet } from "../devices/devices-sheet.tsx";
import { HelpSheet } from "../help/help-sheet.tsx";
import { MoreSheet } from "../more/more-sheet.tsx";
import { PowerSheet } from "../more/power-sheet.tsx";
import { startPairing } from "../pairing/start-pairing.ts";
import { PasswordSheet } from "../password/password-sheet.tsx";
import { PlaySheet } from "../play/play-sheet.tsx";
import { LazySound } from "../sound/lazy-sound.tsx";
import { TextSheet } from "../text/text-sheet.tsx";
import { LazySpeakers } from "./lazy-playing.tsx";

/** Whatever lies over the remote now. */
export function RemoteSheets() {
  const sheet = useUi((ui) => ui.sheet);
  const device = useFacts(selectedDevice);
  const shell = useShell();
  const { ui, control } = shell;
  const close = (): void => closeSheet(ui);
  switch (sheet) {
    case "apps":
      return <AppsSheet onClose={close} />;
    case "devices":
      return <DevicesSheet onClose={close} />;
    case "help":
      return <HelpSheet onClose={close} />;
    case "more":
      return <MoreSheet onClose={close} />;
    case "password":
      return device === null ? null : (
        <PasswordSheet device={device} onClose={close} onSaved={() => control.connect()} />
      );
    case "play":
      return <PlaySheet onPair={(id) => startPairing(shell, id, "airplay")} />;
    case "power":
      return <PowerSheet onClose={close} />;
    case "sound":
      return <LazySound onClose={close} onPair={(id) => startPairing(shell, id, "airplay")} />;
    case "speakers":
      return <LazySpeakers onClose={close} />;
    case "text":
      return <TextSheet onClose={close} />;
    case null:
      return null;
  }
}
