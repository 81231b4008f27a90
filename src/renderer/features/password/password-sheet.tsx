import type { DeviceSummary } from "../../../shared/model/device.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { useWords } from "../../words/words.ts";
import { PasswordForm } from "./password-form.tsx";

interface PasswordSheetProps {
  readonly device: DeviceSummary;
  readonly onClose: () => void;
  readonly onSaved?: () => void;
}

/** The page for a device's AirPlay password. */
export function PasswordSheet({ device, onClose, onSaved }: PasswordSheetProps) {
  const words = useWords();
  return (
    <Sheet title={words("password.title", { name: device.name })} size="fit" onClose={onClose}>
      <p>{words("password.why", { name: device.name })}</p>
      <PasswordForm
        device={device}
        save={words("password.save")}
        onSaved={() => {
          onClose();
          onSaved?.();
        }}
        onCancel={onClose}
      />
    </Sheet>
  );
}
