import { useEffect, useId, useState } from "react";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import type { SoundSnapshot, Speaker } from "../../../shared/model/sound.ts";
import { useShell } from "../../shell.ts";
import { describeDevice, KindIcon } from "../../ui/device-words.tsx";
import { PercentSlider } from "../../ui/percent-slider.tsx";
import { asksPassword } from "../../words/errors.ts";
import { speakerErrorWords } from "../../words/sound-errors.ts";
import { useWords, type Words } from "../../words/words.ts";
import { PasswordSheet } from "../password/password-sheet.tsx";
import { DelayField } from "./delay-field.tsx";

/** A place that sound can go to: one of the network, one that it goes to, mostly both. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly device: DeviceSummary | null;
  readonly speaker: Speaker | null;
}

interface SpeakerRowProps {
  readonly place: Place;
  readonly state: SoundSnapshot["state"];
  /** Shows the wizard for AirPlay, in this window or in its own. */
  readonly onPair: (deviceId: string) => void;
}

/** Whether sound goes there, how loud, how it stands, and what to do where it does not work. */
export function SpeakerRow({ place, state, onPair }: SpeakerRowProps) {
  const words = useWords();
  const { sound } = useShell();
  const { id, name, device, speaker } = place;
  const stateId = useId();
  const stands = stateWords(place, state, words);
  return (
    <li className="speaker" aria-label={name}>
      <label className="row choice speaker-choice">
        <input
          type="checkbox"
          checked={speaker !== null}
          aria-describedby={stateId}
          onChange={() => (speaker === null ? void sound.join(id) : sound.leave(id))}
        />
        <KindIcon kind={device?.kind ?? "speaker"} />
        <span className="row-text">
          <b>{name}</b>
          {device !== null && speaker === null && (
            <span className="quiet">{describeDevice(device, words)}</span>
          )}
          <span
            id={stateId}
            className="row-state"
            data-warn={speaker?.phase === "failed" || undefined}
          >
            {stands}
          </span>
        </span>
        {speaker?.phase === "joined" && speaker.volume !== null && (
          <span className="quiet speaker-percent">
            {words("volume.percent", { percent: Math.round(speaker.volume) })}
          </span>
        )}
      </label>
      {speaker !== null && <Ways place={place} speaker={speaker} onPair={onPair} />}
      {speaker?.phase === "joined" && (
        <div className="speaker-more">
          {speaker.volume !== null && (
            <PercentSlider
              label={words("speakers.volume", { name })}
              percent={speaker.volume}
              onChange={(percent) => sound.setVolume(id, percent)}
            />
          )}
          <DelayField speaker={speaker} />
        </div>
      )}
    </li>
  );
}

function stateWords(place: Place, state: SoundSnapshot["state"], words: Words): string {
  const { device, speaker, name } = place;
  if (speaker === null) return device?.present === false ? words("sound.gone") : "";
  switch (speaker.phase) {
    case "joining":
      return words(speaker.error === null ? "sound.phase.joining" : "sound.phase.rejoining");
    case "joined":
      return words(`sound.phase.joined.${state}`);
    case "interrupted":
      return words("sound.phase.interrupted");
    case "failed": {
      const error = speaker.error ?? { code: "lost", message: "" };
      const { sentence, advice } = speakerErrorWords(words, error, name);
      // The button says what to do about these.
      return asksPassword(error) ? sentence : `${sentence} ${advice}`;
    }
  }
}

interface WaysProps extends Pick<SpeakerRowProps, "place" | "onPair"> {
  readonly speaker: Speaker;
}

/** The way on: a password, a pairing, or once more. */
function Ways({ place, speaker, onPair }: WaysProps) {
  const words = useWords();
  const { sound } = useShell();
  const [asking, setAsking] = useState(false);
  // From the press on, and not only from when the program says that it joins.
  const [trying, setTrying] = useState(false);
  const { id, name, device } = place;
  const { phase, error } = speaker;
  useEffect(() => {
    setTrying(false);
    if (phase === "joined") setAsking(false);
  }, [phase]);
  const password = error !== null && asksPassword(error) && device !== null;
  const pairs = error?.code === "unpaired" && !password;
  const again = async (): Promise<void> => {
    setTrying(true);
    await sound.join(id);
    setTrying(false);
  };
  return (
    <>
      {!trying && (phase === "failed" || phase === "interrupted") && (
        <div className="speaker-ways">
          {password && (
            <button
              type="button"
              className="button small"
              aria-haspopup="dialog"
              aria-label={words("sound.password.on", { name })}
              onClick={() => setAsking(true)}
            >
              {words("password.enter")}
            </button>
          )}
          {pairs && (
            <button
              type="button"
              className="button small"
              aria-label={words("sound.pair.on", { name })}
              onClick={() => onPair(id)}
            >
              {words("play.pair")}
            </button>
          )}
          {!password && !pairs && error?.code !== "unsupported" && (
            <button
              type="button"
              className="button small"
              aria-label={words(phase === "interrupted" ? "sound.takeBack.on" : "sound.retry.on", {
                name,
              })}
              onClick={() => void again()}
            >
              {words(phase === "interrupted" ? "sound.takeBack" : "action.again")}
            </button>
          )}
        </div>
      )}
      {/* Whatever becomes of the speaker meanwhile, what is typed stays until it is not needed. */}
      {asking && device !== null && (
        <PasswordSheet
          device={device}
          onClose={() => setAsking(false)}
          onSaved={() => void again()}
        />
      )}
    </>
  );
}
