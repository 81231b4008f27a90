import { ChevronRight, CircleAlert } from "lucide-react";
import type { ErrorBody } from "../../../shared/errors.ts";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import { useFacts, useShell } from "../../shell.ts";
import { describeDevice, KindIcon } from "../../ui/device-words.tsx";
import { errorWords } from "../../words/errors.ts";
import { useWords, type WordKey } from "../../words/words.ts";
import { AddByAddress } from "../devices/add-by-address.tsx";
import { BuiltInTvButton } from "../devices/built-in-tv-button.tsx";
import { sortDevices } from "../devices/sort-devices.ts";
import { PasswordRow } from "../password/password-row.tsx";
import { NotListed } from "./checklists.tsx";
import { startPairing } from "./start-pairing.ts";
import { WizardFrame } from "./wizard-frame.tsx";

interface PickDeviceProps {
  readonly titleId: string;
  readonly problem: ErrorBody | null;
  /** The selected device's name, for the problem. */
  readonly name: string;
  readonly onLeave: () => void;
}

/** Everything that answers, as it answers; one click pairs. */
export function PickDevice({ titleId, problem, name, onLeave }: PickDeviceProps) {
  const words = useWords();
  const devices = useFacts((facts) => facts.devices?.devices) ?? [];
  const told = problem === null ? null : errorWords(words, problem, name);
  return (
    <WizardFrame
      titleId={titleId}
      title={words(devices.length === 0 ? "empty.title" : "pairing.title")}
      text={words(devices.length === 0 ? "empty.text" : "pairing.pick")}
      links={
        <>
          <NotListed />
          <AddByAddress />
        </>
      }
      actions={
        <button type="button" className="button" onClick={onLeave}>
          {words("action.cancel")}
        </button>
      }
    >
      {told !== null && (
        <p className="wizard-note warn">
          <CircleAlert aria-hidden="true" />
          <span>
            {told.sentence} {told.advice}
          </span>
        </p>
      )}
      {devices.length === 0 && <BuiltInTvButton primary />}
      <ul className="list" aria-label={words("devices.list")}>
        {sortDevices(devices).map((device) => (
          <li key={device.id}>
            <PickRow device={device} onLeave={onLeave} />
          </li>
        ))}
      </ul>
    </WizardFrame>
  );
}

interface PickRowProps {
  readonly device: DeviceSummary;
  readonly onLeave: () => void;
}

function PickRow({ device, onLeave }: PickRowProps) {
  const words = useWords();
  const shell = useShell();
  const { name, unpairable, paired, needsPairing, restriction } = device;
  const free = !paired && !needsPairing;
  const body = (
    <>
      <KindIcon kind={device.kind} />
      <span className="row-text">
        <b>{name}</b>
        <span className="quiet">{describeDevice(device, words)}</span>
        {unpairable !== null && (
          <span className="row-why">{words(`unpairable.${unpairable}`)}</span>
        )}
        {unpairable === null && restriction !== null && (
          <span className="row-why">{words(`restriction.${restriction}`)}</span>
        )}
        {free && <span className="row-why">{words("noCode.ready")}</span>}
        {paired && <span className="row-why">{words("state.paired")}</span>}
      </span>
    </>
  );
  if (unpairable === "password") return <PasswordRow device={device}>{body}</PasswordRow>;
  if (unpairable !== null) return <div className="row row-off">{body}</div>;
  const label = words(pickLabel(paired, free), { name });
  const pick = (): void => {
    if (!free) {
      startPairing(shell, device.id);
      return;
    }
    // Chosen is connected: it shows no code, so there is no page for one.
    void shell.api.call("devices.select", device.id).catch(() => undefined);
    onLeave();
  };
  return (
    <button
      type="button"
      className="row"
      aria-label={`${label}. ${describeDevice(device, words)}`}
      onClick={pick}
    >
      {body}
      <ChevronRight aria-hidden="true" className="flips" />
    </button>
  );
}

function pickLabel(paired: boolean, free: boolean): WordKey {
  if (free) return "noCode.use";
  return paired ? "pairing.repair" : "pairing.start";
}
