import { RemoteError } from "../../shared/errors.ts";
import type { DeviceId } from "../../shared/model/device.ts";
import type { PairingSnapshot } from "../../shared/model/pairing.ts";
import type { ProtocolId } from "../../shared/model/protocol.ts";
import type { Identity } from "../../shared/model/settings.ts";
import type { Credentials, HapCredentials, ProtocolCredentials } from "../hap/credentials.ts";
import type {
  DeviceDescription,
  PairingDialogue,
  PairingTarget,
  ProtocolPlugin,
  TurnedPairingDialogue,
} from "../protocols/plugin.ts";
import type { Timer } from "../runtime/clock.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Secret } from "../runtime/secret.ts";
import { type ReadonlySignal, Signal } from "../runtime/signal.ts";
import { nothingMissing, tryKey } from "./key-trial.ts";
import {
  initialPairing,
  type Paired,
  type PairingEffect,
  type PairingEvent,
  type PairingMachine,
  type PairingSubject,
  stepPairing,
} from "./pairing-machine.ts";
import { chosenPlugin, pairingPlugin } from "./pairing-needs.ts";

export interface PairingHost {
  /** Undefined: no such device. */
  find(id: DeviceId): { readonly name: string; readonly device: DeviceDescription } | undefined;
  controllerName(): string;
  identity(): Identity;
  credentials(id: DeviceId): Promise<Credentials>;
  /** A paired, connected device that lacks something for want of another key; null: it lacks nothing. */
  incomplete(id: DeviceId): Paired | null;
  /** Keeps the key and remembers the device; says where the key went. */
  keep(
    subject: PairingSubject,
    device: DeviceDescription,
    credentials: ProtocolCredentials,
  ): Promise<"keychain" | "memory">;
  /** The device takes a key for one more protocol. */
  extend(id: DeviceId, protocol: ProtocolId, credentials: HapCredentials): Promise<void>;
}

/** Pairing with one device at a time. Runs what the machine asks for. */
export class PairingFlow {
  readonly #runtime: Runtime;
  readonly #plugins: readonly ProtocolPlugin[];
  readonly #host: PairingHost;
  readonly #snapshot = new Signal<PairingSnapshot>({ revision: 1, pairing: initialPairing.step });
  #machine: PairingMachine = initialPairing;
  #dialogue: PairingDialogue | undefined;
  #turned: TurnedPairingDialogue | undefined;
  #timer: Timer | undefined;
  #abort = new AbortController();
  #device: DeviceDescription | undefined;

  constructor(runtime: Runtime, plugins: readonly ProtocolPlugin[], host: PairingHost) {
    this.#runtime = runtime;
    this.#plugins = plugins;
    this.#host = host;
  }

  get snapshot(): ReadonlySignal<PairingSnapshot> {
    return this.#snapshot;
  }

