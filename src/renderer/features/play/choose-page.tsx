import { Play } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { DeviceId } from "../../../shared/model/device.ts";
import { linkOf, linkTitle } from "../../playing/links.ts";
import { useFacts, useShell } from "../../shell.ts";
import { type PlayDraft, type PlayItem, playTargets } from "../../store/play-draft.ts";
import { useWords } from "../../words/words.ts";
import { DeviceChoice } from "./device-choice.tsx";
import { FileButton, FileRow } from "./file-choice.tsx";

interface ChooseProps {
  readonly draft: PlayDraft;
  readonly deviceId: DeviceId | null;
}

/** An address or a file, and the device; what is missing keeps Play grey. */
export function ChoosePage({ draft, deviceId }: ChooseProps) {
  const words = useWords();
  const { media } = useShell();
  const devices = useFacts((facts) => facts.devices);
  const { item, stage, leftOver } = draft;
  const [address, setAddress] = useState(item?.source === "link" ? item.url : "");
  const [invalid, setInvalid] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const given = item !== null;
  // With everything there already, Enter plays.
  useEffect(() => {
    if (given) button.current?.focus();
  }, [given]);
  const reading = stage.at === "reading";
  const typed = address.trim() !== "";
  const start = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = item?.source === "file" ? item : linkItem(address);
    setInvalid(wanted === null);
    if (wanted !== null && deviceId !== null) void media.play(wanted, deviceId);
  };
  return (
    <form className="play-form" onSubmit={start}>
      {item?.source === "file" ? (
        <FileRow offer={item.offer} leftOver={leftOver} onRemove={() => media.choose(null)} />
      ) : (
        <>
          <AddressField address={address} invalid={invalid} empty={!given} onType={setAddress} />
          <FileButton busy={reading} />
        </>
      )}
      {reading && <p className="quiet">{words("play.reading", { title: stage.title })}</p>}
      <DeviceChoice
        devices={playTargets(devices)}
        chosenId={deviceId}
        onChoose={(id) => media.choosePlace(id)}
      />
      <div className="wizard-actions sheet-actions">
        <button type="button" className="button" onClick={() => media.forget()}>
          {words("action.cancel")}
        </button>
        <button
          ref={button}
          type="submit"
          className="button primary"
          disabled={deviceId === null || reading || (item?.source !== "file" && !typed)}
        >
          <Play aria-hidden="true" />
          {words("play.start")}
        </button>
      </div>
    </form>
  );
}

function linkItem(address: string): PlayItem | null {
  const url = linkOf(address);
  return url === null ? null : { source: "link", url, title: linkTitle(url) };
}

interface AddressProps {
  readonly address: string;
  readonly invalid: boolean;
  /** Nothing is chosen yet: the field waits for the keyboard. */
  readonly empty: boolean;
  readonly onType: (address: string) => void;
}

function AddressField({ address, invalid, empty, onType }: AddressProps) {
  const words = useWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (empty) field.current?.focus();
  }, [empty]);
  return (
    <div className="field">
      <label htmlFor={id}>{words("play.address")}</label>
      <input
        ref={field}
        id={id}
        type="text"
        inputMode="url"
        dir="ltr"
        value={address}
        maxLength={8000}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={invalid}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <p id={`${id}-hint`} className={invalid ? "caption warn" : "caption"} role="status">
        {words(invalid ? "play.address.invalid" : "play.address.hint")}
      </p>
    </div>
  );
}
