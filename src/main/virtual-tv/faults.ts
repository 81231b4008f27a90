import type { AccessoryFaults } from "../hap/accessory.ts";
import { type AirplayConnection, AirplayFaults, type VideoActions } from "./airplay-faults.ts";
import { type DmapFaults, quietDmap } from "./dmap-faults.ts";
import { type MrpFaults, quietMrp } from "./mrp-faults.ts";
import { clearSound, type SoundFaults, soundSpeaker } from "./sink/sound-faults.ts";
import { quietWire, type WireFaults } from "./wire-faults.ts";

export type { WireFaults } from "./wire-faults.ts";

/** What a fault needs from the TV as a whole. */
export interface FaultActions {
  resetConnections(): void;
  resetAirplay(connection: AirplayConnection): void;
  readonly video: VideoActions;
  changePort(): Promise<number>;
  setAsleepBehindProxy(asleep: boolean): Promise<void>;
  forgetPairings(): void;
  dropPolls(): void;
  expireSessions(): void;
}

/** Everything that can be wrong with this TV, all of it off at first. */
export class Faults {
  /** Pairing: wrong proof, wrong signature, back-off, busy, full and others. */
  readonly hap: AccessoryFaults = {};
  /** Of Companion, and of MediaRemote and Home Sharing on ports of their own. */
  readonly wire: WireFaults = quietWire();
  readonly airplay: AirplayFaults;
  readonly mrp: MrpFaults = quietMrp();
  readonly dmap: DmapFaults = quietDmap();
  /** Of its loudspeaker. */
  readonly sound: SoundFaults = soundSpeaker();
  /** Requests that get no answer, by name. */
  readonly unanswered = new Set<string>();
  /** Requests that are answered under the number of the request before them, by name. */
  readonly stale = new Set<string>();
  /** Requests that no process handles, as FetchAttentionState on tvOS 26.0 to 26.4, by name. */
  readonly unhandled = new Set<string>();
  readonly #actions: FaultActions;

  constructor(actions: FaultActions) {
    this.#actions = actions;
    const reset = (connection: AirplayConnection) => actions.resetAirplay(connection);
    this.airplay = new AirplayFaults(reset, actions.video);
  }

  /** Sends `frames` more frames, then resets the connection that would carry the next. */
  dropAfter(frames: number): void {
    this.wire.framesLeft = frames;
  }

  delay(milliseconds: number): void {
    this.wire.delayMs = milliseconds;
  }

  split(bytes: number): void {
    this.wire.pieceBytes = bytes;
  }

  garble(): void {
    this.wire.garbleNext = true;
  }

  /** The TV is there and says nothing more, as one that lost its mind or its power. */
  halfOpen(on = true): void {
    this.sound.vanished = on;
    for (const faults of [this.wire, ...Object.values(this.airplay.wire)]) faults.halfOpen = on;
  }

  wrongProof(on = true): void {
    this.hap.wrongProof = on;
  }

  wrongSignature(on = true): void {
    this.hap.wrongSignature = on;
  }

  /** Null: what the wrong PINs so far deserve. */
  backoff(seconds: number | null): void {
    if (seconds === null) delete this.hap.backoffSeconds;
    else this.hap.backoffSeconds = seconds;
  }

  busy(on = true): void {
    this.hap.busy = on;
  }

  maxPeers(on = true): void {
    this.hap.maxPeers = on;
  }

  noAnswer(request: string): void {
    this.unanswered.add(request);
  }

  staleAnswer(request: string): void {
    this.stale.add(request);
  }

  noHandler(request: string): void {
    this.unhandled.add(request);
  }

  /** Resets every connection now. */
  reset(): void {
    this.#actions.resetConnections();
  }

  /** Moves to another port, as after a restart, and announces it. */
  changePort(): Promise<number> {
    return this.#actions.changePort();
  }

  /** Deep sleep: the ports are closed and a sleep proxy answers for it; `false` wakes it. */
  sleepProxy(on = true): Promise<void> {
    return this.#actions.setAsleepBehindProxy(on);
  }

  /** The owner removed the remotes on the TV: verify ends with an authentication error. */
  forgetPairing(): void {
    this.#actions.forgetPairings();
  }

  /** Whoever waits for a change in Home Sharing is cut off, now and for as long as this is on. */
  dropPolls(on = true): void {
    this.dmap.dropsPolls = on;
    if (on) this.#actions.dropPolls();
  }

  /** Every remote of Home Sharing has to log in again. */
  expireSessions(): void {
    this.#actions.expireSessions();
  }

  /** All of them off. What is past stays past: closed connections, another port. */
  clear(): void {
    for (const key of Object.keys(this.hap)) delete this.hap[key as keyof AccessoryFaults];
    Object.assign(this.wire, quietWire());
    Object.assign(this.mrp, quietMrp());
    Object.assign(this.dmap, quietDmap());
    this.airplay.clear();
    clearSound(this.sound);
    for (const names of [this.unanswered, this.stale, this.unhandled]) names.clear();
  }
}
