import { useEffect } from "react";
import type { DeviceSummary } from "../../../shared/model/device.ts";
import { features } from "../../../shared/model/features.ts";
import { protocolNames } from "../../../shared/model/protocol.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { useFacts, useShell } from "../../shell.ts";
import { receive } from "../../store/facts.ts";
import { useWords } from "../../words/words.ts";

/** What each protocol and feature of a device can do: as announced, and as the session found. */
export function DeviceDetails({ device }: { readonly device: DeviceSummary }) {
  const words = useWords();
  const session = useSession(device.id);
  const seen =
    device.lastSeenMs === null
      ? words("settings.lastSeen.never")
      : new Date(device.lastSeenMs).toLocaleString(words.language);
  return (
    <div className="details">
      <dl className="facts">
        <dt>{words("settings.address")}</dt>
        <dd>{device.address}</dd>
        <dt>{words("settings.lastSeen")}</dt>
        <dd>{seen}</dd>
        <dt>{words("settings.identifiers")}</dt>
        <dd>{device.identifiers.join(", ")}</dd>
      </dl>
      <Protocols device={device} />
      {session === null || session.connection.phase !== "ready" ? (
        <p className="caption">{words("settings.notConnected")}</p>
      ) : (
        <Features session={session} />
      )}
    </div>
  );
}

function useSession(id: string): SessionSnapshot | null {
  const { api, facts } = useShell();
  useEffect(() => {
    const off = api.on("session", (snapshot) => receive(facts, "session", snapshot));
    api.call("session.snapshot", id).then(
      (snapshot) => snapshot !== null && receive(facts, "session", snapshot),
      () => undefined, // Not connected is what the page says then.
    );
    return off;
  }, [api, facts, id]);
  return useFacts((all) => all.sessions[id] ?? null);
}

function Protocols({ device }: { readonly device: DeviceSummary }) {
  const words = useWords();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words("settings.protocol")}</th>
          <th scope="col">{words("settings.port")}</th>
          <th scope="col">{words("settings.pairing")}</th>
        </tr>
      </thead>
      <tbody>
        {device.services.map((service) => (
          <tr key={`${service.protocol} ${service.port}`}>
            <th scope="row">{protocolNames[service.protocol]}</th>
            <td>{service.port}</td>
            <td>{words(`requirement.${service.pairing}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Names of features are the field's own, the same as on the command line. */
function Features({ session }: { readonly session: SessionSnapshot }) {
  const words = useWords();
  const listed = features.filter(
    (feature) => (session.features[feature] ?? "unsupported") !== "unsupported",
  );
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words("settings.feature")}</th>
          <th scope="col">{words("settings.state")}</th>
          <th scope="col">{words("settings.by")}</th>
        </tr>
      </thead>
      <tbody>
        {listed.map((feature) => {
          const owner = session.owners[feature];
          return (
            <tr key={feature}>
              <th scope="row">{feature}</th>
              <td>{words(`availability.${session.features[feature] ?? "unsupported"}`)}</td>
              <td>{owner === undefined ? "" : protocolNames[owner]}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
