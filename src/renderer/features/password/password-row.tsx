import { KeyRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import { useWords } from "../../words/words.ts";
import { PasswordSheet } from "./password-sheet.tsx";

interface PasswordRowProps {
  readonly device: DeviceSummary;
  readonly children: ReactNode;
}

/** A device of a list that nothing but its password stands before. */
export function PasswordRow({ device, children }: PasswordRowProps) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="row"
        aria-haspopup="dialog"
        aria-label={words("password.title", { name: device.name })}
        onClick={() => setOpen(true)}
      >
        {children}
        <KeyRound aria-hidden="true" />
      </button>
      {open && <PasswordSheet device={device} onClose={() => setOpen(false)} />}
    </>
  );
}
