import { selectedDevice, useFacts, useShell, useUi } from "../../shell.ts";
import { type PlayDraft, playTarget, targetsFor } from "../../store/play-draft.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { useWords, type Words } from "../../words/words.ts";
import { ChoosePage } from "./choose-page.tsx";
import { FailedPage } from "./failed-page.tsx";
import { ObstaclePage } from "./obstacle-page.tsx";

interface PlaySheetProps {
  /** Shows the wizard for AirPlay, in this window or in its own. */
  readonly onPair: (deviceId: string) => void;
}

const fresh: PlayDraft = { stage: { at: "choosing" }, item: null, deviceId: null, leftOver: 0 };

/** From the choice to the device: what to play and where, and what stands in the way of it. */
export function PlaySheet({ onPair }: PlaySheetProps) {
  const words = useWords();
  const { media } = useShell();
  const draft = useUi((ui) => ui.play) ?? fresh;
  const devices = useFacts((facts) => facts.devices);
  const selected = useFacts(selectedDevice);
  const deviceId = draft.deviceId ?? playTarget(devices, null, targetsFor(devices, draft.item));
  const device = devices?.devices.find(({ id }) => id === deviceId) ?? selected;
  const name = device?.name ?? "";
  const { stage } = draft;
  return (
    // Another page is another panel to a listener: its heading takes the focus and is read.
    <Sheet
      key={stage.at}
      title={titleOf(draft, name, words)}
      size="fit"
      onClose={() => media.forget()}
    >
      {stage.at === "obstacle" && (
        <ObstaclePage draft={draft} obstacle={stage.obstacle} name={name} />
      )}
      {stage.at === "failed" && (
        <FailedPage draft={draft} error={stage.error} device={device} onPair={onPair} />
      )}
      {stage.at !== "obstacle" && stage.at !== "failed" && (
        // What was chosen elsewhere, by a drop or a paste, is shown as if it had been chosen here.
        <ChoosePage key={keyOf(draft)} draft={draft} deviceId={deviceId} />
      )}
    </Sheet>
  );
}

function keyOf({ item, stage }: PlayDraft): string {
  return item === null ? stage.at : `${item.source} ${item.title}`;
}

function titleOf({ item, stage }: PlayDraft, name: string, words: Words): string {
  switch (stage.at) {
    case "obstacle":
      return stage.obstacle.reason === "empty"
        ? words("obstacle.empty")
        : words("obstacle.title", { name, what: stage.obstacle.what });
    case "failed":
      return item === null ? words("play.failed.unknown") : words("play.failed", { name });
    default:
      return words("play.title");
  }
}
