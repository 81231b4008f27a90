import { ChevronDown, ChevronLeft, ChevronRight, ChevronUp, type LucideIcon } from "lucide-react";
import { memo } from "react";
import type { Direction } from "../../control/remote-control.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { useShell, useUi } from "../../shell.ts";
import { usePress } from "../../ui/use-press.ts";
import { useWords } from "../../words/words.ts";
import { useDiscPointer } from "./use-disc-pointer.ts";

export type DiscPart = Direction | "select";

const icons: Readonly<Record<DiscPart, LucideIcon | null>> = {
  up: ChevronUp,
  left: ChevronLeft,
  select: null,
  right: ChevronRight,
  down: ChevronDown,
};
/** The order of the focus: as one reads. */
const parts: readonly DiscPart[] = ["up", "left", "select", "right", "down"];

/** The disc: its edges step, its centre selects, a drag or the wheel moves on and on. */
export const Disc = memo(function Disc() {
  const words = useWords();
  const pointer = useDiscPointer();
  return (
    <div className="pad">
      <fieldset className="disc" aria-label={words("disc.label")} {...pointer}>
        {parts.map((part) => (
          <DiscButton key={part} part={part} />
        ))}
      </fieldset>
    </div>
  );
});

function DiscButton({ part }: { readonly part: DiscPart }) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { control } = useShell();
  const pressed = useUi((ui) => ui.pressed.includes(part));
  const press = usePress(
    () => control.down(part, "pad"),
    () => control.up(part, "pad"),
  );
  const Icon = icons[part];
  const label = words(`disc.${part}`);
  const { "data-key": cap, ...shortcut } = hint(part);
  // Pointers are the disc's: whether one presses or drags shows only later.
  const { onKeyDown, onKeyUp, onClick, onBlur } = press;
  return (
    <button
      type="button"
      className={part === "select" ? "hub" : `wedge wedge-${part}`}
      data-part={part}
      data-pressed={pressed || undefined}
      aria-label={label}
      title={tip(label, part)}
      {...shortcut}
      {...{ onKeyDown, onKeyUp, onClick, onBlur }}
    >
      <span className="disc-mark" data-key={cap}>
        {Icon === null ? null : <Icon aria-hidden="true" />}
      </span>
    </button>
  );
}
