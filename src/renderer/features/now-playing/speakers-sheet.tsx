import "../../styles/playing.css";
import "../../styles/playing-keys.css";
import "../../styles/playing-shapes.css";
import { Minus, Plus } from "lucide-react";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import { offers } from "../../../shared/model/features.ts";
import type { OutputDevice } from "../../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { selectedSession, useFacts, useShell } from "../../shell.ts";
import { describeDevice, KindIcon } from "../../ui/device-words.tsx";
import { PercentSlider } from "../../ui/percent-slider.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { useWords } from "../../words/words.ts";
import { ProblemNote } from "../remote/problem-note.tsx";
import { VolumeLine } from "../remote/volume.tsx";

const none: readonly DeviceSummary[] = [];

/** Every speaker that plays with a slider of its own, and those that could. */
export function SpeakersSheet({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const session = useFacts(selectedSession);
  const devices = useFacts((facts) => facts.devices?.devices) ?? none;
  return (
    <Sheet title={words("speakers.title")} size="fit" onClose={onClose}>
      {session !== null && (
        <>
          <ProblemNote place="speakers" name={session.name} />
          <Playing session={session} />
          {offers(session.features, "add-output-devices") && (
            <Others candidates={candidatesFor(session, devices)} />
          )}
        </>
      )}
    </Sheet>
  );
}

/** What is on the network, has a name among speakers, and does not play along yet. */
export function candidatesFor(
  { outputs }: SessionSnapshot,
  devices: readonly DeviceSummary[],
): readonly DeviceSummary[] {
  const playing = new Set(outputs.map(({ id }) => id));
  return devices.filter(
    ({ outputDeviceId, present }) =>
      outputDeviceId !== null && present && !playing.has(outputDeviceId),
  );
}

function Playing({ session }: { readonly session: SessionSnapshot }) {
  const words = useWords();
  const { outputs, name } = session;
  if (outputs.length === 0) {
    return (
      <>
        <p className="quiet">{words("speakers.none", { name })}</p>
        <VolumeLine session={session} />
      </>
    );
  }
  const removable = offers(session.features, "remove-output-devices");
  const settable = offers(session.features, "output-volume");
  return (
    <ul className="list speakers" aria-label={words("speakers.title")}>
      {outputs.map((output) => (
        <li key={output.id} className="speaker">
          <SpeakerRow
            output={output}
            settable={settable}
            leads={output.isLeader && outputs.length > 1}
            removable={removable && !output.isLeader}
          />
        </li>
      ))}
    </ul>
  );
}

interface SpeakerRowProps {
  readonly output: OutputDevice;
  readonly settable: boolean;
  /** Of a group; alone there is nobody to lead. */
  readonly leads: boolean;
  readonly removable: boolean;
}

function SpeakerRow({ output, settable, leads, removable }: SpeakerRowProps) {
  const words = useWords();
  const { playback } = useShell();
  const { id, name, volume } = output;
  return (
    <>
      <div className="speaker-head">
        <span className="row-text">
          <b>{name}</b>
          {leads && <span className="quiet">{words("speakers.leader")}</span>}
          {volume === null && <span className="quiet">{words("speakers.fixed")}</span>}
        </span>
        {volume !== null && (
          <span className="quiet">{words("volume.percent", { percent: Math.round(volume) })}</span>
        )}
        {removable && (
          <button
            type="button"
            className="icon-button"
            aria-label={words("speakers.remove", { name })}
            title={words("speakers.remove", { name })}
            onClick={() => playback.removeSpeaker(id)}
          >
            <Minus aria-hidden="true" />
          </button>
        )}
      </div>
      {volume !== null && settable && (
        <PercentSlider
          label={words("speakers.volume", { name })}
          percent={volume}
          onChange={(percent) => playback.speakerVolume(id, percent)}
        />
      )}
    </>
  );
}

function Others({ candidates }: { readonly candidates: readonly DeviceSummary[] }) {
  const words = useWords();
  const { playback } = useShell();
  return (
    <section className="menu-group" aria-label={words("speakers.others")}>
      <h3>{words("speakers.others")}</h3>
      {candidates.length === 0 && <p className="caption">{words("speakers.noOthers")}</p>}
      <ul className="list">
        {candidates.map((device) => (
          <li key={device.id}>
            <button
              type="button"
              className="row"
              aria-label={words("speakers.add", { name: device.name })}
              onClick={() => playback.addSpeaker(device.outputDeviceId ?? "")}
            >
              <KindIcon kind={device.kind} />
              <span className="row-text">
                <b>{device.name}</b>
                <span className="quiet">{describeDevice(device, words)}</span>
              </span>
              <Plus aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
