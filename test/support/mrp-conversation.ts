import { type MrpFaults, quietMrp } from "../../src/main/virtual-tv/mrp-faults.ts";
import { type MrpDevice, MrpPeer } from "../../src/main/virtual-tv/mrp-peer.ts";
import { Scenarios } from "../../src/main/virtual-tv/scenarios.ts";
import { Television } from "../../src/main/virtual-tv/television.ts";
import { initialState } from "../../src/main/virtual-tv/tv-state.ts";
import {
  decodeMrpMessage,
  encodeMrpMessage,
  type MrpMessage,
} from "../../src/main/wire/mrp/message.ts";
import { MessageType } from "../../src/main/wire/mrp/numbers.ts";
import { type TestRuntime, testRuntime } from "./runtime.ts";

export const mrpDevice: MrpDevice = {
  id: "C163EDB5-E40C-4424-B5A5-22D7C377FBB3",
  name: "Living Room",
  kind: "Apple TV",
  build: "18M60",
  model: "AppleTV5,3",
  mac: "50:DE:06:B4:5F:60",
};

/** A remote that talks to a virtual TV's MediaRemote side without any link in between. */
export class MrpConversation {
  readonly runtime: TestRuntime = testRuntime();
  readonly television = new Television(this.runtime, initialState(mrpDevice.name));
  readonly scenarios = new Scenarios(this.television);
  readonly faults: MrpFaults = quietMrp();
  /** What the TV sent since the last `take`, after a journey through the codec. */
  readonly #received: MrpMessage[] = [];
  readonly peer: MrpPeer;
  #number = 0;

  constructor() {
    const context = {
      runtime: this.runtime,
      television: this.television,
      device: mrpDevice,
      faults: this.faults,
    };
    this.peer = new MrpPeer(context, {
      send: (message) => {
        this.#received.push(decodeMrpMessage(encodeMrpMessage(message)));
      },
      close: () => {},
    });
  }

  /** Through DEVICE_INFO, the connection state and the subscription; the burst is what `take` gives. */
  static started(prepare: (scenarios: Scenarios) => void = () => {}): MrpConversation {
    const conversation = new MrpConversation();
    prepare(conversation.scenarios);
    conversation.ask({ type: MessageType.DeviceInfo, deviceInfo: { uniqueIdentifier: "us" } });
    conversation.tell({ type: MessageType.SetConnectionState, setConnectionState: { state: 2 } });
    conversation.ask({
      type: MessageType.ClientUpdatesConfig,
      clientUpdatesConfig: {
        artworkUpdates: true,
        nowPlayingUpdates: false,
        volumeUpdates: true,
        keyboardUpdates: true,
        outputDeviceUpdates: true,
      },
    });
    return conversation;
  }

  /** Sends with an identifier; the answer to it, which is then not in `take`. */
  ask(message: MrpMessage): MrpMessage | undefined {
    const identifier = `ask-${++this.#number}`;
    this.tell({ ...message, identifier });
    return this.answerTo(identifier);
  }

  /** Sends as fire-and-forget does. */
  tell(message: MrpMessage): void {
    this.peer.receive({ ...message, uniqueIdentifier: `unique-${++this.#number}` });
  }

  answerTo(identifier: string): MrpMessage | undefined {
    const at = this.#received.findIndex((message) => message.identifier === identifier);
    return at < 0 ? undefined : this.#received.splice(at, 1)[0];
  }

  take(): MrpMessage[] {
    return this.#received.splice(0);
  }

  /** The numbers of the types of what came. */
  takeTypes(): number[] {
    return this.take().map(({ type }) => type ?? -1);
  }

  /** SEND_COMMAND, and the SendError it ended with. */
  command(command: number, options?: NonNullable<MrpMessage["sendCommand"]>["options"]): number {
    const answer = this.ask({
      type: MessageType.SendCommand,
      sendCommand: { command, ...(options && { options }) },
    });
    return answer?.sendCommandResult?.sendError ?? -1;
  }

  /** Both edges of one key. */
  key(page: number, usage: number): void {
    for (const down of [1, 0]) {
      const hidEventData = new Uint8Array(60);
      hidEventData.set([page >> 8, page & 0xff, usage >> 8, usage & 0xff, 0, down], 43);
      this.tell({ type: MessageType.SendHidEvent, sendHidEvent: { hidEventData } });
    }
  }
}
