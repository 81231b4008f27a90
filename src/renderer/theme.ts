import type { Preferences } from "../shared/model/settings.ts";
import type { FactsStore } from "./store/facts.ts";

/** Keeps `data-theme` at what the person prefers, or what the system does while they leave it to it. */
export function followTheme(facts: FactsStore, view: Window): () => void {
  const dark = view.matchMedia("(prefers-color-scheme: dark)");
  const apply = (): void => {
    const wanted: Preferences["theme"] = facts.getState().settings?.preferences.theme ?? "system";
    const system = dark.matches ? "dark" : "light";
    view.document.documentElement.dataset["theme"] = wanted === "system" ? system : wanted;
  };
  apply();
  const off = facts.subscribe((now, before) => {
    if (now.settings !== before.settings) apply();
  });
  dark.addEventListener("change", apply);
  return () => {
    off();
    dark.removeEventListener("change", apply);
  };
}
