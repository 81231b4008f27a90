import { ChevronDown } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { RemoteError } from "../../../shared/errors.ts";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import type { ProtocolId } from "../../../shared/model/protocol.ts";
import { useFacts, useShell } from "../../shell.ts";
import { describeDevice, deviceState, KindIcon } from "../../ui/device-words.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { errorWords } from "../../words/errors.ts";
import { useWords } from "../../words/words.ts";
import { sortDevices } from "../devices/sort-devices.ts";
import { DeviceDetails } from "./device-details.tsx";
import { PasswordButtons } from "./password-buttons.tsx";
import { Section, Trouble } from "./section.tsx";

/** The devices that this computer is paired with. */
export function KnownDevices() {
  const words = useWords();
  const { api } = useShell();
  const devices = useFacts((facts) => facts.devices?.devices) ?? [];
  const known = sortDevices(devices).filter(isKnown);
  return (
    <Section title="settings.devices">
      {known.length === 0 && <p className="quiet">{words("settings.devices.none")}</p>}
      <ul className="cards">
        {known.map((device) => (
          <li key={device.id} className="card">
            <KnownDevice device={device} />
          </li>
        ))}
      </ul>
      <div>
        <button
          type="button"
          className="button"
          onClick={() => void api.call("app.openWindow", "pairing").catch(() => undefined)}
        >
          {words("devices.pairAnother")}
        </button>
      </div>
    </Section>
  );
}

/** Paired, or with a password that is kept here: what can be taken away again. */
const isKnown = ({ paired, hasPassword }: DeviceSummary): boolean => paired || hasPassword;

function KnownDevice({ device }: { readonly device: DeviceSummary }) {
  const words = useWords();
  const { api } = useShell();
  const session = useFacts((facts) => facts.sessions[device.id] ?? null);
  const [open, setOpen] = useState(false);
  const [trouble, setTrouble] = useState("");
  const attempt = (work: Promise<unknown>): void => {
    work.then(
      () => setTrouble(""),
      (thrown: unknown) => {
        const { sentence, advice } = errorWords(
          words,
          RemoteError.from(thrown).toBody(),
          device.name,
        );
        setTrouble(`${sentence} ${advice}`);
      },
    );
  };
  // By the protocol that opens most, unless one is asked for.
  const pairBy = async (protocol: ProtocolId | null): Promise<void> => {
    await api.call("app.openWindow", "pairing");
    if (protocol === null) await api.call("pairing.start", device.id);
    else await api.call("pairing.start", device.id, protocol);
  };
  return (
    <>
      <div className="card-head">
        <KindIcon kind={device.kind} />
        <div className="row-text">
          <b>{device.name}</b>
          <span className="quiet">{describeDevice(device, words)}</span>
          <span className="row-state">{deviceState(device, session, words)}</span>
        </div>
      </div>
      <RenameForm
        key={device.name}
        name={device.name}
        onSave={(name) => attempt(api.call("devices.rename", device.id, name))}
      />
      <div className="card-actions">
        <button
          type="button"
          className="button"
          aria-expanded={open}
          data-open={open || undefined}
          onClick={() => setOpen(!open)}
        >
          {words("settings.details", { name: device.name })}
          <ChevronDown aria-hidden="true" />
        </button>
        <button type="button" className="button" onClick={() => attempt(pairBy(null))}>
          {words("settings.repair")}
        </button>
        <PasswordButtons
          device={device}
          onForget={() => attempt(api.call("devices.setPassword", device.id, null))}
        />
        <ForgetButton
          name={device.name}
          onForget={() => attempt(api.call("devices.forget", device.id))}
        />
      </div>
      {trouble !== "" && <Trouble words={trouble} />}
      {open && <DeviceDetails device={device} onPair={(protocol) => attempt(pairBy(protocol))} />}
    </>
  );
}

interface RenameProps {
  readonly name: string;
  readonly onSave: (name: string) => void;
}

function RenameForm({ name, onSave }: RenameProps) {
  const words = useWords();
  const id = useId();
  const [text, setText] = useState(name);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    onSave(text.trim());
  };
  return (
    <form className="field" onSubmit={save}>
      <label htmlFor={id}>{words("settings.rename")}</label>
      <div className="field-line">
        <input
          id={id}
          type="text"
          maxLength={60}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" className="button" disabled={text.trim() === name}>
          {words("settings.rename.save")}
        </button>
      </div>
    </form>
  );
}

interface ForgetProps {
  readonly name: string;
  readonly onForget: () => void;
}

function ForgetButton({ name, onForget }: ForgetProps) {
  const words = useWords();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button danger"
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
      >
        {words("settings.forget")}
      </button>
      {asking && (
        <Sheet
          title={words("settings.forget.confirm", { name })}
          size="fit"
          onClose={() => setAsking(false)}
        >
          <p>{words("settings.forget.text")}</p>
          <div className="wizard-actions">
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {words("action.cancel")}
            </button>
            <button
              type="button"
              className="button danger"
              onClick={() => {
                setAsking(false);
                onForget();
              }}
            >
              {words("settings.forget")}
            </button>
          </div>
        </Sheet>
      )}
    </>
  );
}
