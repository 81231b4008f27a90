import { CircleAlert, Film, Link, Music } from "lucide-react";
import { useState } from "react";
import type { PlayRequest } from "../../../shared/model/media.ts";
import { useLasting } from "../../clock.ts";
import { useFacts, useShell, useUi } from "../../shell.ts";
import type { Facts } from "../../store/facts.ts";
import { playTarget, targetsFor, wayOf } from "../../store/play-draft.ts";
import type { Ui } from "../../store/ui.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { errorWords } from "../../words/errors.ts";
import { useWords } from "../../words/words.ts";
import { DeviceChoice } from "./device-choice.tsx";
import { ObstacleWords } from "./obstacle-page.tsx";

/** A click that was meant for what lay here before must not be a yes, in ms. */
const ARMED_AFTER_MS = 600;

/** The question that waits for an answer in this window; null while its answer is being carried out. */
export function openRequest(facts: Facts, ui: Ui): PlayRequest | null {
  const request = facts.app?.request ?? null;
  if (request === null || ui.page !== "remote") return null;
  const { play } = ui;
  const answered = play?.item?.source === "request" && play.item.requestId === request.id;
  return answered ? null : request;
}

/**
 * A link or a file that some other program wants to have played: asked, never done by itself. The
 * focus is on the heading, so that no key that is already on its way says yes.
 */
export function RequestSheet() {
  const ui = useUi((state) => state);
  const request = useFacts((facts) => openRequest(facts, ui));
  return request === null ? null : <Question key={request.id} request={request} />;
}

function Question({ request }: { readonly request: PlayRequest }) {
  const words = useWords();
  const { media } = useShell();
  const devices = useFacts((facts) => facts.devices);
  const [chosen, setChosen] = useState(request.deviceId);
  const armed = useLasting(true, ARMED_AFTER_MS);
  const { id, title, detail, source, isSound, problem } = request;
  const item = { source: "request", title, requestId: id, isSound } as const;
  const targets = targetsFor(devices, item);
  const targetId = playTarget(devices, chosen, targets);
  const target = targets.find((device) => device.id === targetId) ?? null;
  const name = target?.name ?? "";
  // What is sent as sound is read here: whatever a device could not make of the file does not matter.
  const isSent = target !== null && wayOf(item, target) === "sound";
  const obstacle = isSent ? null : request.obstacle;
  const playable = problem === null && obstacle?.reason !== "empty";
  const refuse = (): void => void media.answer(request, null);
  const FileIcon = isSound ? Music : Film;
  const Icon = source === "file" ? FileIcon : Link;
  return (
    <Sheet title={words(`request.${source}`)} size="fit" onClose={refuse}>
      <div className="menu">
        <div className="row">
          <Icon aria-hidden="true" />
          <span className="row-text">
            <b>
              <bdi>{title}</bdi>
            </b>
            <span className="quiet play-detail" dir="ltr">
              {detail}
            </span>
          </span>
        </div>
      </div>
      {problem !== null && <Problem request={request} />}
      {problem === null && obstacle !== null && (
        <ObstacleWords obstacle={obstacle} title={title} name={name} />
      )}
      {playable && <DeviceChoice devices={targets} chosenId={targetId} onChoose={setChosen} />}
      <div className="wizard-actions sheet-actions">
        <button type="button" className="button" onClick={refuse}>
          {words(playable ? "request.no" : "action.close")}
        </button>
        {playable && (
          <button
            type="button"
            className="button primary"
            disabled={targetId === null || !armed}
            onClick={() => targetId !== null && void media.answer(request, targetId)}
          >
            {words(obstacle === null ? "play.start" : "obstacle.anyway")}
          </button>
        )}
      </div>
    </Sheet>
  );
}

function Problem({ request: { problem, title } }: { readonly request: PlayRequest }) {
  const words = useWords();
  if (problem === null) return null;
  const { sentence, advice } = errorWords(words, problem, title);
  return (
    <p className="wizard-note warn">
      <CircleAlert aria-hidden="true" />
      <span>
        {sentence} {advice}
      </span>
    </p>
  );
}
