import { useState } from "react";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import { useWords } from "../../words/words.ts";
import { PasswordSheet } from "../password/password-sheet.tsx";
import { wantsPassword } from "../password/wants-password.ts";

interface PasswordButtonsProps {
  readonly device: DeviceSummary;
  readonly onForget: () => void;
}

/** Where a device asks for a password: the way to type it, and to take the kept one away. */
export function PasswordButtons({ device, onForget }: PasswordButtonsProps) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const { hasPassword } = device;
  if (!hasPassword && !wantsPassword(device)) return null;
  return (
    <>
      <button type="button" className="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {words(hasPassword ? "password.change" : "password.enter")}
      </button>
      {hasPassword && (
        <button type="button" className="button" onClick={onForget}>
          {words("password.forget")}
        </button>
      )}
      {open && <PasswordSheet device={device} onClose={() => setOpen(false)} />}
    </>
  );
}
