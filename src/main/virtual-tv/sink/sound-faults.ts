/** What is asked of a speaker, of which each may be refused. */
export const soundSteps = [
  "announce",
  "setup",
  "stream",
  "record",
  "flush",
  "parameter",
  "feedback",
] as const;
export type SoundStep = (typeof soundSteps)[number];

/** What a speaker may do wrong, read anew each time; all of it off at first. */
export interface SoundFaults {
  /** Of packets of sound, so many are thrown away as they arrive: 0 to 1. Those sent again are not. */
  loss: number;
  /** So many are taken in after the one that follows: 0 to 1. */
  reorder: number;
  /** Milliseconds from a gap until it is asked for again. */
  askAgainAfterMs: number;
  /** Never asks again. */
  neverAsks: boolean;
  /** Never asks for the sender's time (with NTP). */
  asksNoTime: boolean;
  /** Says that it serves somebody else: 453. */
  busy: boolean;
  /** Whoever comes later is let in, and the one before is cut off. Null: as the model does. */
  letsInterrupt: boolean | null;
  /** Statuses that steps are refused with. */
  readonly refusals: Map<SoundStep, number>;
  /**
   * That SETUP is answered with 200 and nothing else: a refusal. `ntp`, `ptp`: of a session with that
   * clock, as shairport-sync 5 does with NTP. AirPlay 1 has one SETUP, which all of them mean.
   */
  emptySetup: "never" | "session" | "stream" | "ntp" | "ptp";
  /** That SETUP is read and never answered, as on tvOS 27. */
  silentSetup: "never" | "session" | "stream";
  /** No volume is taken before RECORD: 455. */
  refusesEarlyVolume: boolean;
  /** Reads and says nothing any more, TCP and UDP, and closes nothing. */
  vanished: boolean;
}

export const ASK_AGAIN_AFTER_MS = 50;

export function soundSpeaker(): SoundFaults {
  return {
    loss: 0,
    reorder: 0,
    askAgainAfterMs: ASK_AGAIN_AFTER_MS,
    neverAsks: false,
    asksNoTime: false,
    busy: false,
    letsInterrupt: null,
    refusals: new Map(),
    emptySetup: "never",
    silentSetup: "never",
    refusesEarlyVolume: false,
    vanished: false,
  };
}

export function clearSound(faults: SoundFaults): void {
  const { refusals } = faults;
  refusals.clear();
  Object.assign(faults, { ...soundSpeaker(), refusals });
}
