import { UserRound } from "lucide-react";
import { useEffect, useState } from "react";
import { RemoteError } from "../../../shared/errors.ts";
import { offers } from "../../../shared/model/features.ts";
import type { AccountEntry, SessionSnapshot } from "../../../shared/model/session.ts";
import { useShell } from "../../shell.ts";
import { useWords } from "../../words/words.ts";

interface AccountsProps {
  readonly session: SessionSnapshot;
  readonly onClose: () => void;
}

/** The people of the TV; choosing one switches it to them. Absent where there are none. */
export function Accounts({ session, onClose }: AccountsProps) {
  const words = useWords();
  const { api, ui } = useShell();
  const { deviceId, features } = session;
  const accounts = useAccounts(session);
  if (accounts.length === 0 || !offers(features, "switch-account")) return null;
  const choose = (id: string): void => {
    onClose();
    api.call("accounts.switch", deviceId, id).catch((thrown: unknown) => {
      ui.setState({ problem: { place: "keys", error: RemoteError.from(thrown).toBody() } });
    });
  };
  return (
    <section className="menu-group" aria-label={words("more.group.accounts")}>
      <h3>{words("more.group.accounts")}</h3>
      <div className="menu">
        {accounts.map((account) => (
          <button key={account.id} type="button" className="row" onClick={() => choose(account.id)}>
            <UserRound aria-hidden="true" />
            <span className="row-text">{account.name}</span>
          </button>
        ))}
      </div>
    </section>
  );
}

function useAccounts({ accounts, deviceId, features }: SessionSnapshot): readonly AccountEntry[] {
  const { api } = useShell();
  const [asked, setAsked] = useState<readonly AccountEntry[]>([]);
  const ask = accounts === null && offers(features, "account-list");
  useEffect(() => {
    if (!ask) return undefined;
    let current = true;
    // A TV that does not tell its accounts has none to choose from here.
    api.call("accounts.list", deviceId).then(
      (list) => current && setAsked(list),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [api, ask, deviceId]);
  return accounts ?? asked;
}
