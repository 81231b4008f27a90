import { useId } from "react";
import type { DevicesSnapshot } from "../../../shared/model/app.ts";
import type { SoundSnapshot } from "../../../shared/model/sound.ts";
import { useFacts, useShell } from "../../shell.ts";
import { soundTargets } from "../../store/play-draft.ts";
import { soundingSpeakers } from "../../store/sound-facts.ts";
import { PercentSlider } from "../../ui/percent-slider.tsx";
import { useWords } from "../../words/words.ts";
import { type Place, SpeakerRow } from "./speaker-row.tsx";

interface SpeakersProps {
  readonly sound: SoundSnapshot;
  readonly onPair: (deviceId: string) => void;
}

/** Those of the network that take sound, and those that are on the list of the session; by name. */
export function placesOf(
  devices: DevicesSnapshot | null,
  { speakers }: SoundSnapshot,
): readonly Place[] {
  const targets = soundTargets(devices);
  const known = targets.map((device) => ({
    id: device.id,
    name: device.name,
    device,
    speaker: speakers.find(({ deviceId }) => deviceId === device.id) ?? null,
  }));
  const others = speakers
    .filter(({ deviceId }) => !targets.some(({ id }) => id === deviceId))
    .map((speaker) => ({
      id: speaker.deviceId,
      name: speaker.name,
      device: devices?.devices.find(({ id }) => id === speaker.deviceId) ?? null,
      speaker,
    }));
  return [...known, ...others].sort(
    (a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id),
  );
}

/** Where it sounds: a box to tick for each speaker, a slider for each and one for all. */
export function SoundSpeakers({ sound, onPair }: SpeakersProps) {
  const words = useWords();
  const control = useShell().sound;
  const devices = useFacts((facts) => facts.devices);
  const titleId = useId();
  const places = placesOf(devices, sound);
  const sounding = soundingSpeakers(sound);
  const homePod = places.some(
    ({ device, speaker }) => device?.kind === "homepod" && speaker?.phase === "joined",
  );
  return (
    <section className="menu-group" aria-labelledby={titleId}>
      <h3 id={titleId}>{words("sound.speakers")}</h3>
      {places.length === 0 && <p className="quiet">{words("sound.none")}</p>}
      {sound.volume !== null && sounding.length > 1 && (
        <div className="sound-all">
          <span>{words("sound.speakers.all")}</span>
          <span className="quiet speaker-percent">
            {words("volume.percent", { percent: Math.round(sound.volume) })}
          </span>
          <PercentSlider
            label={words("sound.volume.all")}
            percent={sound.volume}
            onChange={(percent) => control.setVolume(null, percent)}
          />
        </div>
      )}
      <ul className="list speakers" aria-labelledby={titleId}>
        {places.map((place) => (
          <SpeakerRow key={place.id} place={place} state={sound.state} onPair={onPair} />
        ))}
      </ul>
      {homePod && <p className="caption">{words("sound.homePod")}</p>}
    </section>
  );
}
