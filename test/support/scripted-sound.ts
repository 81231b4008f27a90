import type { SoundJoin } from "../../src/main/protocols/plugin.ts";
import { Occurrence, Signal } from "../../src/main/runtime/signal.ts";
import type {
  LegOptions,
  LegRemote,
  SoundLeg,
  SoundSession,
  SoundStatus,
} from "../../src/main/sound/engine.ts";
import type { RemoteError } from "../../src/shared/errors.ts";

const idle: SoundStatus = {
  state: "idle",
  trackId: null,
  tags: null,
  canSeek: false,
  position: null,
  rtp: null,
};

/** A leg that sends nothing, and what was asked of it. */
export class ScriptedLeg implements SoundLeg {
  readonly options: LegOptions;
  readonly ports = { control: 6001, timing: 6002 };
  readonly clockId: bigint | null;
  readonly gone: Promise<RemoteError | null>;
  remote: LegRemote | undefined;
  released = false;
  closed = false;
  delayMs: number;
  die: (error: RemoteError | null) => void = () => {};

  constructor(options: LegOptions, clockId: bigint) {
    this.options = options;
    this.delayMs = options.delayMs;
    this.clockId = options.timing === "ptp" ? clockId : null;
    this.gone = new Promise((resolve) => {
      this.die = resolve;
    });
  }

  async start(remote: LegRemote) {
    this.remote = remote;
    return { sequence: 1000, rtpTime: 4_000_000_000 };
  }

  release(): void {
    this.released = true;
  }

  setDelay(delayMs: number): void {
    this.delayMs = delayMs;
  }

  async counts() {
    return { sent: 7, askedAgain: 2, sentAgain: 1 };
  }

  async close(): Promise<void> {
    this.closed = true;
    this.die(null);
  }
}

/** A session of sound without any sound: what ways to a speaker ask of one, and what they are told. */
export class ScriptedSound implements SoundSession {
  readonly status = new Signal<SoundStatus>(idle);
  readonly trackOver: SoundSession["trackOver"] = new Occurrence();
  readonly broken: SoundSession["broken"] = new Signal(null);
  readonly legs: ScriptedLeg[] = [];
  /** Its highest bit is set: such a number is where property lists differ. */
  clockId = 0x9122334455667788n;

  async play(): Promise<void> {}
  follow(): void {}
  async pause(): Promise<void> {}
  async resume(): Promise<void> {}
  async seek(): Promise<void> {}
  async close(): Promise<void> {}

  async openLeg(options: LegOptions): Promise<ScriptedLeg> {
    const leg = new ScriptedLeg(options, this.clockId);
    this.legs.push(leg);
    return leg;
  }

  /** The newest. */
  get leg(): ScriptedLeg {
    const leg = this.legs.at(-1);
    if (leg === undefined) throw new Error("nobody opened a leg");
    return leg;
  }
}

/** A receiver's way into it, and the commands that its buttons led to. */
export function joinOf(
  session: SoundSession,
  extra: Partial<SoundJoin> = {},
): SoundJoin & { readonly commands: string[] } {
  const commands: string[] = [];
  return {
    session,
    volume: null,
    delayMs: 0,
    pass: { dacpId: "00112233445566AA", activeRemote: 4_000_000_001 },
    controls: {
      command: async (command) => {
        commands.push(command);
      },
      seek: async () => {},
    },
    ...extra,
    commands,
  };
}
