import { ListPlus, Play, Speaker } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { DeviceId } from "../../../shared/model/device.ts";
import { soundSources } from "../../control/media-control.ts";
import { linkItem } from "../../control/take-given.ts";
import { looksOfLink } from "../../playing/kinds.ts";
import { linkOf } from "../../playing/links.ts";
import { useFacts, useShell } from "../../shell.ts";
import {
  type PlayDraft,
  type PlayItem,
  playTarget,
  soundTargets,
  targetsFor,
  wayOf,
} from "../../store/play-draft.ts";
import { isSending } from "../../store/sound-facts.ts";
import { useWords } from "../../words/words.ts";
import { DeviceChoice } from "./device-choice.tsx";
import { FileButtons, FileRow, SongsRow } from "./file-choice.tsx";

interface ChooseProps {
  readonly draft: PlayDraft;
  readonly deviceId: DeviceId | null;
}

/** An address or files, and the device; what is missing keeps Play grey. */
export function ChoosePage({ draft, deviceId }: ChooseProps) {
  const words = useWords();
  const { media } = useShell();
  const devices = useFacts((facts) => facts.devices);
  const { item, stage, notOn } = draft;
  const [address, setAddress] = useState(item?.source === "link" ? item.url : "");
  const [asSound, setAsSound] = useState(item?.source === "link" && item.asSound);
  const [invalid, setInvalid] = useState(false);
  const link = linkFrom(address, asSound);
  const wanted = item?.source === "file" || item?.source === "sound" ? item : link;
  const targets = targetsFor(devices, wanted);
  const targetId = targets.some(({ id }) => id === deviceId)
    ? deviceId
    : playTarget(devices, deviceId, targets);
  const reading = stage.at === "reading";
  const empty = wanted === null && address.trim() === "";
  const start = (event: FormEvent): void => {
    event.preventDefault();
    setInvalid(wanted === null);
    if (wanted !== null && targetId !== null) void media.play(wanted, targetId);
  };
  return (
    <form className="play-form" onSubmit={start}>
      {notOn !== undefined && <NotOn deviceId={notOn} />}
      {wanted === null || wanted.source === "link" ? (
        <>
          <AddressField
            address={address}
            invalid={invalid}
            empty={item === null}
            onType={setAddress}
          />
          {link !== null && (
            <AsSound link={link} deviceId={targetId} asSound={asSound} onChange={setAsSound} />
          )}
          <FileButtons busy={reading} />
        </>
      ) : (
        <Chosen item={wanted} leftOver={draft.leftOver} />
      )}
      {reading && <p className="quiet">{words("play.reading", { title: stage.title })}</p>}
      <DeviceChoice
        devices={targets}
        chosenId={targetId}
        onChoose={(id) => media.choosePlace(id)}
      />
      <Actions item={wanted} given={item !== null} off={targetId === null || reading || empty} />
    </form>
  );
}

function linkFrom(address: string, asSound: boolean): PlayItem | null {
  const url = linkOf(address);
  return url === null ? null : linkItem(url, asSound);
}

function Chosen({ item, leftOver }: { readonly item: PlayItem; readonly leftOver: number }) {
  const { media } = useShell();
  const remove = (): void => media.choose(null);
  if (item.source === "file") {
    return <FileRow offer={item.offer} leftOver={leftOver} onRemove={remove} />;
  }
  if (item.source !== "sound") return null;
  return <SongsRow item={item} leftOver={leftOver} onRemove={remove} />;
}

/** It was let go of on a device that has no screen. */
function NotOn({ deviceId }: { readonly deviceId: DeviceId }) {
  const words = useWords();
  const name = useFacts(
    ({ devices }) => devices?.devices.find(({ id }) => id === deviceId)?.name ?? "",
  );
  return (
    <p className="wizard-note" role="status">
      <Speaker aria-hidden="true" />
      <span>{words("sound.onlySound", { name })}</span>
    </p>
  );
}

interface AsSoundProps {
  readonly link: PlayItem;
  readonly deviceId: DeviceId | null;
  readonly asSound: boolean;
  readonly onChange: (asSound: boolean) => void;
}

/** Only where it is a question: the address does not tell, and the device does both. */
function AsSound({ link, deviceId, asSound, onChange }: AsSoundProps) {
  const words = useWords();
  const device = useFacts(
    ({ devices }) => devices?.devices.find(({ id }) => id === deviceId) ?? null,
  );
  const asks =
    device !== null &&
    link.source === "link" &&
    looksOfLink(link.url) === "unknown" &&
    device.playsMedia &&
    device.playsSound;
  if (!asks) return null;
  return (
    <label className="row choice as-sound">
      <input
        type="checkbox"
        checked={asSound}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{words("sound.asSound")}</span>
    </label>
  );
}

interface ActionsProps {
  readonly item: PlayItem | null;
  /** It was chosen before this page: Enter plays it. */
  readonly given: boolean;
  readonly off: boolean;
}

function Actions({ item, given, off }: ActionsProps) {
  const words = useWords();
  const { media, sound } = useShell();
  const devices = useFacts((facts) => facts.devices);
  const sending = useFacts((facts) => isSending(facts.sound));
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (given) button.current?.focus();
  }, [given]);
  const [speaker] = soundTargets(devices);
  const queues =
    sending && item !== null && speaker !== undefined && wayOf(item, speaker) === "sound";
  const queue = (): void => {
    if (item === null) return;
    media.forget();
    void sound.add(soundSources(item));
  };
  return (
    <div className="wizard-actions sheet-actions">
      <button type="button" className="button" onClick={() => media.forget()}>
        {words("action.cancel")}
      </button>
      {queues && (
        <button type="button" className="button" onClick={queue}>
          <ListPlus aria-hidden="true" />
          {words("sound.addToQueue")}
        </button>
      )}
      <button ref={button} type="submit" className="button primary" disabled={off}>
        <Play aria-hidden="true" />
        {words("play.start")}
      </button>
    </div>
  );
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
