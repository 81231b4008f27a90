import { useEffect } from "react";
import type { DeviceSummary, ServiceSummary } from "../../../shared/model/device.ts";
import { features } from "../../../shared/model/features.ts";
import { type ProtocolId, protocolNames } from "../../../shared/model/protocol.ts";
import type { SessionSnapshot } from "../../../shared/model/session.ts";
import { useFacts, useShell } from "../../shell.ts";
import { receive } from "../../store/facts.ts";
import { causeWords } from "../../words/limits.ts";
import { useWords, type Words } from "../../words/words.ts";

interface DetailsProps {
  readonly device: DeviceSummary;
  readonly onPair: (protocol: ProtocolId) => void;
}

/** What each protocol and feature of a device can do: as announced, and as the session found. */
export function DeviceDetails({ device, onPair }: DetailsProps) {
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
      <Protocols device={device} session={session} onPair={onPair} />
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

interface ProtocolsProps {
  readonly device: DeviceSummary;
  readonly session: SessionSnapshot | null;
  readonly onPair: (protocol: ProtocolId) => void;
}

/**
 * What each protocol is for and how it stands: as announced, while there is a session what became of
 * it, and the way to pair by it alone.
 */
function Protocols({ device, session, onPair }: ProtocolsProps) {
  const words = useWords();
  const ready = session?.connection.phase === "ready" ? session : null;
  return (
    <table className="protocols">
      <thead>
        <tr>
          <th scope="col">{words("settings.protocol")}</th>
          <th scope="col">{words("settings.port")}</th>
          <th scope="col">{words("settings.pairing")}</th>
          {ready !== null && <th scope="col">{words("settings.connection")}</th>}
          {ready !== null && <th scope="col">{words("settings.functions")}</th>}
        </tr>
      </thead>
      <tbody>
        {device.services.map((service) => (
          <tr key={`${service.protocol} ${service.port}`}>
            <th scope="row">
              {protocolNames[service.protocol]}{" "}
              <span className="protocol-for">{words(`settings.for.${service.protocol}`)}</span>
            </th>
            <td>{service.port}</td>
            <td>
              {words(`requirement.${service.pairing}`)}{" "}
              <PairButton device={device} service={service} onPair={onPair} />
            </td>
            {ready !== null && <td>{standing(service.protocol, ready, words)}</td>}
            {ready !== null && <td>{functionsOf(service.protocol, ready)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PairButtonProps extends Pick<ProtocolsProps, "device" | "onPair"> {
  readonly service: ServiceSummary;
}

/** Where a service takes a pairing of its own. */
function PairButton({ device, service, onPair }: PairButtonProps) {
  const words = useWords();
  const { protocol, pairing, enabled } = service;
  if (!enabled || (pairing !== "mandatory" && pairing !== "optional")) return null;
  const name = protocolNames[protocol];
  const label = device.paired ? "settings.pairWithAgain" : "settings.pairWith";
  return (
    <button
      type="button"
      className="button small"
      aria-label={words(label, { protocol: name })}
      onClick={() => onPair(protocol)}
    >
      {words(device.paired ? "pair.again" : "pair.button")}
    </button>
  );
}

/** Open, missing with the reason, or not used because another one does the same. */
function standing(protocol: ProtocolId, session: SessionSnapshot, words: Words): string {
  const { connection, protocols, name } = session;
  if (protocols.includes(protocol)) return words("settings.connection.open");
  const lost = connection.phase === "ready" ? connection.lost : [];
  const missing = lost.find((channel) => channel.protocol === protocol);
  if (missing === undefined) return words("settings.connection.none");
  return words("settings.connection.lost", { why: causeWords(missing.cause, name, words) });
}

/** How many of the features below are this protocol's to answer for. */
function functionsOf(protocol: ProtocolId, { owners }: SessionSnapshot): number {
  return Object.values(owners).filter((owner) => owner === protocol).length;
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
