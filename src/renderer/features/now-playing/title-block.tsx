import type { MediaStream } from "../../../shared/model/media.ts";
import type { NowPlaying } from "../../../shared/model/now-playing.ts";
import { AppMark } from "../../playing/app-mark.tsx";
import { itemLine } from "../../playing/item-words.ts";
import { useWords } from "../../words/words.ts";

interface TitleBlockProps {
  readonly id: string;
  readonly playing: NowPlaying;
  /** The device's. */
  readonly name: string;
  readonly stream: MediaStream | null;
}

/** What it is, of what, by which app and where. */
export function TitleBlock({ id, playing, name, stream }: TitleBlockProps) {
  const words = useWords();
  const title = playing.title ?? stream?.title ?? null;
  const app = playing.app?.name === "" ? null : playing.app;
  const silent =
    app === null ? words("playing.silentApp") : words("playing.silentApp.named", { app: app.name });
  const line = itemLine(playing, words);
  return (
    <div className="title-block">
      <h1 id={id} className={title === null ? "title silent" : "title"}>
        <bdi>{title ?? silent}</bdi>
      </h1>
      {line !== "" && (
        <p className="title-line">
          <bdi>{line}</bdi>
        </p>
      )}
      {stream !== null && <p className="title-line">{words(`stream.from.${stream.source}`)}</p>}
      <p className="title-app">
        {app !== null && <AppMark app={app} />}
        <bdi>
          {app === null
            ? words("playing.onDevice", { name })
            : words("playing.on", { app: app.name, name })}
        </bdi>
      </p>
    </div>
  );
}
