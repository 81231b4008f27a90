import { Armchair } from "lucide-react";

/** The app's own sign; its rings say that something is being looked for. */
export function ArmchairMark({ searching }: { readonly searching: boolean }) {
  return (
    <span className="mark" data-searching={searching || undefined} aria-hidden="true">
      <Armchair />
    </span>
  );
}
