import { RemoteError } from "../../../shared/errors.ts";
import type { HapCredentials, LegacyCredentials } from "../../hap/credentials.ts";
import { legacyPairSetup } from "../../hap/legacy-setup.ts";
import { PairSetupClient } from "../../hap/pair-setup.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { encodeOpack } from "../../wire/opack.ts";
import { TlvTag } from "../../wire/tlv8.ts";
import type { PairingDialogue, PairingTarget } from "../plugin.ts";
import {
  type AirPlayService,
  airPlayGeneration,
  airPlayService,
  controlTarget,
  explained,
  isHomePod,
  restriction,
} from "../rtsp/access.ts";
import { AirPlayControl } from "../rtsp/control.ts";
import { legacyMessenger, startLegacyPin } from "../rtsp/legacy-messenger.ts";
import { airPlayMessenger, PairingKind, startPin } from "../rtsp/messenger.ts";

/**
 * Pairing over AirPlay with the PIN on the screen; the device lists `controllerName`. AirPlay 2 pairs
 * as HAP does (PA-62), AirPlay 1 in its own way (PA-70).
 */
export function pairAirPlay(target: PairingTarget, runtime: Runtime): PairingDialogue {
  return new AirPlayPairing(target, runtime);
}

/** What follows once the PIN is on the screen. */
type Proof = (pin: string, signal: AbortSignal) => Promise<HapCredentials | LegacyCredentials>;

class AirPlayPairing implements PairingDialogue {
  readonly #target: PairingTarget;
  readonly #runtime: Runtime;
  #service: AirPlayService | undefined;
  #control: AirPlayControl | undefined;
  #prove: Proof | undefined;
  #closed = false;

  constructor(target: PairingTarget, runtime: Runtime) {
    this.#target = target;
    this.#runtime = runtime;
  }

  async begin(signal: AbortSignal): Promise<void> {
    const { device, password } = this.#target;
    const service = pairableService(this.#target);
    this.#service = service;
    const control = await AirPlayControl.open(
      this.#runtime,
      controlTarget(device, service, password && { password }),
      signal,
    );
    this.#control = control;
    try {
      if (this.#closed) throw new RemoteError("cancelled", "pairing was closed");
      const isLegacy = airPlayGeneration(service) === 1;
      this.#prove = isLegacy
        ? await this.#beginLegacy(control, signal)
        : await this.#beginHap(control, signal);
    } catch (error) {
      this.close();
      throw explained(error, service);
    }
  }

  async finish(pin: string, signal: AbortSignal): Promise<HapCredentials | LegacyCredentials> {
    const prove = this.#prove;
    if (prove === undefined) throw new RemoteError("bug", "pairing has not begun");
    this.#prove = undefined;
    try {
      return await prove(pin, signal);
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

  async #beginHap(control: AirPlayControl, signal: AbortSignal): Promise<Proof> {
    const { controllerName } = this.#target;
    const options = { kind: PairingKind.hap, controllerName };
    await startPin(control, options, signal);
    const setup = new PairSetupClient({
      messenger: airPlayMessenger(control, options),
      random: this.#runtime.random,
      extraItems: [[TlvTag.Name, encodeOpack({ name: controllerName })]],
    });
    await setup.begin(signal);
    return async (pin, until) => (await setup.finish(pin, until)).credentials;
  }

  async #beginLegacy(control: AirPlayControl, signal: AbortSignal): Promise<Proof> {
    const { controllerName } = this.#target;
    await startLegacyPin(control, controllerName, signal);
    const messenger = legacyMessenger(control, { controllerName });
    const { random } = this.#runtime;
    return (pin, until) => legacyPairSetup({ messenger, random, pin, signal: until });
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
