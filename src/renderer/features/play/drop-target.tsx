import { Airplay } from "lucide-react";
import { useEffect, useRef } from "react";
import { selectedDevice, useFacts, useShell, useUi } from "../../shell.ts";
import { playTargets, soundTargets } from "../../store/play-draft.ts";
import { isSending } from "../../store/sound-facts.ts";
import { useWords } from "../../words/words.ts";
import { type Over, useHovering, usePasted } from "./use-given.ts";

/** Takes what is dropped or pasted anywhere in a window, and while it hangs there says what would come of it. */
export function DropTarget({ active = true }: { readonly active?: boolean }) {
  const hovering = useHovering(active);
  usePasted(active);
  const { ui } = useShell();
  const deviceId = hovering?.deviceId ?? null;
  useEffect(() => {
    ui.setState({ dropOn: deviceId });
    return () => ui.setState({ dropOn: null });
  }, [deviceId, ui]);
  return hovering === null ? null : <Target hovering={hovering} />;
}

function Target({ hovering }: { readonly hovering: Over }) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const queues = useUi((ui) => ui.sheet === "sound");
  const sending = useFacts((facts) => isSending(facts.sound));
  // Above any panel that is open.
  useEffect(() => box.current?.showPopover?.(), []);
  // A list of devices to let go on must not be hidden by what says so.
  const list = document.querySelector("[data-drop-device]") !== null;
  return (
    <div
      ref={box}
      popover="manual"
      className={list ? "drop-target drop-target-low" : "drop-target"}
      role="status"
    >
      <div className="drop-target-box">
        <Airplay aria-hidden="true" />
        {queues && sending ? (
          <b>{words("sound.queue.drop")}</b>
        ) : (
          <Where hovering={hovering} list={list} />
        )}
      </div>
    </div>
  );
}

interface WhereProps {
  readonly hovering: Over;
  readonly list: boolean;
}

/** The device that it would play on, or what there is to choose from. */
function Where({ hovering, list }: WhereProps) {
  const words = useWords();
  const inUse = useFacts(selectedDevice);
  const devices = useFacts((facts) => facts.devices);
  const { count, films, deviceId } = hovering;
  const under = devices?.devices.find(({ id }) => id === deviceId) ?? null;
  if (list && under === null) return <b>{words("sound.dropOn")}</b>;
  const device = under ?? inUse;
  const name = device?.name ?? "";
  const sounds = device?.playsSound === true && !films;
  const plays = device?.playsMedia === true || sounds;
  const onlySound = device?.playsSound === true && !plays;
  const any = playTargets(devices).length > 0 || soundTargets(devices).length > 0;
  return (
    <>
      <b>{plays ? words("play.on", { name }) : words("play.drop.choose")}</b>
      {!plays && device !== null && (
        <p className="quiet">
          {words(onlySound ? "sound.onlySound.over" : "play.cannot", { name })}
        </p>
      )}
      {!any && <p className="quiet">{words("play.targets.none")}</p>}
      {count > 1 && !sounds && <p className="quiet">{words("play.several", { count })}</p>}
    </>
  );
}
