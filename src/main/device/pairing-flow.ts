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
} from "../protocols/plugin.ts";
import type { Timer } from "../runtime/clock.ts";
import type { Runtime } from "../runtime/runtime.ts";
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
import { pairingPlugin } from "./pairing-needs.ts";

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

  /** Asks the device to show its code. Throws `not-found`, or `unsupported` when it takes none. */
  start(id: DeviceId): void {
    const found = this.#host.find(id);
    if (!found) throw new RemoteError("not-found", "no such device", { subject: id });
    const plugin = pairingPlugin(this.#plugins, found.device);
    if (!plugin)
      throw new RemoteError("unsupported", "this device cannot be paired with", { subject: id });
    this.#device = found.device;
    const subject = { deviceId: id, name: found.name, protocol: plugin.id, second: null };
    const paired = this.#host.incomplete(id);
    this.#handle(paired ? { type: "complete", subject, paired } : { type: "start", subject });
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
    }
  }

  async #begin(dialogue: number, subject: PairingSubject): Promise<PairingEvent> {
    const { device, plugin } = this.#parties(subject);
    const target: PairingTarget = {
      device,
      controllerName: this.#host.controllerName(),
      identity: this.#host.identity(),
    };
    const begun = plugin(target, this.#runtime);
    this.#dialogue = begun;
    this.#abort = new AbortController();
    await begun.begin(this.#abort.signal);
    return { type: "code-shown", dialogue };
  }

  async #finish(dialogue: number, pin: string): Promise<PairingEvent> {
    const { subject } = this.#machine;
    if (!subject || !this.#dialogue) throw new RemoteError("bug", "no dialogue to finish");
    const { device } = this.#parties(subject);
    const { signal } = this.#abort;
    const credentials = await this.#dialogue.finish(pin, signal);
    signal.throwIfAborted();
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
    const plugin = this.#plugins.find(({ id }) => id === subject.protocol)?.pairing;
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
  }
}
