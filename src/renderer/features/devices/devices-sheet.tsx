import { RefreshCw } from "lucide-react";
import { useFacts, useShell } from "../../shell.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { useWords } from "../../words/words.ts";
import { NotListed } from "../pairing/checklists.tsx";
import { AddByAddress } from "./add-by-address.tsx";
import { BuiltInTvButton } from "./built-in-tv-button.tsx";
import { DeviceList } from "./device-list.tsx";

/** The switcher: the live list, and the ways to make it longer. */
export function DevicesSheet({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const { api } = useShell();
  const snapshot = useFacts((facts) => facts.devices);
  const empty = (snapshot?.devices.length ?? 0) === 0;
  return (
    <Sheet
      title={words("devices.title")}
      onClose={onClose}
      tools={
        <button
          type="button"
          className="icon-button"
          aria-label={words("devices.rescan")}
          title={words("devices.rescan")}
          onClick={() => void api.call("devices.rescan").catch(() => undefined)}
        >
          <RefreshCw aria-hidden="true" />
        </button>
      }
    >
      {empty && <p className="quiet">{words("devices.none")}</p>}
      <DeviceList />
      {snapshot?.problems.map((problem) => (
        <p key={problem.interfaceName} className="caption">
          {words("devices.problem", {
            interface: problem.interfaceName,
            message: problem.message,
          })}
        </p>
      ))}
      <div className="sheet-ways">
        <BuiltInTvButton primary={false} />
        <AddByAddress />
        <NotListed />
      </div>
    </Sheet>
  );
}
