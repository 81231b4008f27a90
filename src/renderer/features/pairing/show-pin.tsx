import { CircleAlert, Clock } from "lucide-react";
import type { DeviceKind } from "../../../shared/model/device.ts";
import type { PairingStep } from "../../../shared/model/pairing.ts";
import { useSecondsUntil } from "../../clock.ts";
import { useFacts } from "../../shell.ts";
import { formatSeconds } from "../../words/time.ts";
import { useWords, type WordKey } from "../../words/words.ts";
import { Checklist } from "./checklists.tsx";
import { WizardFrame } from "./wizard-frame.tsx";

type ShowPinStep = Extract<PairingStep, { step: "show-pin" }>;

interface ShowPinProps {
  readonly titleId: string;
  readonly step: ShowPinStep;
  readonly onLeave: () => void;
}

/** Where the list of remotes is: Apple TV 2 and 3 have it in Settings, a computer in its music program. */
const ways: Readonly<Record<"tv" | "music", readonly WordKey[]>> = {
  tv: ["showPin.tv.open", "showPin.tv.choose", "showPin.type"],
  music: ["showPin.music.open", "showPin.music.choose", "showPin.type"],
};
const notThere: readonly WordKey[] = [
  "notThere.leave",
  "notThere.network",
  "notThere.firewall",
  "notThere.vpn",
  "notThere.restart",
];

/** Turned round: our code, to be typed on the device. It calls back; nothing is to be done here. */
export function ShowPin({ titleId, step, onLeave }: ShowPinProps) {
  const words = useWords();
  const kind = useFacts(
    ({ devices }) => devices?.devices.find(({ id }) => id === step.deviceId)?.kind,
  );
  const { name, remoteName, pin } = step;
  const fill = { name, remote: remoteName, pin };
  return (
    <WizardFrame
      titleId={titleId}
      title={words("showPin.title", fill)}
      links={
        <Checklist link="notThere.link" title="notThere.title" points={notThere} fill={fill} />
      }
      actions={
        <button type="button" className="button" onClick={onLeave}>
          {words("action.cancel")}
        </button>
      }
    >
      <Code pin={pin} />
      {step.previous !== null && (
        <p className="wizard-note warn">
          <CircleAlert aria-hidden="true" />
          <span>{words("showPin.wrong", fill)}</span>
        </p>
      )}
      <ol className="checklist">
        {ways[wayOf(kind)].map((key) => (
          <li key={key}>{words(key, fill)}</li>
        ))}
      </ol>
      <Waiting untilMs={step.untilMs} />
    </WizardFrame>
  );
}

const wayOf = (kind: DeviceKind | undefined): keyof typeof ways =>
  kind === "computer" ? "music" : "tv";

/** A code has four digits, and the contract allows eight. */
const places = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Digit by digit for ears, which would hear a number otherwise; left to right in every language. */
function Code({ pin }: { readonly pin: string }) {
  const words = useWords();
  return (
    <p className="show-pin" dir="ltr">
      <span className="for-ears">{words("showPin.code", { digits: [...pin].join(" ") })}</span>
      {places.slice(0, pin.length).map((place) => (
        <span key={place} aria-hidden="true">
          {pin[place]}
        </span>
      ))}
    </p>
  );
}

/** Quietly, and never aloud: it changes every second. */
function Waiting({ untilMs }: { readonly untilMs: number }) {
  const words = useWords();
  const seconds = useSecondsUntil(untilMs);
  return (
    <p className="countdown quiet" role="timer" aria-live="off">
      <Clock aria-hidden="true" />
      <span>
        {seconds === 0
          ? words("showPin.over")
          : words("showPin.waiting", { time: formatSeconds(seconds) })}
      </span>
    </p>
  );
}
