import type { DeviceId } from "../../shared/model/device.ts";
import type { Api } from "../bridge.ts";
import { type FactsStore, receive } from "./facts.ts";
import { isUsable } from "./usable.ts";

/**
 * Follows the selected device: fetches its session and asks for the connection once each time a
 * usable device becomes the selected one. After that the main process reconnects by itself.
 */
export function followSession(api: Api, facts: FactsStore): () => void {
  let followed: DeviceId | null = null;

  const begin = async (id: DeviceId): Promise<void> => {
    const snapshot = await api.call("session.snapshot", id);
    if (snapshot !== null) receive(facts, "session", snapshot);
    if (snapshot !== null && snapshot.connection.phase !== "offline") return;
    receive(facts, "session", await api.call("session.connect", id));
  };

  const look = (): void => {
    const { devices } = facts.getState();
    const selected = devices?.devices.find((device) => device.id === devices.selectedId);
    const wanted = selected !== undefined && isUsable(selected) ? selected.id : null;
    if (wanted === followed) return;
    followed = wanted;
    // What stopped the first attempt is in the session's own state, with the countdown.
    if (wanted !== null) begin(wanted).catch(() => undefined);
  };

  const offSession = api.on("session", (snapshot) => receive(facts, "session", snapshot));
  const offFacts = facts.subscribe(look);
  look();
  return () => {
    offSession();
    offFacts();
  };
}
