import { RemoteError } from "../../../shared/errors.ts";
import type { DeviceId } from "../../../shared/model/device.ts";
import type { ProtocolId } from "../../../shared/model/protocol.ts";
import type { Shell } from "../../shell.ts";

type Parts = Pick<Shell, "api" | "ui">;

/** Shows the wizard in this window and asks the device for a code; by the protocol that opens most. */
export function startPairing({ api, ui }: Parts, id: DeviceId, protocol?: ProtocolId): void {
  const pairingWish = protocol === undefined ? null : { deviceId: id, protocol };
  ui.setState({ page: "pairing", sheet: null, problem: null, pairingProblem: null, pairingWish });
  const asked =
    protocol === undefined
      ? api.call("pairing.start", id)
      : api.call("pairing.start", id, protocol);
  asked.catch((thrown: unknown) => {
    ui.setState({ pairingProblem: RemoteError.from(thrown).toBody() });
  });
}

/** Once more, by the same protocol as before. */
export function pairAgain(parts: Parts, id: DeviceId): void {
  const wish = parts.ui.getState().pairingWish;
  startPairing(parts, id, wish?.deviceId === id ? wish.protocol : undefined);
}

/** Leaves the dialogue with the device, so that it takes the code off its screen. */
export function cancelPairing({ api, ui }: Parts): void {
  ui.setState({ pairingProblem: null });
  api.call("pairing.cancel").catch(() => undefined);
}
