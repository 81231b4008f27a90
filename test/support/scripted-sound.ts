import type { SoundJoin } from "../../src/main/protocols/plugin.ts";
import type { SoundSession, SoundStatus } from "../../src/main/sound/engine.ts";
import { FakeSound } from "./fake-sound.ts";

const idle: SoundStatus = {
  state: "idle",
  trackId: null,
  tags: null,
  canSeek: false,
  position: null,
  rtp: null,
};

/** A session of sound without any sound: what ways to a speaker ask of one, and what they are told. */
export class ScriptedSound extends FakeSound {
  constructor() {
    super({
      // Its highest bit is set: such a number is where property lists differ.
      clockId: 0x9122334455667788n,
      first: { sequence: 1000, rtpTime: 4_000_000_000 },
      counts: { sent: 7, askedAgain: 2, sentAgain: 1 },
    });
    this.status.set(idle);
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