  /**
   * Asks the device to show its code, or shows ours where it calls us; over `chosen`, else over the
   * protocol that opens most. Throws `not-found`, or `unsupported` when it takes none.
   */
  start(id: DeviceId, chosen?: ProtocolId): void {
    const found = this.#host.find(id);
    if (!found) throw new RemoteError("not-found", "no such device", { subject: id });
    const plugin = chosen
      ? chosenPlugin(this.#plugins, found.device, chosen)
      : pairingPlugin(this.#plugins, found.device);
    if (!plugin)
      throw new RemoteError("unsupported", "this device cannot be paired with", { subject: id });
    this.#device = found.device;
    const subject = { deviceId: id, name: found.name, protocol: plugin.id, second: null };
    const paired = chosen ? null : this.#host.incomplete(id);
    if (paired) this.#handle({ type: "complete", subject, paired });
    else this.#handle({ type: "start", subject, ...(chosen && { chosen: true }) });
  }

  /** Throws `invalid` while no code is asked for. The outcome is the next step. */
  submitPin(pin: string): void {
    if (this.#machine.step.step !== "enter-pin")
      throw new RemoteError("invalid", "no code is asked for");
    this.#handle({ type: "code-entered" }, pin);
  }

  /** Keeps what is paired instead of a second code. Throws `invalid` while none is asked for. */
  skip(): void {
    if (!this.#machine.paired) throw new RemoteError("invalid", "no second code is asked for");
    this.#handle({ type: "skip" });
  }

  cancel(): void {
    this.#handle({ type: "cancel" });
  }

  #handle(event: PairingEvent, pin = ""): void {
    const [next, effects] = stepPairing(this.#machine, event, this.#runtime.clock.wallMs());
    const before = this.#machine;
    this.#machine = next;
    if (next.step !== before.step) {
      this.#runtime.log.info("pairing", { step: next.step.step });
      this.#snapshot.set({ revision: this.#snapshot.value.revision + 1, pairing: next.step });
    }
    for (const effect of effects) this.#carryOut(effect, pin);
  }

  #carryOut(effect: PairingEffect, pin: string): void {
    switch (effect.type) {
      case "close":
        this.#close();
        break;
      case "wait":
        this.#timer = this.#runtime.clock.after(effect.delayMs, () =>
          this.#handle({ type: "waited", dialogue: effect.dialogue }),
        );
        break;
      case "begin":
        void this.#outcome(effect.dialogue, () => this.#begin(effect.dialogue, effect.subject));
        break;
      case "try-key":
        void this.#outcome(effect.dialogue, () => this.#tryKey(effect.dialogue, effect.subject));
        break;
      case "finish":
        void this.#outcome(effect.dialogue, () => this.#finish(effect.dialogue, pin));
        break;
      case "await-call":
        this.#timer = this.#runtime.clock.after(effect.limitMs, () =>
          this.#noCall(effect.dialogue),
        );
        void this.#outcome(effect.dialogue, () => this.#called(effect.dialogue));
        break;
    }
  }

  async #begin(dialogue: number, subject: PairingSubject): Promise<PairingEvent> {
    const { device, plugin } = this.#parties(subject);
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const isAsked = device.services.some(({ requiresPassword }) => requiresPassword);
    const password = isAsked ? await this.#password(subject.deviceId) : undefined;
    signal.throwIfAborted();
    const target: PairingTarget = {
      device,
      controllerName: this.#host.controllerName(),
      identity: this.#host.identity(),
      ...(password && { password }),
    };
    if (plugin.turnedPairing) {
      const turned = plugin.turnedPairing(target, this.#runtime);
      this.#turned = turned;
      return { type: "invited", dialogue, invitation: await turned.begin(signal) };
    }
    this.#dialogue = plugin.pairing?.(target, this.#runtime);
    await this.#dialogue?.begin(signal);
    return { type: "code-shown", dialogue };
  }

  /** A keychain that says no keeps nobody from pairing, and is not asked without need. */
  async #password(id: DeviceId): Promise<Secret<string> | undefined> {
    try {
      return (await this.#host.credentials(id)).password;
    } catch {
      return undefined;
    }
  }

  /** The device calls with our code, sooner or later. */
  async #called(dialogue: number): Promise<PairingEvent> {
    if (!this.#turned) throw new RemoteError("bug", "no dialogue to wait for");
    const { signal } = this.#abort;
    const credentials = await this.#turned.paired(signal, () => {
      const error = new RemoteError("wrong-pin", "the device called with another code").toBody();
      this.#handle({ type: "refused-call", dialogue, error });
    });
    signal.throwIfAborted();
    return this.#keep(dialogue, credentials);
  }

  #noCall(dialogue: number): void {
    const error = new RemoteError("timeout", "the device did not call");
    this.#handle({ type: "failed", dialogue, error: error.toBody() });
  }

  async #finish(dialogue: number, pin: string): Promise<PairingEvent> {
    if (!this.#dialogue) throw new RemoteError("bug", "no dialogue to finish");
    const { signal } = this.#abort;
    const credentials = await this.#dialogue.finish(pin, signal);
    signal.throwIfAborted();
    return this.#keep(dialogue, credentials);
  }

  async #keep(dialogue: number, credentials: ProtocolCredentials): Promise<PairingEvent> {
    const { subject } = this.#machine;
    if (!subject) throw new RemoteError("bug", "nobody is paired with");
    // What is kept is kept: a time-out from here on would only say otherwise.
    this.#timer?.cancel();
    const { device } = this.#parties(subject);
    const keptIn = await this.#host.keep(subject, device, credentials);
    return { type: "paired", dialogue, keptIn };
  }

  /** One PIN: the key is tried on the protocols that lack one, and a code asked for only if they refuse. */
  async #tryKey(dialogue: number, subject: PairingSubject): Promise<PairingEvent> {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const { deviceId } = subject;
    const device = this.#host.find(deviceId)?.device ?? this.#device;
    if (!device) return { type: "tried", dialogue, trial: nothingMissing };
    const trial = await tryKey({
      plugins: this.#plugins,
      device,
      credentials: await this.#host.credentials(deviceId),
      context: {
        runtime: this.#runtime,
        signal,
        identity: this.#host.identity(),
        controllerName: this.#host.controllerName(),
      },
      accepted: (protocol, key) => this.#host.extend(deviceId, protocol, key),
    });
    signal.throwIfAborted();
    return { type: "tried", dialogue, trial };
  }

  #parties(subject: PairingSubject) {
    const plugin = this.#plugins.find(({ id }) => id === subject.protocol);
    const device = this.#host.find(subject.deviceId)?.device ?? this.#device;
    if (!plugin || !device) throw new RemoteError("not-found", "the device is gone");
    return { plugin, device };
  }

  async #outcome(dialogue: number, work: () => Promise<PairingEvent>): Promise<void> {
    try {
      this.#handle(await work());
    } catch (thrown) {
      this.#handle({ type: "failed", dialogue, error: RemoteError.from(thrown).toBody() });
    }
  }

  #close(): void {
    this.#timer?.cancel();
    this.#abort.abort(new RemoteError("cancelled", "the pairing was given up"));
    this.#dialogue?.close();
    this.#dialogue = undefined;
    this.#turned?.close();
    this.#turned = undefined;
  }
}
