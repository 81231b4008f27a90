import { FileUp, Film, Music, X } from "lucide-react";
import { useRef } from "react";
import type { FileOffer } from "../../../shared/model/media.ts";
import { useShell } from "../../shell.ts";
import { formatBytes } from "../../words/bytes.ts";
import { formatSeconds } from "../../words/time.ts";
import { useWords, type Words } from "../../words/words.ts";

/** What the system's own window offers first; it can show all files. */
const ACCEPT = "video/*,audio/*,.mkv,.m4v,.m4a,.m3u8,.flac";

/** The way to the system's own window for files. */
export function FileButton({ busy }: { readonly busy: boolean }) {
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
