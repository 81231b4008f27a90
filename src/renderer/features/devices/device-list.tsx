import { Check, ChevronRight } from "lucide-react";
import { memo, useDeferredValue } from "react";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import { useFacts, useShell, useUi } from "../../shell.ts";
import { closeSheet } from "../../store/ui.ts";
import { isOnlySpeaker, isUsable } from "../../store/usable.ts";
import { describeDevice, deviceState, KindIcon } from "../../ui/device-words.tsx";
import { useWords } from "../../words/words.ts";
import { startPairing } from "../pairing/start-pairing.ts";
import { PasswordRow } from "../password/password-row.tsx";
import { sortDevices } from "./sort-devices.ts";

const none: readonly DeviceSummary[] = [];

const takesDrops = ({ playsMedia, playsSound }: DeviceSummary): boolean => playsMedia || playsSound;

/** Every device with its state. A paired one is used at once, another is paired first. */
export function DeviceList() {
  const words = useWords();
  const known = useFacts((facts) => facts.devices?.devices) ?? none;
  // Hundreds may come at once; drawing them must not keep a key waiting.
  const devices = useDeferredValue(known);
  return (
    <ul className="list" aria-label={words("devices.list")}>
      {sortDevices(devices).map((device) => (
        <li key={device.id}>
          <DeviceRow device={device} />
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  readonly device: DeviceSummary;
}

/** Each snapshot brings new objects; where hundreds of devices answer, most say what they said before. */
const DeviceRow = memo(
  ShownRow,
  (before: RowProps, after: RowProps) =>
    JSON.stringify(before.device) === JSON.stringify(after.device),
);

function ShownRow({ device }: RowProps) {
  const words = useWords();
  const shell = useShell();
  const { api, ui } = shell;
  const current = useFacts((facts) => facts.devices?.selectedId === device.id);
  const session = useFacts((facts) => facts.sessions[device.id] ?? null);
  const over = useUi((now) => now.dropOn === device.id);
  const state = deviceState(device, session, words);
  const body = (
    <>
      <KindIcon kind={device.kind} />
      <span className="row-text">
        <b>{device.name}</b>
        <span className="quiet">{describeDevice(device, words)}</span>
        {state !== "" && <span className="row-state">{state}</span>}
        {device.unpairable !== null && !isUsable(device) && (
          <span className="row-why">
            {isOnlySpeaker(device)
              ? words("sound.speaker.only")
              : words(`unpairable.${device.unpairable}`)}
          </span>
        )}
      </span>
    </>
  );
  if (!isUsable(device) && device.unpairable === "password")
    return <PasswordRow device={device}>{body}</PasswordRow>;
  const drop = takesDrops(device) ? device.id : undefined;
  if (!isUsable(device) && device.unpairable !== null && !isOnlySpeaker(device)) {
    return (
      <div className="row row-off" data-drop-device={drop} data-over={over || undefined}>
        {body}
      </div>
    );
  }
  const use = (): void => {
    closeSheet(ui);
    void api.call("devices.select", device.id).catch(() => undefined);
    if (!isUsable(device) && !isOnlySpeaker(device)) startPairing(shell, device.id);
  };
  return (
    <button
      type="button"
      className="row"
      aria-current={current || undefined}
      data-drop-device={drop}
      data-over={over || undefined}
      onClick={use}
    >
      {body}
      {current ? (
        <Check aria-hidden="true" />
      ) : (
        <ChevronRight aria-hidden="true" className="flips" />
      )}
    </button>
  );
}
