import type { Credentials } from "../../src/main/hap/credentials.ts";
import type { Channel, SoundJoin, SoundPart } from "../../src/main/protocols/plugin.ts";
import { raop } from "../../src/main/protocols/raop/plugin.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import type { SoundSession } from "../../src/main/sound/engine.ts";
import type { SoundCommand } from "../../src/shared/model/sound.ts";
import { advertised, type Txt } from "./advertised.ts";
import { testIdentity } from "./companion-device.ts";

export interface SpeakerPlace {
  readonly port: number;
  readonly txt?: Txt;
  readonly password?: string;
}

/** A real speaker on this machine, as the device layer has it, and what its buttons did. */
export class SpeakerChannel {
  readonly channel: Channel;
  readonly commands: SoundCommand[] = [];

  static async open(runtime: Runtime, place: SpeakerPlace): Promise<SpeakerChannel> {
    const { port, txt = { et: "0,1", cn: "0,1", md: "0,1,2" }, password } = place;
    const addresses = ["127.0.0.1"];
    const options = { addresses, port, instance: `AABBCCDD${port}@Speaker` };
    const service = advertised("_raop._tcp", txt, options);
    const description = raop.describe(service, [service]);
    if (description === undefined) throw new Error("a RAOP service");
    const services = [{ ...description, advertised: service }];
    const device = { identifiers: [`${port}`], name: "Speaker", addresses, services };
    const credentials: Credentials =
      password === undefined ? {} : { password: new Secret(password) };
    const [plan] = raop.plan(device, credentials);
    if (plan === undefined) throw new Error("it takes no sound");
    const { signal } = new AbortController();
    const controllerName = "Armchair (test)";
    const context = { runtime, signal, identity: testIdentity, controllerName };
    return new SpeakerChannel(await plan.open(context));
  }

  constructor(channel: Channel) {
    this.channel = channel;
  }

  /** Makes it one of the speakers of a session; 100 percent unless said otherwise. */
  join(session: SoundSession, changes: Partial<SoundJoin> = {}): Promise<SoundPart> {
    const playSound = this.channel.operations.playSound;
    if (playSound === undefined) throw new Error("it takes no sound");
    const join: SoundJoin = {
      session,
      volume: 100,
      delayMs: 0,
      pass: { dacpId: "0011223344556677", activeRemote: 1_234_567 },
      controls: {
        command: async (command) => void this.commands.push(command),
        seek: (seconds) => session.seek(seconds),
      },
      ...changes,
    };
    return playSound(join, new AbortController().signal);
  }
}
