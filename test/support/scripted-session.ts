import type { RemoteSession } from "../../src/main/protocols/mrp/session-contract.ts";
import type { CloseReason, DeviceFacts } from "../../src/main/protocols/plugin.ts";
import { Occurrence, Signal } from "../../src/main/runtime/signal.ts";
import {
  decodeMrpMessage,
  encodeMrpMessage,
  type MrpDeviceInfo,
  type MrpMessage,
} from "../../src/main/wire/mrp/message.ts";
import { RemoteError } from "../../src/shared/errors.ts";

type Answer = MrpMessage | RemoteError | Promise<MrpMessage>;

/** A MediaRemote session without a link: the test says what comes in and sees what went out. */
export class ScriptedSession implements RemoteSession {
  readonly deviceInfo = new Signal<MrpDeviceInfo | null>(null);
  readonly messages = new Occurrence<MrpMessage>();
  readonly facts = new Signal<DeviceFacts>({});
  readonly closed: Promise<CloseReason>;
  /** Everything that went out, requests included, as the wire would carry it. */
  readonly sent: MrpMessage[] = [];
  readonly requests: MrpMessage[] = [];
  probes = 0;
  /** What a request is answered with; by default a message that says nothing. */
  answer: (request: MrpMessage) => Answer = () => ({ type: 0 });
  #close: (reason: CloseReason) => void = () => {};
  #isClosed = false;

  constructor() {
    this.closed = new Promise((resolve) => {
      this.#close = resolve;
    });
  }

  /** The device sends a message. Through the codec, so that absent fields read as they do. */
  push(...messages: MrpMessage[]): void {
    for (const message of messages) {
      const decoded = overTheWire(message);
      if (decoded.deviceInfo) this.deviceInfo.set(decoded.deviceInfo);
      this.messages.emit(decoded);
    }
  }

  send(message: MrpMessage): void {
    if (this.#isClosed) throw new RemoteError("lost", "the session ended");
    this.sent.push(overTheWire(message));
  }

  async request(message: MrpMessage): Promise<MrpMessage> {
    this.send(message);
    this.requests.push(overTheWire(message));
    const answer = await this.answer(message);
    if (answer instanceof RemoteError) throw answer;
    return overTheWire(answer);
  }

  async probe(): Promise<void> {
    this.probes++;
  }

  async close(): Promise<void> {
    this.end({ kind: "asked" });
  }

  end(reason: CloseReason): void {
    this.#isClosed = true;
    this.#close(reason);
  }
}

export function overTheWire(message: MrpMessage): MrpMessage {
  return decodeMrpMessage(encodeMrpMessage(message));
}
