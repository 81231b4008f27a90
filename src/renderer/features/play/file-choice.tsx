import { FileUp, Film, FolderOpen, Music, X } from "lucide-react";
import { useRef } from "react";
import type { FileOffer } from "../../../shared/model/media.ts";
import { looksOf } from "../../playing/kinds.ts";
import { useFacts, useShell } from "../../shell.ts";
import { type PlayItem, soundTargets } from "../../store/play-draft.ts";
import { formatBytes } from "../../words/bytes.ts";
import { formatSeconds } from "../../words/time.ts";
import { useWords, type Words } from "../../words/words.ts";
import { playTitle } from "../sound/sound-words.ts";

/** What the system's own window offers first; it can show all files. */
const ACCEPT = "video/*,audio/*,.mkv,.m4v,.m4a,.m3u8,.flac,.opus,.aiff,.m3u,.pls";

/** The ways to the system's own windows for files, and for a folder where music can go to. */
export function FileButtons({ busy }: { readonly busy: boolean }) {
  const words = useWords();
  const speakers = useFacts((facts) => soundTargets(facts.devices).length > 0);
  return (
    <div className="file-buttons">
      <FileButton label={words("play.file")} busy={busy} />
      {speakers && <FileButton label={words("sound.folder")} busy={busy} folder />}
    </div>
  );
}

interface FileButtonProps {
  readonly label: string;
  readonly busy: boolean;
  readonly folder?: boolean;
}

const byName = new Intl.Collator(undefined, { numeric: true });

function FileButton({ label, busy, folder = false }: FileButtonProps) {
  const { media } = useShell();
  const input = useRef<HTMLInputElement>(null);
  const Icon = folder ? FolderOpen : FileUp;
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => input.current?.click()}
      >
        <Icon aria-hidden="true" />
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={folder ? undefined : ACCEPT}
        // React writes it as the attribute that browsers know it by.
        {...(folder && { webkitdirectory: "" })}
        aria-label={label}
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])];
          // The same file may be chosen again.
          event.currentTarget.value = "";
          const files = folder ? songsOf(chosen) : chosen;
          if (chosen.length > 0) void media.paste({ kind: "files", files });
        }}
      />
    </>
  );
}

/** What sounds in a folder and below it, in the order of the names; the rest of it is no music. */
function songsOf(files: readonly File[]): readonly File[] {
  return files
    .filter(({ name, type }) => looksOf(name, type) === "sound")
    .sort((a, b) => byName.compare(a.webkitRelativePath, b.webkitRelativePath));
}

interface SongsProps {
  readonly item: Extract<PlayItem, { readonly source: "sound" }>;
  readonly leftOver: number;
  readonly onRemove: () => void;
}

/** The chosen songs, and the way to let go of them. */
export function SongsRow({ item, leftOver, onRemove }: SongsProps) {
  const words = useWords();
  const title = playTitle(item, words);
  const count = item.offers.length;
  const known = item.offers.every(({ durationS }) => durationS !== null);
  const seconds = item.offers.reduce((sum, { durationS }) => sum + (durationS ?? 0), 0);
  const songs = count === 1 ? words("sound.songs.one") : words("sound.songs", { count });
  return (
    <div className="menu">
      <div className="row">
        <Music aria-hidden="true" />
        <span className="row-text">
          <b>
            <bdi>{title}</bdi>
          </b>
          <span className="quiet">{songs}</span>
          {known && seconds > 0 && (
            <span className="quiet file-facts">{formatSeconds(seconds)}</span>
          )}
          {leftOver > 0 && <span className="row-why">{words("sound.leftOver")}</span>}
        </span>
        <button
          type="button"
          className="icon-button"
          aria-label={words("play.file.remove", { name: title })}
          title={words("play.file.remove", { name: title })}
          onClick={onRemove}
        >
          <X aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}

interface FileRowProps {
  readonly offer: FileOffer;
  readonly leftOver: number;
  readonly onRemove: () => void;
}

/** The chosen file, and the way to let go of it. */
export function FileRow({ offer, leftOver, onRemove }: FileRowProps) {
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
