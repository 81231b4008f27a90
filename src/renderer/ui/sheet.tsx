import { X } from "lucide-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { useWords } from "../words/words.ts";

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Beside the close button. */
  readonly tools?: ReactNode;
  readonly size?: "full" | "fit";
  readonly children: ReactNode;
}

/** A panel over the window. The browser keeps the focus inside and gives it back afterwards. */
export function Sheet({ title, onClose, tools, size = "full", children }: SheetProps) {
  const words = useWords();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // Before the effects of what is inside, which may want the focus for a field of theirs.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
    heading.current?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`sheet sheet-${size}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="sheet-box">
        <header className="sheet-head">
          <h2 id={titleId} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {tools}
          <button
            type="button"
            className="icon-button"
            aria-label={words("action.close")}
            onClick={onClose}
          >
            <X aria-hidden="true" />
          </button>
        </header>
        <div className="sheet-body">{children}</div>
      </div>
    </dialog>
  );
}
