import { Airplay } from "lucide-react";
import { useEffect, useRef } from "react";
import { selectedDevice, useFacts } from "../../shell.ts";
import { playTargets } from "../../store/play-draft.ts";
import { useWords } from "../../words/words.ts";
import type { Hovering } from "./given.ts";
import { useHovering, usePasted } from "./use-given.ts";

/** Takes what is dropped or pasted anywhere in a window, and while it hangs there says what would come of it. */
export function DropTarget({ active = true }: { readonly active?: boolean }) {
  const hovering = useHovering(active);
  usePasted(active);
  return hovering === null ? null : <Target hovering={hovering} />;
}

function Target({ hovering }: { readonly hovering: Hovering }) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const device = useFacts(selectedDevice);
  const any = useFacts((facts) => playTargets(facts.devices).length > 0);
  // Above any panel that is open.
  useEffect(() => box.current?.showPopover?.(), []);
  const name = device?.name ?? "";
  const plays = device?.playsMedia === true;
  return (
    <div ref={box} popover="manual" className="drop-target" role="status">
      <div className="drop-target-box">
        <Airplay aria-hidden="true" />
        <b>{plays ? words("play.on", { name }) : words("play.drop.choose")}</b>
        {!plays && device !== null && <p className="quiet">{words("play.cannot", { name })}</p>}
        {!any && <p className="quiet">{words("play.targets.none")}</p>}
        {hovering.count > 1 && (
          <p className="quiet">{words("play.several", { count: hovering.count })}</p>
        )}
      </div>
    </div>
  );
}
