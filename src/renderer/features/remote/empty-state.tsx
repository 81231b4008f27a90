import { useLasting } from "../../clock.ts";
import { useFacts } from "../../shell.ts";
import { ArmchairMark } from "../../ui/armchair-mark.tsx";
import { useWords } from "../../words/words.ts";
import { AddByAddress } from "../devices/add-by-address.tsx";
import { BuiltInTvButton } from "../devices/built-in-tv-button.tsx";
import { DeviceList } from "../devices/device-list.tsx";
import { NotListed } from "../pairing/checklists.tsx";

const STILL_NOTHING_MS = 5000;

/** No device is selected: what was found so far, and the ways on when nothing was. */
export function EmptyState() {
  const words = useWords();
  const snapshot = useFacts((facts) => facts.devices);
  const found = (snapshot?.devices.length ?? 0) > 0;
  const still = useLasting(snapshot !== null && !found, STILL_NOTHING_MS);
  if (snapshot === null) return null;
  return (
    <div className="empty">
      <ArmchairMark searching={!found} />
      <h1>{words(found ? "choose.title" : "empty.title")}</h1>
      <p className="quiet">{words(found ? "choose.text" : "empty.text")}</p>
      {found && <DeviceList />}
      {still && <p className="quiet">{words("empty.still")}</p>}
      <Interfaces names={snapshot.interfaces} />
      <div className="empty-ways">
        <BuiltInTvButton primary={!found} />
        <AddByAddress />
        <NotListed />
      </div>
    </div>
  );
}

function Interfaces({ names }: { readonly names: readonly string[] }) {
  const words = useWords();
  if (names.length === 0) return <p className="caption">{words("devices.noInterfaces")}</p>;
  const interfaces = names.join(", ");
  return <p className="caption">{words("devices.searching", { interfaces })}</p>;
}
