import type { CSSProperties } from "react";
import type { NowPlaying } from "../../../shared/model/now-playing.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { useKeyHint, useKeyTip } from "../../keys/use-key-tip.ts";
import { AppMark } from "../../playing/app-mark.tsx";
import { itemLine, itemSentence } from "../../playing/item-words.ts";
import { useArtwork } from "../../playing/use-artwork.ts";
import { usePosition } from "../../playing/use-position.ts";
import { useShell } from "../../shell.ts";
import { Announcer } from "../../ui/announcer.tsx";
import { useWords, type Words } from "../../words/words.ts";

/** Wide enough for the picture's box in large letters. */
const PICTURE_PX = 64;

interface StripProps {
  readonly session: SessionSnapshot;
  readonly playing: NowPlaying;
}

/** What plays, in two lines; opens it large. */
export function PlayingStrip({ session, playing }: StripProps) {
  const words = useWords();
  const tip = useKeyTip();
  const hint = useKeyHint();
  const { api } = useShell();
  const { top } = useArtwork(session, PICTURE_PX);
  const app = playing.app?.name === "" ? null : playing.app;
  const title = playing.title ?? app?.name ?? words("window.nowPlaying");
  const line = stripLine(playing, words);
  return (
    <>
      <button
        type="button"
        className="playing-strip"
        aria-label={words("playing.open", { item: line === "" ? title : `${title}, ${line}` })}
        title={tip(words("window.nowPlaying"), "now-playing")}
        {...hint("now-playing")}
        onClick={() => void api.call("app.openWindow", "now-playing").catch(() => undefined)}
      >
        {top !== null ? (
          <img className="strip-picture" src={top.url} alt="" />
        ) : (
          app !== null && <AppMark app={app} />
        )}
        <span className="strip-text">
          <b>
            <bdi>{title}</bdi>
          </b>
          {line !== "" && (
            <span className="quiet">
              <bdi>{line}</bdi>
            </span>
          )}
        </span>
        <Progress playing={playing} />
      </button>
      <Announcer say={itemSentence(playing, words)} />
    </>
  );
}

/** "S2 E5 · Disney+" is enough beside a title; an app without a title has said its name already. */
function stripLine(playing: NowPlaying, words: Words): string {
  const { title, app } = playing;
  if (title === null) return words("playing.silentApp");
  const live = playing.isLive ? words("playing.live") : "";
  const parts = [live, itemLine(playing, words), app?.name ?? ""];
  return parts.filter((part) => part !== "").join(" · ");
}

function Progress({ playing }: { readonly playing: NowPlaying }) {
  const position = usePosition(playing);
  const { durationS } = playing;
  if (position === null || durationS === null || durationS <= 0) return null;
  const at = `${Math.min(100, (position / durationS) * 100).toFixed(2)}%`;
  return <i className="strip-progress" style={{ "--at": at } as CSSProperties} />;
}
