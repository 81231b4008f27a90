import { RemoteError } from "../../../shared/errors.ts";
import type { HapCredentials } from "../../hap/credentials.ts";
import { PairSetupClient } from "../../hap/pair-setup.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { encodeOpack } from "../../wire/opack.ts";
import { type TlvItem, TlvTag } from "../../wire/tlv8.ts";
import type { PairingDialogue, PairingTarget } from "../plugin.ts";
import { CompanionConnection } from "./connection.ts";
import { companionMessenger } from "./messenger.ts";
import { companionTarget } from "./plan.ts";

/** Pairing over Companion; the device lists us under `controllerName` afterwards (PA-33, QK-08). */
export function pairCompanion(
  { device, controllerName }: PairingTarget,
  runtime: Runtime,
): PairingDialogue {
  return new CompanionPairing(device, controllerName, runtime);
}

/** What M5 says of us besides our keys: a dictionary in OPACK inside the TLV. */
export function nameItem(controllerName: string): TlvItem {
  return [TlvTag.Name, encodeOpack({ name: controllerName })];
}

class CompanionPairing implements PairingDialogue {
  readonly #device: PairingTarget["device"];
  readonly #controllerName: string;
  readonly #runtime: Runtime;
  #connection: CompanionConnection | undefined;
  #setup: PairSetupClient | undefined;
  #closed = false;

  constructor(device: PairingTarget["device"], controllerName: string, runtime: Runtime) {
    this.#device = device;
    this.#controllerName = controllerName;
    this.#runtime = runtime;
  }

  async begin(signal: AbortSignal): Promise<void> {
    const target = companionTarget(this.#device);
    if (target === undefined) {
      throw new RemoteError("unsupported", "the device has no Companion service");
    }
    const connection = await CompanionConnection.open(this.#runtime, target, signal);
    this.#connection = connection;
    if (this.#closed) return this.#abandon(new RemoteError("cancelled", "pairing was closed"));
    this.#setup = new PairSetupClient({
      messenger: companionMessenger(connection),
      random: this.#runtime.random,
      extraItems: [nameItem(this.#controllerName)],
    });
    await this.#setup.begin(signal).catch((error: unknown) => this.#abandon(error));
  }

  async finish(pin: string, signal: AbortSignal): Promise<HapCredentials> {
    if (this.#setup === undefined) throw new RemoteError("bug", "pairing has not begun");
    try {
      const { credentials } = await this.#setup.finish(pin, signal);
      return credentials;
    } finally {
      // Done, or over: a wrong PIN needs a new dialogue.
      this.close();
    }
  }

  close(): void {
    this.#closed = true;
    this.#connection?.close();
  }

  #abandon(error: unknown): never {
    this.close();
    throw error;
  }
}
