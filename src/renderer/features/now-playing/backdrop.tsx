import { Film } from "lucide-react";
import type { MediaStream } from "../../../shared/model/media.ts";
import type { NowPlaying } from "../../../shared/model/now-playing.ts";
import { useLasting } from "../../clock.ts";
import { AppMark } from "../../playing/app-mark.tsx";
import type { Shown } from "../../playing/artwork-follower.ts";

/** How long the app's letters wait for the picture that they would stand in for. */
const PICTURE_EXPECTED_MS = 1500;

interface BackdropProps {
  readonly shown: Shown;
  readonly playing: NowPlaying;
  readonly stream: MediaStream | null;
}

/**
 * The picture, edge to edge; another one of the same item fades in over it. Where there is none, the
 * letters of the app, or a frame of film for what this computer sent.
 */
export function Backdrop({ shown: { top, under }, playing, stream }: BackdropProps) {
  const { app, artworkId } = playing;
  const overdue = useLasting(top === null && artworkId !== null, PICTURE_EXPECTED_MS);
  const without = top === null && (artworkId === null || overdue);
  return (
    <div className="backdrop" aria-hidden="true">
      {[under, top].map((picture) =>
        picture === null ? null : <img key={picture.url} src={picture.url} alt="" />,
      )}
      {without && app === null && stream !== null && <Film />}
      {without && app !== null && app.name !== "" && <AppMark app={app} />}
    </div>
  );
}
