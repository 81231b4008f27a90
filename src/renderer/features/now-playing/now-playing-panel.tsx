import "../../styles/playing.css";
import "../../styles/playing-keys.css";
import "../../styles/playing-shapes.css";
import { type CSSProperties, type ReactNode, useId } from "react";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { itemSentence } from "../../playing/item-words.ts";
import { cssOf, type Palette } from "../../playing/palette.ts";
import { useArtwork } from "../../playing/use-artwork.ts";
import type { Place } from "../../store/ui.ts";
import { Announcer } from "../../ui/announcer.tsx";
import { connectionWord } from "../../ui/device-words.tsx";
import { useWords, type Words } from "../../words/words.ts";
import { StopKey } from "../play/stream-card.tsx";
import { streamSentence } from "../play/stream-words.ts";
import { ProblemNote } from "../remote/problem-note.tsx";
import { Backdrop } from "./backdrop.tsx";
import { Idle } from "./idle.tsx";
import { Modes } from "./modes.tsx";
import { Scrubber } from "./scrubber.tsx";
import { Tools } from "./sound-bar.tsx";
import { TitleBlock } from "./title-block.tsx";
import { Transport } from "./transport.tsx";
import { usePageSize } from "./use-page-size.ts";

interface PanelProps {
  readonly session: SessionSnapshot | null;
  /** The device's, also while there is no session. */
  readonly name: string;
  /** Whose failures are told here; beside the remote its own keys tell theirs. */
  readonly places?: readonly Place[];
  /** The volume's keys are here also while nothing plays, because they are nowhere else. */
  readonly loud?: boolean;
  /** Instead of how its connection stands, while nothing plays. */
  readonly why?: string | undefined;
  /** Under the words while nothing plays. */
  readonly idle?: ReactNode;
  /** Over the picture, at the top. */
  readonly tools?: ReactNode;
}

const here: readonly Place[] = ["playing"];

/** What plays, large: in a window of its own, and beside a wide remote. */
export function NowPlayingPanel(props: PanelProps) {
  const { session, name, tools, idle, why, places = here, loud = false } = props;
  const words = useWords();
  const id = useId();
  const size = usePageSize();
  const shown = useArtwork(session, size);
  const playing = session?.nowPlaying ?? null;
  const sentence = playing === null ? null : itemSentence(playing, words);
  if (session === null || playing === null) {
    return (
      <section className="playing playing-idle" aria-labelledby={id}>
        <div className="playing-box">
          <Idle id={id} name={name} why={why ?? idleWords(session, words)}>
            {session?.stream != null && <StopKey session={session} />}
            {loud && session?.connection.phase === "ready" && <Tools session={session} />}
            {idle}
          </Idle>
        </div>
        {tools}
        <Announcer say={null} />
      </section>
    );
  }
  const { top } = shown;
  return (
    <section
      className="playing"
      aria-labelledby={id}
      data-picture={top === null ? undefined : ""}
      style={top === null ? undefined : inksOf(top.palette)}
    >
      <div className="playing-box">
        <Backdrop shown={shown} playing={playing} stream={session.stream} />
        <div className="playing-foot">
          {places.map((place) => (
            <ProblemNote key={place} place={place} name={session.name} />
          ))}
          <TitleBlock id={id} playing={playing} name={session.name} stream={session.stream} />
          <Scrubber key={playing.itemId} session={session} playing={playing} />
          <Transport session={session} playing={playing} />
          <Tools session={session}>
            <Modes session={session} playing={playing} />
          </Tools>
        </div>
      </div>
      {tools}
      {/* What was sent from here is told with its own name. */}
      <Announcer say={session.stream === null ? sentence : null} />
    </section>
  );
}

function inksOf({ scrim, ink, quiet }: Palette): CSSProperties {
  return {
    "--art-ground": cssOf(scrim),
    "--art-ink": cssOf(ink),
    "--art-quiet": cssOf(quiet),
  } as CSSProperties;
}

function idleWords(session: SessionSnapshot | null, words: Words): string {
  if (session === null) return words("state.offline");
  const { connection, power, stream, name } = session;
  if (stream !== null) return streamSentence(stream, name, words);
  const still = connection.phase === "ready" && power !== "off";
  return still ? words("playing.idle") : connectionWord(session, words);
}
