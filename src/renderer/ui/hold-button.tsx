import type { ReactNode } from "react";
import type { Button } from "../../shared/model/buttons.ts";
import type { KeyHint } from "../keys/use-key-tip.ts";
import { useShell, useUi } from "../shell.ts";
import type { Place } from "../store/ui.ts";
import { usePress } from "./use-press.ts";

interface HoldButtonProps {
  readonly button: Button;
  readonly place: Place;
  readonly label: string;
  /** The label and its keys, for the tooltip. */
  readonly tip?: string;
  /** Its key, for the eyes and the ears. */
  readonly hint?: KeyHint;
  readonly className?: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

/** A key of the remote: down as long as it is pressed, so that the TV sees a real hold. */
export function HoldButton(props: HoldButtonProps) {
  const { control } = useShell();
  const { button, place, label, tip, hint, className = "", disabled = false, children } = props;
  const pressed = useUi((ui) => ui.pressed.includes(button));
  const press = usePress(
    () => control.down(button, place),
    () => control.up(button, place),
  );
  return (
    <button
      type="button"
      className={`key ${className}`}
      aria-label={label}
      title={tip ?? label}
      data-pressed={pressed || undefined}
      disabled={disabled}
      {...hint}
      {...press}
    >
      {children}
    </button>
  );
}
