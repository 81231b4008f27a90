import { Moon, Sun } from "lucide-react";
import { offers } from "../../../shared/model/features.ts";
import { selectedSession, useFacts, useShell } from "../../shell.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { useWords } from "../../words/words.ts";

/** Both ways, whatever the state is said to be: the TV may not tell it. */
export function PowerSheet({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const { control } = useShell();
  const session = useFacts(selectedSession);
  const name = session?.name ?? "";
  const features = session?.features ?? {};
  const set = (state: "on" | "off"): void => {
    control.power(state);
    onClose();
  };
  const on = offers(features, "turn-on");
  const off = offers(features, "turn-off");
  return (
    <Sheet title={words("power.title")} size="fit" onClose={onClose}>
      {!on && !off && <p>{words("power.unsupported", { name })}</p>}
      <div className="menu">
        {on && (
          <button type="button" className="row" onClick={() => set("on")}>
            <Sun aria-hidden="true" />
            <span className="row-text">{words("power.wake", { name })}</span>
          </button>
        )}
        {off && (
          <button type="button" className="row" onClick={() => set("off")}>
            <Moon aria-hidden="true" />
            <span className="row-text">{words("power.sleep", { name })}</span>
          </button>
        )}
      </div>
    </Sheet>
  );
}
