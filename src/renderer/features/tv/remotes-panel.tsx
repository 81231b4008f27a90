import { Smartphone } from "lucide-react";
import { useState } from "react";
import { RemoteError } from "../../../shared/errors.ts";
import type { TvRemotes } from "../../../shared/model/tv-screen.ts";
import { useShell } from "../../shell.ts";
import { useWords } from "../../words/words.ts";

const CODE_DIGITS = 4;

/** Settings, General, Remotes of an older Apple TV: who asks to be let in, and the code that it shows. */
export function RemotesPanel({ remotes }: { readonly remotes: TvRemotes }) {
  const words = useWords();
  if (remotes.seen.length === 0) return null;
  return (
    <section className="tv-remotes" aria-label={words("tv.remotes", { tv: remotes.tv })}>
      <h2>{words("tv.remotes", { tv: remotes.tv })}</h2>
      {remotes.seen.map((remote) => (
        <RemoteRow key={remote.id} remote={remote} calling={remotes.outcome === "calling"} />
      ))}
      {remotes.outcome !== "none" && <p role="status">{words(`tv.remotes.${remotes.outcome}`)}</p>}
    </section>
  );
}

interface RemoteRowProps {
  readonly remote: TvRemotes["seen"][number];
  readonly calling: boolean;
}

function RemoteRow({ remote, calling }: RemoteRowProps) {
  const words = useWords();
  const { api } = useShell();
  const [code, setCode] = useState("");
  const [failed, setFailed] = useState(false);
  const complete = code.length === CODE_DIGITS;
  return (
    <form
      className="tv-remote"
      onSubmit={(event) => {
        event.preventDefault();
        if (!complete || calling) return;
        setFailed(false);
        api.call("tv.pairRemote", remote.id, code).catch((thrown: unknown) => {
          setFailed(RemoteError.from(thrown).code !== "cancelled");
        });
        setCode("");
      }}
    >
      <Smartphone aria-hidden="true" />
      <span>{remote.name}</span>
      <input
        inputMode="numeric"
        autoComplete="off"
        aria-label={words("tv.remotes.code", { remote: remote.name })}
        placeholder="0000"
        value={code}
        maxLength={CODE_DIGITS}
        onChange={(event) => setCode(event.target.value.replace(/\D/g, "").slice(0, CODE_DIGITS))}
      />
      <button type="submit" className="button" disabled={!complete || calling}>
        {words("tv.remotes.pair")}
      </button>
      {failed && <span role="alert">{words("tv.remotes.unreachable")}</span>}
    </form>
  );
}
