import { TriangleAlert } from "lucide-react";
import type { FileObstacle } from "../../../shared/model/media.ts";
import { useShell } from "../../shell.ts";
import type { PlayDraft } from "../../store/play-draft.ts";
import { useWords } from "../../words/words.ts";

interface ObstacleProps {
  readonly draft: PlayDraft;
  readonly obstacle: FileObstacle;
  /** The device's. */
  readonly name: string;
}

/** Said before anything is sent: the device will not play this file, as far as anybody knows. */
export function ObstaclePage({ draft, obstacle, name }: ObstacleProps) {
  const words = useWords();
  const { media } = useShell();
  return (
    <>
      <ObstacleWords obstacle={obstacle} title={draft.item?.title ?? ""} name={name} />
      <div className="wizard-actions sheet-actions">
        {obstacle.reason !== "empty" && (
          <button type="button" className="button" onClick={() => void media.again()}>
            {words("obstacle.anyway")}
          </button>
        )}
        <button type="button" className="button primary" onClick={() => media.choose(null)}>
          {words("obstacle.another")}
        </button>
      </div>
    </>
  );
}

interface ObstacleWordsProps {
  readonly obstacle: FileObstacle;
  readonly title: string;
  readonly name: string;
}

/** What keeps a device from playing it, and what would help. */
export function ObstacleWords({ obstacle, title, name }: ObstacleWordsProps) {
  const words = useWords();
  const { reason, what } = obstacle;
  const fill = { title, name, what };
  return (
    <div className="wizard-note caution">
      <TriangleAlert aria-hidden="true" />
      <p>
        {reason === "container" && isPhrase(what)
          ? words("obstacle.phrase.text", fill)
          : `${words(`obstacle.${reason}.text`, fill)} ${words(`obstacle.${reason}.do`)}`}
      </p>
    </div>
  );
}

/** "a file without picture or sound" instead of the name of a kind: no copy in another kind would help. */
const isPhrase = (what: string): boolean => /^an? /.test(what);
