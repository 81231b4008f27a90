import { RemoteError } from "../../../shared/errors.ts";
import type { DeviceId } from "../../../shared/model/device.ts";
import type { Shell } from "../../shell.ts";

/** Shows the wizard in this window and asks the device for a code. */
export function startPairing({ api, ui }: Pick<Shell, "api" | "ui">, id: DeviceId): void {
  ui.setState({ page: "pairing", sheet: null, problem: null, pairingProblem: null });
  api.call("pairing.start", id).catch((thrown: unknown) => {
    ui.setState({ pairingProblem: RemoteError.from(thrown).toBody() });
  });
}

/** Leaves the dialogue with the device, so that it takes the code off its screen. */
export function cancelPairing({ api, ui }: Pick<Shell, "api" | "ui">): void {
  ui.setState({ pairingProblem: null });
  api.call("pairing.cancel").catch(() => undefined);
}
