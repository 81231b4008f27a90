import { AudioLines, Maximize, Minimize } from "lucide-react";
import { useClock } from "../../clock.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { selectedDevice, selectedSession, useFacts, useShell, useUi } from "../../shell.ts";
import { isSending } from "../../store/sound-facts.ts";
import { closeSheet, openSheet, type Place } from "../../store/ui.ts";
import { useWords } from "../../words/words.ts";
import { HelpSheet } from "../help/help-sheet.tsx";
import { DropTarget } from "../play/drop-target.tsx";
import { PlaySheet } from "../play/play-sheet.tsx";
import { PlayAnnouncer, StartingCard } from "../play/starting-card.tsx";
import { useProblemWords } from "../remote/use-announcement.ts";
import { useFailuresElsewhere } from "../remote/use-failures-elsewhere.ts";
import { SoundSheet } from "../sound/sound-sheet.tsx";
import { TimeOfDay } from "./idle.tsx";
import { NowPlayingPanel } from "./now-playing-panel.tsx";
import { SpeakersSheet } from "./speakers-sheet.tsx";
import { useFullScreen } from "./use-full-screen.ts";
import { useLeftAlone } from "./use-left-alone.ts";
import { usePlayingKeys } from "./use-playing-keys.ts";

/** There is no remote here to tell of its keys. */
const everywhere: readonly Place[] = ["playing", "keys", "pad", "header"];

/** What plays on the selected device, large; over the whole screen it is there to be looked at. */
export function NowPlayingWindow() {
  const words = useWords();
  const clock = useClock();
  const session = useFacts(selectedSession);
  const device = useFacts(selectedDevice);
  const { full, toggle, leave } = useFullScreen();
  const alone = useLeftAlone(full);
  usePlayingKeys({ clock, full, toggle, leave });
  useFailuresElsewhere();
  const problem = useProblemWords();
  const name = session?.name ?? device?.name ?? words("choose.title");
  return (
    <>
      <main
        className="playing-window"
        aria-label={words("playing.region", { name })}
        data-full={full || undefined}
        data-alone={alone || undefined}
      >
        <NowPlayingPanel
          session={session}
          name={name}
          places={everywhere}
          tools={
            <div className="playing-top">
              <StartingCard />
              {full && session?.nowPlaying != null && <TimeOfDay className="playing-time" />}
              <SoundButton />
              <FullScreenButton full={full} onToggle={toggle} />
            </div>
          }
        />
      </main>
      <Sheets />
      <DropTarget />
      <PlayAnnouncer />
      <div role="alert" className="for-ears">
        {problem}
      </div>
    </>
  );
}

/** While this computer sends sound, the way to the queue and the speakers. */
function SoundButton() {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { ui } = useShell();
  const sending = useFacts((facts) => isSending(facts.sound));
  if (!sending) return null;
  return (
    <button
      type="button"
      className="icon-button on-picture"
      aria-haspopup="dialog"
      aria-label={words("sound.title")}
      title={tip(words("sound.title"), "sound")}
      {...hint("sound")}
      onClick={() => openSheet(ui, "sound")}
    >
      <AudioLines aria-hidden="true" />
    </button>
  );
}

interface FullScreenProps {
  readonly full: boolean;
  readonly onToggle: () => void;
}

function FullScreenButton({ full, onToggle }: FullScreenProps) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const label = words(full ? "fullScreen.leave" : "fullScreen.enter");
  const Icon = full ? Minimize : Maximize;
  return (
    <button
      type="button"
      className="icon-button on-picture"
      aria-label={label}
      title={tip(label, "full-screen")}
      {...hint("full-screen")}
      onClick={onToggle}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}

function Sheets() {
  const { api, ui } = useShell();
  const sheet = useUi((state) => state.sheet);
  const close = (): void => closeSheet(ui);
  if (sheet === "speakers") return <SpeakersSheet onClose={close} />;
  // The wizard has a window of its own here.
  const pair = async (id: string): Promise<void> => {
    await api.call("app.openWindow", "pairing");
    await api.call("pairing.start", id, "airplay");
  };
  if (sheet === "play") return <PlaySheet onPair={(id) => void pair(id).catch(() => undefined)} />;
  if (sheet === "sound") {
    return <SoundSheet onClose={close} onPair={(id) => void pair(id).catch(() => undefined)} />;
  }
  if (sheet === "help") return <HelpSheet onClose={close} />;
  return null;
}
