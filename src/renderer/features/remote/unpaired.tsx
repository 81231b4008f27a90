import type { DeviceSummary } from "../../../shared/model/device.ts";
import { useShell } from "../../shell.ts";
import { isOnlySpeaker } from "../../store/usable.ts";
import { describeDevice, KindIcon } from "../../ui/device-words.tsx";
import { useWords } from "../../words/words.ts";
import { startPairing } from "../pairing/start-pairing.ts";
import { SpeakerArea } from "../sound/speaker-area.tsx";

/** The selected device does not know this computer yet. */
export function Unpaired({ device }: { readonly device: DeviceSummary }) {
  const words = useWords();
  const { api, ui } = useShell();
  const { name, unpairable } = device;
  return (
    <div className="empty">
      <span className="empty-icon">
        <KindIcon kind={device.kind} />
      </span>
      <h1>{name}</h1>
      <p className="quiet">{describeDevice(device, words)}</p>
      {isOnlySpeaker(device) ? (
        <>
          <p>{words("sound.speaker.idle", { name })}</p>
          <SpeakerArea device={device} />
        </>
      ) : (
        <p>
          {unpairable === null
            ? words("needsPairing.new", { name })
            : words(`unpairable.${unpairable}`)}
        </p>
      )}
      {unpairable === null && (
        <button
          type="button"
          className="button primary"
          onClick={() => startPairing({ api, ui }, device.id)}
        >
          {words("pair.button")}
        </button>
      )}
    </div>
  );
}
