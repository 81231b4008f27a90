import { RemoteError } from "../../../shared/errors.ts";
import type { HapCredentials } from "../../hap/credentials.ts";
import type { HapMessenger } from "../../hap/messages.ts";
import { PairSetupClient } from "../../hap/pair-setup.ts";
import { pairVerify } from "../../hap/pair-verify.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { PairingDialogue, PairingTarget } from "../plugin.ts";
import { mrpMessenger } from "./messenger.ts";
import { TcpPipe } from "./pipe.ts";
import { mrpTarget } from "./plan.ts";
import { MediaRemoteSession } from "./session.ts";

/** PA-60: pairing over MediaRemote; the device knows our name from DEVICE_INFO. */
export function pairMrp(target: PairingTarget, runtime: Runtime): PairingDialogue {
  return new MrpPairing(target, runtime);
}

interface Begun {
  readonly messenger: HapMessenger;
  readonly setup: PairSetupClient;
}

class MrpPairing implements PairingDialogue {
  readonly #target: PairingTarget;
  readonly #runtime: Runtime;
  #pipe: TcpPipe | undefined;
  #begun: Begun | undefined;
  #closed = false;

  constructor(target: PairingTarget, runtime: Runtime) {
    this.#target = target;
    this.#runtime = runtime;
  }

  async begin(signal: AbortSignal): Promise<void> {
    const target = mrpTarget(this.#target.device);
    if (target === undefined) {
      throw new RemoteError("unsupported", "the device has no MediaRemote service of its own");
    }
    const pipe = await TcpPipe.open(this.#runtime, target, signal);
    this.#pipe = pipe;
    if (this.#closed) return this.#abandon(new RemoteError("cancelled", "pairing was closed"));
    await this.#introduce(pipe, signal).catch((error: unknown) => this.#abandon(error));
  }

  async finish(pin: string, signal: AbortSignal): Promise<HapCredentials> {
    if (this.#begun === undefined) throw new RemoteError("bug", "pairing has not begun");
    const { setup, messenger } = this.#begun;
    const { random } = this.#runtime;
    try {
      const { credentials } = await setup.finish(pin, signal);
      // A key counts only once the device has taken it (PA-60).
      await pairVerify({ messenger, credentials, random, signal });
      return credentials;
    } finally {
      // Done, or over: a wrong PIN needs a new dialogue.
      this.close();
    }
  }

  close(): void {
    this.#closed = true;
    void this.#pipe?.close();
  }

  async #introduce(pipe: TcpPipe, signal: AbortSignal): Promise<void> {
    const { random } = this.#runtime;
    const { controllerName } = this.#target;
    const ourId = random.uuid();
    const session = new MediaRemoteSession(pipe, this.#runtime, { ourId, controllerName });
    await session.introduce(signal);
    const messenger = mrpMessenger((message, during) =>
      session.request(message, { signal: during }),
    );
    const setup = new PairSetupClient({ messenger, random, ourId });
    await setup.begin(signal);
    this.#begun = { messenger, setup };
  }

  #abandon(error: unknown): never {
    this.close();
    throw error;
  }
}
