/**
 * Puts the keys on the controls while Alt alone is down: `data-hints` on the page, the caps are the
 * style sheet's. Returns the way to stop.
 */
export function showHintsWithAlt(target: Window): () => void {
  const page = target.document.documentElement;
  const hide = (): void => {
    delete page.dataset["hints"];
  };
  const down = (event: KeyboardEvent): void => {
    if (event.key !== "Alt") {
      hide();
      return;
    }
    // Where a menu bar hides behind Alt, it would take the focus with it.
    event.preventDefault();
    page.dataset["hints"] = "";
  };
  const up = (event: KeyboardEvent): void => {
    if (event.key === "Alt") hide();
  };
  target.addEventListener("keydown", down);
  target.addEventListener("keyup", up);
  target.addEventListener("blur", hide);
  return () => {
    hide();
    target.removeEventListener("keydown", down);
    target.removeEventListener("keyup", up);
    target.removeEventListener("blur", hide);
  };
}
