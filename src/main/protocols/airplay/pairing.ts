import { RemoteError } from "../../../shared/errors.ts";
import type { HapCredentials } from "../../hap/credentials.ts";
import { PairSetupClient } from "../../hap/pair-setup.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { encodeOpack } from "../../wire/opack.ts";
import { TlvTag } from "../../wire/tlv8.ts";
import type { PairingDialogue, PairingTarget } from "../plugin.ts";
import {
  type AirPlayService,
  airPlayService,
  controlTarget,
  explained,
  isHomePod,
  restriction,
} from "./access.ts";
import { AirPlayControl } from "./control.ts";
import { airPlayMessenger, PairingKind, startPin } from "./messenger.ts";

/** Pairing over AirPlay with the PIN on the screen (PA-62); the device lists `controllerName`. */
export function pairAirPlay(target: PairingTarget, runtime: Runtime): PairingDialogue {
  return new AirPlayPairing(target, runtime);
}

class AirPlayPairing implements PairingDialogue {
  readonly #target: PairingTarget;
  readonly #runtime: Runtime;
  #service: AirPlayService | undefined;
  #control: AirPlayControl | undefined;
  #setup: PairSetupClient | undefined;
  #closed = false;

  constructor(target: PairingTarget, runtime: Runtime) {
    this.#target = target;
    this.#runtime = runtime;
  }

  async begin(signal: AbortSignal): Promise<void> {
    const { device } = this.#target;
    const service = pairableService(this.#target);
    this.#service = service;
    const control = await AirPlayControl.open(
      this.#runtime,
      controlTarget(device, service),
      signal,
    );
    this.#control = control;
    try {
      if (this.#closed) throw new RemoteError("cancelled", "pairing was closed");
      await this.#showPin(control, signal);
    } catch (error) {
      this.close();
      throw explained(error, service);
    }
  }

  async finish(pin: string, signal: AbortSignal): Promise<HapCredentials> {
    if (this.#setup === undefined) throw new RemoteError("bug", "pairing has not begun");
    try {
      const { credentials } = await this.#setup.finish(pin, signal);
      return credentials;
    } catch (error) {
      throw this.#service ? explained(error, this.#service) : error;
    } finally {
      // Done, or over: a wrong PIN needs a new dialogue.
      this.close();
    }
  }

  close(): void {
    this.#closed = true;
    this.#control?.close();
  }

  async #showPin(control: AirPlayControl, signal: AbortSignal): Promise<void> {
    const { controllerName } = this.#target;
    const options = { kind: PairingKind.hap, controllerName };
    await startPin(control, options, signal);
    this.#setup = new PairSetupClient({
      messenger: airPlayMessenger(control, options),
      random: this.#runtime.random,
      extraItems: [[TlvTag.Name, encodeOpack({ name: controllerName })]],
    });
    await this.#setup.begin(signal);
  }
}

/** Throws for a device that shows no PIN whatever we do; its advertisement tells (E60, E61). */
function pairableService({ device }: PairingTarget): AirPlayService {
  const service = airPlayService(device);
  if (service === undefined || isHomePod(service) || service.pairing === "unsupported") {
    throw new RemoteError("unsupported", "this device does not pair over AirPlay");
  }
  if (restriction(service) === "home-only") {
    throw new RemoteError("unavailable", "the device lets in only its home", {
      subject: "home-only",
    });
  }
  return service;
}
