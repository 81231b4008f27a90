import { useId } from "react";
import type { DeviceId, DeviceSummary } from "../../../shared/model/device.ts";
import { useFacts } from "../../shell.ts";
import { describeDevice, deviceState, KindIcon } from "../../ui/device-words.tsx";
import { useWords } from "../../words/words.ts";
import { sortDevices } from "../devices/sort-devices.ts";

interface DeviceChoiceProps {
  readonly devices: readonly DeviceSummary[];
  readonly chosenId: DeviceId | null;
  readonly onChoose: (id: DeviceId) => void;
}

/** Where it is to play: one of those that take something to play. */
export function DeviceChoice({ devices, chosenId, onChoose }: DeviceChoiceProps) {
  const words = useWords();
  const sessions = useFacts((facts) => facts.sessions);
  const group = useId();
  if (devices.length === 0) return <p className="quiet">{words("play.targets.none")}</p>;
  return (
    <fieldset className="choices">
      <legend>{words("play.where")}</legend>
      <div className="menu">
        {sortDevices(devices).map((device) => (
          <label key={device.id} className="row choice">
            <input
              type="radio"
              name={group}
              checked={device.id === chosenId}
              onChange={() => onChoose(device.id)}
            />
            <KindIcon kind={device.kind} />
            <span className="row-text">
              <b>{device.name}</b>
              <span className="quiet">{describeDevice(device, words)}</span>
              <span className="row-state">
                {deviceState(device, sessions[device.id] ?? null, words)}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
