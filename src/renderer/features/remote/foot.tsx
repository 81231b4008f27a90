import { Ellipsis, Keyboard, LayoutGrid, type LucideIcon, Maximize2 } from "lucide-react";
import { memo } from "react";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { useShell } from "../../shell.ts";
import { openSheet, type Sheet } from "../../store/ui.ts";
import { useWords, type WordKey } from "../../words/words.ts";

const entries: readonly { sheet: Sheet; icon: LucideIcon; label: WordKey; row: string }[] = [
  { sheet: "apps", icon: LayoutGrid, label: "foot.apps", row: "apps" },
  { sheet: "text", icon: Keyboard, label: "foot.text", row: "text" },
  { sheet: "more", icon: Ellipsis, label: "foot.more", row: "" },
];

interface FootProps {
  /** It has no screen for apps and text. */
  readonly speaker?: boolean;
}

export const Foot = memo(function Foot({ speaker = false }: FootProps) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { api, ui } = useShell();
  const shown = speaker ? entries.filter(({ sheet }) => sheet === "more") : entries;
  return (
    <nav className="foot" aria-label={words("foot.label")}>
      {shown.map(({ sheet, icon: Icon, label, row }) => (
        <button
          key={sheet}
          type="button"
          aria-haspopup="dialog"
          title={tip(words(label), row)}
          {...hint(row)}
          onClick={() => openSheet(ui, sheet)}
        >
          <Icon aria-hidden="true" />
          {words(label)}
        </button>
      ))}
      <button
        type="button"
        className="only-strip"
        title={words("strip.bigger")}
        onClick={() => void api.call("app.setStrip", false).catch(() => undefined)}
      >
        <Maximize2 aria-hidden="true" />
        {words("strip.bigger")}
      </button>
    </nav>
  );
});
