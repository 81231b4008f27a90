import { Trash2 } from "lucide-react";
import { useId, useState } from "react";
import type { Preferences } from "../../../shared/model/settings.ts";
import { useWords } from "../../words/words.ts";
import { isHost } from "../devices/add-by-address.tsx";
import { Section, Trouble, useUpdate } from "./section.tsx";

/** Addresses that are searched directly, beyond what announces itself. */
export function Addresses({ preferences }: { readonly preferences: Preferences }) {
  const words = useWords();
  const { update, trouble } = useUpdate();
  const [address, setAddress] = useState("");
  const [invalid, setInvalid] = useState(false);
  const id = useId();
  const { probeAddresses } = preferences;
  const add = (): void => {
    const host = address.trim();
    setInvalid(!isHost(host));
    if (!isHost(host)) return;
    setAddress("");
    if (!probeAddresses.includes(host)) update({ probeAddresses: [...probeAddresses, host] });
  };
  return (
    <Section title="settings.addresses">
      <ul className="list">
        {probeAddresses.map((host) => (
          <li key={host} className="row">
            <span className="row-text">{host}</span>
            <button
              type="button"
              className="icon-button"
              aria-label={words("settings.addresses.remove", { address: host })}
              onClick={() =>
                update({ probeAddresses: probeAddresses.filter((other) => other !== host) })
              }
            >
              <Trash2 aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <form
        className="field"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <label htmlFor={id}>{words("devices.address")}</label>
        <div className="field-line">
          <input
            id={id}
            type="text"
            value={address}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={invalid}
            aria-describedby={`${id}-hint`}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <button type="submit" className="button" disabled={address.trim() === ""}>
            {words("devices.add")}
          </button>
        </div>
        <p id={`${id}-hint`} className="caption">
          {words("settings.addresses.hint")}
        </p>
      </form>
      {invalid && <Trouble words={words("devices.address.invalid")} />}
      {trouble}
    </Section>
  );
}
