import { CircleAlert, ExternalLink, Pin, Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type ErrorBody, RemoteError } from "../../../shared/errors.ts";
import { offers } from "../../../shared/model/features.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { useLasting } from "../../clock.ts";
import { selectedSession, useFacts, useShell } from "../../shell.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { errorWords } from "../../words/errors.ts";
import { useWords } from "../../words/words.ts";
import { AppGrid } from "./app-grid.tsx";
import { arrangeApps, isLink } from "./arrange-apps.ts";

/** The launcher: type to find, Enter opens the first; arrows walk the grid. */
export function AppsSheet({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const session = useFacts(selectedSession);
  const [pinning, setPinning] = useState(false);
  return (
    <Sheet
      title={words("apps.title")}
      onClose={onClose}
      tools={
        <button
          type="button"
          className="icon-button"
          aria-label={words("apps.pinMode")}
          title={words("apps.pinMode")}
          aria-pressed={pinning}
          onClick={() => setPinning(!pinning)}
        >
          <Pin aria-hidden="true" />
        </button>
      }
    >
      {session !== null && <Launcher session={session} pinning={pinning} onClose={onClose} />}
    </Sheet>
  );
}

const none: readonly string[] = [];

interface LauncherProps {
  readonly session: SessionSnapshot;
  readonly pinning: boolean;
  readonly onClose: () => void;
}

function Launcher({ session, pinning, onClose }: LauncherProps) {
  const words = useWords();
  const { api } = useShell();
  const { deviceId: id, name } = session;
  const pinned = useFacts((facts) => facts.settings?.pinnedApps[id] ?? none);
  const { apps, error: listError } = useApps(session);
  const [query, setQuery] = useState("");
  const [error, setError] = useState<ErrorBody | null>(null);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => search.current?.focus(), []);

  const found = arrangeApps(apps ?? [], pinned, query);
  const link = isLink(query);
  const run = (work: Promise<unknown>, then?: () => void): void => {
    work.then(then, (thrown: unknown) => setError(RemoteError.from(thrown).toBody()));
  };
  const launch = (target: string): void => run(api.call("apps.launch", id, target), onClose);
  const choose = (appId: string): void => {
    setError(null);
    if (pinning) run(api.call("apps.pin", id, appId, !pinned.includes(appId)));
    else launch(appId);
  };
  const told = error ?? listError;

  return (
    <>
      <form
        className="search"
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = found;
          if (link) launch(query.trim());
          else if (first !== undefined) choose(first.id);
        }}
      >
        <Search aria-hidden="true" />
        <input
          ref={search}
          type="search"
          value={query}
          placeholder={words("apps.search")}
          aria-label={words("apps.search")}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            event.currentTarget.form?.parentElement?.querySelector<HTMLElement>(".app")?.focus();
          }}
        />
      </form>
      {told !== null && <Told error={told} name={name} />}
      {pinning && <p className="caption">{words("apps.pinMode.hint")}</p>}
      {link && (
        <button type="button" className="button" onClick={() => launch(query.trim())}>
          <ExternalLink aria-hidden="true" />
          {words("apps.link", { name })}
        </button>
      )}
      <AppsState session={session} found={found.length} query={query} loaded={apps !== null} />
      <AppGrid
        apps={found}
        pinned={pinned}
        pinning={pinning}
        onChoose={(app) => choose(app.id)}
        onLeave={() => search.current?.focus()}
      />
    </>
  );
}

/** The list as the session has it; asked for when it has none yet. */
function useApps({ apps, deviceId, features }: SessionSnapshot) {
  const { api } = useShell();
  const [asked, setAsked] = useState<SessionSnapshot["apps"]>(null);
  const [error, setError] = useState<ErrorBody | null>(null);
  const ask = apps === null && offers(features, "app-list");
  useEffect(() => {
    if (!ask) return undefined;
    let current = true;
    api.call("apps.list", deviceId).then(
      (list) => current && setAsked(list),
      (thrown: unknown) => current && setError(RemoteError.from(thrown).toBody()),
    );
    return () => {
      current = false;
    };
  }, [api, ask, deviceId]);
  return { apps: apps ?? asked, error };
}

interface AppsStateProps {
  readonly session: SessionSnapshot;
  readonly found: number;
  readonly query: string;
  readonly loaded: boolean;
}

/** Why the grid is empty, when it is. */
function AppsState({ session, found, query, loaded }: AppsStateProps) {
  const words = useWords();
  const { features, name } = session;
  const lists = offers(features, "app-list");
  const slow = useLasting(lists && !loaded, 300);
  if (found > 0 || isLink(query)) return null;
  if (!lists) return <p className="quiet">{words("apps.unsupported", { name })}</p>;
  if (!loaded) return slow ? <p className="quiet">{words("apps.loading", { name })}</p> : null;
  if (query.trim() === "") return <p className="quiet">{words("apps.empty", { name })}</p>;
  return <p className="quiet">{words("apps.none", { query: query.trim() })}</p>;
}

function Told({ error, name }: { readonly error: ErrorBody; readonly name: string }) {
  const words = useWords();
  const { sentence, advice } = errorWords(words, error, name);
  return (
    <p className="wizard-note warn" role="status">
      <CircleAlert aria-hidden="true" />
      <span>
        {sentence} {advice}
      </span>
    </p>
  );
}
