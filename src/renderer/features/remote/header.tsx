import { ChevronDown, CircleHelp, Moon, Power } from "lucide-react";
import { memo, useRef } from "react";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import type { PowerState, SessionSnapshot } from "../../../shared/model/session.ts";
import { useClock } from "../../clock.ts";
import { HOLD_MS } from "../../keys/key-driver.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { useShell } from "../../shell.ts";
import { openSheet } from "../../store/ui.ts";
import { connectionWord, deviceState } from "../../ui/device-words.tsx";
import { usePress } from "../../ui/use-press.ts";
import { useWords } from "../../words/words.ts";

interface HeaderProps {
  readonly device: DeviceSummary | null;
  readonly session: SessionSnapshot | null;
}

/** Which device, and how it is: a name to change it by, its state in words, its power. */
export function Header({ device, session }: HeaderProps) {
  const words = useWords();
  const { ui } = useShell();
  const name = device?.name ?? session?.name ?? words("choose.title");
  const state = stateWord({ device, session }, words);
  return (
    <header className="bar">
      <button
        type="button"
        className="device-button"
        aria-haspopup="dialog"
        aria-label={words("device.switch", { name, state })}
        onClick={() => openSheet(ui, "devices")}
      >
        <span className="device-name">{name}</span>
        <ChevronDown aria-hidden="true" />
      </button>
      {session !== null && <StateMark session={session} />}
      {session !== null && (
        <PowerButton power={session.power} ready={session.connection.phase === "ready"} />
      )}
    </header>
  );
}

function stateWord({ device, session }: HeaderProps, words: ReturnType<typeof useWords>): string {
  if (session !== null) return connectionWord(session, words);
  return device === null ? "" : deviceState(device, null, words);
}

function StateMark({ session }: { readonly session: SessionSnapshot }) {
  const words = useWords();
  if (session.connection.phase !== "ready") {
    return <span className="state">{connectionWord(session, words)}</span>;
  }
  return (
    <span className="state" data-power={session.power}>
      {session.power === "on" && <i className="state-dot" />}
      {session.power === "off" && <Moon aria-hidden="true" />}
      {session.power === "unknown" && <CircleHelp aria-hidden="true" />}
      {words(`power.${session.power}`)}
    </span>
  );
}

interface PowerProps {
  readonly power: PowerState;
  readonly ready: boolean;
}

/** A tap toggles, held it opens the menu; the same menu is under More. */
const PowerButton = memo(function PowerButton({ power, ready }: PowerProps) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const clock = useClock();
  const { control, ui } = useShell();
  const cancelHold = useRef<(() => void) | null>(null);
  const press = usePress(
    () => {
      cancelHold.current = clock.after(HOLD_MS, () => {
        cancelHold.current = null;
        openSheet(ui, "power");
      });
    },
    () => {
      if (cancelHold.current === null) return;
      cancelHold.current();
      cancelHold.current = null;
      control.power("toggle");
    },
  );
  const label = words("power.button", { state: words(`power.${power}`) });
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={tip(words("power.title"), "power")}
      disabled={!ready}
      {...hint("power")}
      {...press}
    >
      <Power aria-hidden="true" />
    </button>
  );
});
