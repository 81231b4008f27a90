import { RefreshCw } from "lucide-react";
import type { AppSnapshot, DevicesSnapshot } from "../../../shared/model/app.ts";
import { useLasting } from "../../clock.ts";
import { useFacts, useShell } from "../../shell.ts";
import { ArmchairMark } from "../../ui/armchair-mark.tsx";
import { useWords, type WordKey, type Words } from "../../words/words.ts";
import { AddByAddress } from "../devices/add-by-address.tsx";
import { BuiltInTvButton } from "../devices/built-in-tv-button.tsx";
import { DeviceList } from "../devices/device-list.tsx";
import { NotListed } from "../pairing/checklists.tsx";

const STILL_NOTHING_MS = 5000;

/** No device is selected: what was found so far, and the ways on when nothing was. */
export function EmptyState() {
  const words = useWords();
  const snapshot = useFacts((facts) => facts.devices);
  const platform = useFacts((facts) => facts.app?.platform ?? "linux");
  const found = (snapshot?.devices.length ?? 0) > 0;
  const still = useLasting(snapshot !== null && !found, STILL_NOTHING_MS);
  if (snapshot === null) return null;
  const offNetwork = snapshot.interfaces.length === 0;
  return (
    <div className="empty">
      <ArmchairMark searching={!found && !offNetwork} />
      <h1>{words(titleOf(found, offNetwork))}</h1>
      <p className="quiet">{words(found ? "choose.text" : "empty.text")}</p>
      {found && <DeviceList />}
      {!found && !still && <Permission platform={platform} />}
      {still && !offNetwork ? <Reasons snapshot={snapshot} /> : <Interfaces snapshot={snapshot} />}
      <div className="empty-ways">
        <BuiltInTvButton primary={!found} />
        <AddByAddress />
        <NotListed />
      </div>
    </div>
  );
}

function titleOf(found: boolean, offNetwork: boolean): WordKey {
  if (found) return "choose.title";
  return offNetwork ? "empty.noNetwork" : "empty.title";
}

/** The system's question comes with the first search, so it is announced here. */
function Permission({ platform }: { readonly platform: AppSnapshot["platform"] }) {
  const words = useWords();
  if (platform === "linux") return null;
  return <p className="caption">{words(`empty.permission.${platform}`)}</p>;
}

interface SnapshotProps {
  readonly snapshot: DevicesSnapshot;
}

function Interfaces({ snapshot: { interfaces } }: SnapshotProps) {
  const words = useWords();
  if (interfaces.length === 0) return <p className="caption">{words("devices.noInterfaces")}</p>;
  return (
    <p className="caption">
      {words("devices.searching", { interfaces: listOf(interfaces, words) })}
    </p>
  );
}

/** Why the list may be empty, the likeliest first, and the button to look again. */
function Reasons({ snapshot: { interfaces, problems } }: SnapshotProps) {
  const words = useWords();
  const { api } = useShell();
  const broken = problems.map(({ interfaceName }) => interfaceName);
  const tunnels = interfaces.filter(isTunnel);
  return (
    <section className="reasons" role="status">
      <p>{words("empty.still")}</p>
      <ul>
        <li>{words("empty.why.awake")}</li>
        <li>{words("empty.why.interfaces", { interfaces: listOf(interfaces, words) })}</li>
        {problems.length > 0 && (
          <li>{words("empty.why.problem", { interfaces: listOf(broken, words) })}</li>
        )}
        {tunnels.length > 0 && (
          <li>{words("empty.why.vpn", { interfaces: listOf(tunnels, words) })}</li>
        )}
      </ul>
      <button
        type="button"
        className="button"
        onClick={() => void api.call("devices.rescan").catch(() => undefined)}
      >
        <RefreshCw aria-hidden="true" />
        {words("devices.rescan")}
      </button>
    </section>
  );
}

/** By the names that systems and VPN programs give their tunnels. */
function isTunnel(name: string): boolean {
  return /^(tun|tap|utun|wg|ppp|ipsec|tailscale|zt|nordlynx|proton)|vpn/i.test(name);
}

function listOf(names: readonly string[], words: Words): string {
  return new Intl.ListFormat(words.language, { type: "unit" }).format(names);
}
