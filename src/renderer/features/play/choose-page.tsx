import { FileUp, Film, Music, Play, X } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { DeviceId } from "../../../shared/model/device.ts";
import type { FileOffer } from "../../../shared/model/media.ts";
import { linkOf, linkTitle } from "../../playing/links.ts";
import { useFacts, useShell } from "../../shell.ts";
import { type PlayDraft, type PlayItem, playTargets } from "../../store/play-draft.ts";
import { formatBytes } from "../../words/bytes.ts";
import { formatSeconds } from "../../words/time.ts";
import { useWords, type Words } from "../../words/words.ts";
import { DeviceChoice } from "./device-choice.tsx";

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

/** What the system's own window offers first; it can show all files. */
const ACCEPT = "video/*,audio/*,.mkv,.m4v,.m4a,.m3u8,.flac";

function FileButton({ busy }: { readonly busy: boolean }) {
  const words = useWords();
  const { media } = useShell();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => input.current?.click()}
      >
        <FileUp aria-hidden="true" />
        {words("play.file")}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPT}
        aria-label={words("play.file")}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file may be chosen again.
          event.currentTarget.value = "";
          if (files.length > 0) void media.paste({ kind: "files", files });
        }}
      />
    </div>
  );
}

interface FileRowProps {
  readonly offer: FileOffer;
  readonly leftOver: number;
  readonly onRemove: () => void;
}

function FileRow({ offer, leftOver, onRemove }: FileRowProps) {
  const words = useWords();
  const Icon = offer.kind === "audio" ? Music : Film;
  return (
    <div className="menu">
      <div className="row">
        <Icon aria-hidden="true" />
        <span className="row-text">
          <b>
            <bdi>{offer.name}</bdi>
          </b>
          <span className="quiet file-facts">{fileWords(offer, words)}</span>
          {leftOver > 0 && (
            <span className="row-why">{words("play.several", { count: leftOver + 1 })}</span>
          )}
        </span>
        <button
          type="button"
          className="icon-button"
          aria-label={words("play.file.remove", { name: offer.name })}
          title={words("play.file.remove", { name: offer.name })}
          onClick={onRemove}
        >
          <X aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}

/** "1:42:10 · 1.4 GB", as much of it as the file tells. */
function fileWords({ durationS, bytes }: FileOffer, words: Words): string {
  const size = formatBytes(bytes, words);
  return durationS === null ? size : `${formatSeconds(durationS)} · ${size}`;
}
