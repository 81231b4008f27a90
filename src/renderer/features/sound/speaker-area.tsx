import { AudioLines, Music } from "lucide-react";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import { useFacts, useShell } from "../../shell.ts";
import { isSending } from "../../store/sound-facts.ts";
import { openSheet } from "../../store/ui.ts";
import { useWords } from "../../words/words.ts";

/** A place to drop music on a device that has nothing to move about in, and the keys that do the same. */
export function SpeakerArea({ device }: { readonly device: DeviceSummary }) {
  const words = useWords();
  const { media, ui } = useShell();
  const sending = useFacts(
    ({ sound }) =>
      isSending(sound) && sound.speakers.some(({ deviceId }) => deviceId === device.id),
  );
  return (
    <div className="speaker-area">
      <p className="quiet">{words("sound.speaker.drop")}</p>
      <button
        type="button"
        className="button"
        aria-haspopup="dialog"
        onClick={() => media.chooseFor(device.id)}
      >
        <Music aria-hidden="true" />
        {words("sound.speaker.choose")}
      </button>
      {sending && (
        <button
          type="button"
          className="button"
          aria-haspopup="dialog"
          onClick={() => openSheet(ui, "sound")}
        >
          <AudioLines aria-hidden="true" />
          {words("sound.speaker.show")}
        </button>
      )}
      {device.kind === "homepod" && <p className="caption">{words("sound.homePod")}</p>}
    </div>
  );
}
