import {
  Airplay,
  AudioLines,
  CircleHelp,
  type LucideIcon,
  Minimize2,
  Music,
  Power,
  Settings,
  Speaker,
  Tv,
  Unplug,
} from "lucide-react";
import type { ReactNode } from "react";
import { offers } from "../../../shared/model/features.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { selectedSession, useFacts, useShell } from "../../shell.ts";
import { soundTargets, targetsFor } from "../../store/play-draft.ts";
import { isSending } from "../../store/sound-facts.ts";
import { openSheet } from "../../store/ui.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { usePress } from "../../ui/use-press.ts";
import { useWords, type WordKey } from "../../words/words.ts";
import { Accounts } from "./accounts.tsx";
import { type MoreEntry, playEntries, tvEntries, windEntries } from "./more-table.ts";

/** Everything that has no key of its own on the remote. */
export function MoreSheet({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const session = useFacts(selectedSession);
  return (
    <Sheet title={words("more.title")} onClose={onClose}>
      {session !== null && <DeviceEntries session={session} onClose={onClose} />}
      <AppEntries session={session} onClose={onClose} />
    </Sheet>
  );
}

interface EntriesProps {
  readonly session: SessionSnapshot;
  readonly onClose: () => void;
}

function DeviceEntries({ session, onClose }: EntriesProps) {
  const { control } = useShell();
  const { features } = session;
  const offered = (entry: MoreEntry): boolean =>
    entry.needs.some((feature) => offers(features, feature));
  const row = (entry: MoreEntry): ReactNode => (
    <Entry
      key={entry.label}
      icon={entry.icon}
      label={entry.label}
      run={() => {
        entry.run(control);
        if (entry.stays !== true) onClose();
      }}
    />
  );
  const winds = windEntries.filter((entry) => offers(features, entry.needs));
  const plays = playEntries.filter(offered);
  return (
    <>
      <Group title="more.group.tv">{tvEntries.filter(offered).map(row)}</Group>
      {(plays.length > 0 || winds.length > 0) && (
        <Group title="more.group.play">
          {plays.map(row)}
          {winds.map((entry) => (
            <WindEntry key={entry.label} entry={entry} />
          ))}
        </Group>
      )}
      <Accounts session={session} onClose={onClose} />
    </>
  );
}

interface AppEntriesProps {
  readonly session: SessionSnapshot | null;
  readonly onClose: () => void;
}

function AppEntries({ session, onClose }: AppEntriesProps) {
  const { api, ui } = useShell();
  const builtIn = useFacts((facts) => facts.app?.builtInTv.running === true);
  const plays = useFacts((facts) => targetsFor(facts.devices, null).length > 0);
  const sounds = useFacts(
    ({ devices, sound }) => soundTargets(devices).length > 0 || isSending(sound),
  );
  const tell = (work: Promise<unknown>): void => {
    void work.catch(() => undefined);
    onClose();
  };
  return (
    <Group title="more.group.app">
      {plays && <Entry icon={Airplay} label="more.play" run={() => openSheet(ui, "play")} />}
      {sounds && <Entry icon={AudioLines} label="more.sound" run={() => openSheet(ui, "sound")} />}
      <Entry
        icon={Music}
        label="more.nowPlaying"
        run={() => tell(api.call("app.openWindow", "now-playing"))}
      />
      {session !== null && session.outputs.length > 0 && (
        <Entry icon={Speaker} label="more.speakers" run={() => openSheet(ui, "speakers")} />
      )}
      <Entry icon={Power} label="more.powerMenu" run={() => openSheet(ui, "power")} />
      <Entry icon={CircleHelp} label="more.help" run={() => openSheet(ui, "help")} />
      <Entry
        icon={Settings}
        label="more.settings"
        run={() => tell(api.call("app.openWindow", "settings"))}
      />
      <Entry icon={Minimize2} label="more.strip" run={() => tell(api.call("app.setStrip", true))} />
      {builtIn && (
        <Entry icon={Tv} label="more.tv" run={() => tell(api.call("app.openWindow", "tv"))} />
      )}
      {session !== null && session.connection.phase !== "offline" && (
        <Entry
          icon={Unplug}
          label="more.disconnect"
          run={() => tell(api.call("session.disconnect", session.deviceId))}
        />
      )}
    </Group>
  );
}

function Group({ title, children }: { readonly title: WordKey; readonly children: ReactNode }) {
  const words = useWords();
  return (
    <section className="menu-group" aria-label={words(title)}>
      <h3>{words(title)}</h3>
      <div className="menu">{children}</div>
    </section>
  );
}

interface EntryProps {
  readonly icon: LucideIcon;
  readonly label: WordKey;
  readonly run: () => void;
}

function Entry({ icon: Icon, label, run }: EntryProps) {
  const words = useWords();
  return (
    <button type="button" className="row" onClick={run}>
      <Icon aria-hidden="true" />
      <span className="row-text">{words(label)}</span>
    </button>
  );
}

function WindEntry({ entry }: { readonly entry: (typeof windEntries)[number] }) {
  const words = useWords();
  const { control } = useShell();
  const press = usePress(
    () => control.media(entry.begin),
    () => control.media(entry.end),
  );
  const Icon = entry.icon;
  return (
    <button type="button" className="row" {...press}>
      <Icon aria-hidden="true" />
      <span className="row-text">{words(entry.label)}</span>
    </button>
  );
}
