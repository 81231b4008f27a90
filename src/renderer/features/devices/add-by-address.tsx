import { useId, useState } from "react";
import { RemoteError } from "../../../shared/errors.ts";
import { useShell } from "../../shell.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { errorWords } from "../../words/errors.ts";
import { useWords, type Words } from "../../words/words.ts";

/** What the contract takes for an address: an IP address or a host name, never a URL. */
export const isHost = (text: string): boolean => /^[0-9A-Za-z.:%_-]{1,255}$/.test(text);

export function AddByAddress() {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button link"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {words("devices.addByAddress")}
      </button>
      {open && (
        <Sheet title={words("devices.addByAddress")} size="fit" onClose={() => setOpen(false)}>
          <AddressForm onAdded={() => setOpen(false)} />
        </Sheet>
      )}
    </>
  );
}

function AddressForm({ onAdded }: { readonly onAdded: () => void }) {
  const words = useWords();
  const { api } = useShell();
  const [address, setAddress] = useState("");
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const id = useId();
  const add = async (): Promise<void> => {
    const host = address.trim();
    if (!isHost(host)) {
      setTrouble(words("devices.address.invalid"));
      return;
    }
    setBusy(true);
    setTrouble("");
    try {
      await api.call("devices.add", host);
      onAdded();
    } catch (thrown) {
      setTrouble(addressTrouble(RemoteError.from(thrown), host, words));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
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
          aria-invalid={trouble !== ""}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <button type="submit" className="button primary" disabled={busy || address.trim() === ""}>
          {words("devices.add")}
        </button>
      </div>
      <p id={`${id}-hint`} className="caption" role="status">
        {trouble === "" ? words("devices.address.hint") : trouble}
      </p>
    </form>
  );
}

function addressTrouble(error: RemoteError, address: string, words: Words): string {
  if (error.code === "not-found" || error.code === "timeout" || error.code === "refused") {
    return words("devices.address.none", { address });
  }
  const { sentence, advice } = errorWords(words, error.toBody(), address);
  return `${sentence} ${advice}`;
}
