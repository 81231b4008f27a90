import type { Timer } from "../runtime/clock.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Off } from "../runtime/signal.ts";
import { decodeMrpMessage, type MrpMessage } from "../wire/mrp/message.ts";
import { MessageType } from "../wire/mrp/numbers.ts";
import { ButtonPresses } from "./button-presses.ts";
import type { MrpFaults } from "./mrp-faults.ts";
import { type Answer, answerOf } from "./mrp-requests.ts";
import { isWanted, messagesBetween } from "./mrp-updates.ts";
import type { Television } from "./television.ts";
import type { TvState } from "./tv-state.ts";

/** Who answers, as DEVICE_INFO tells it. */
export interface MrpDevice {
  /** `deviceUID`, and the UID of its own output. */
  readonly id: string;
  readonly name: string;
  readonly kind: "Apple TV" | "HomePod" | "HomePod mini";
  /** Such as "18M60". */
  readonly build: string;
  /** Such as "AppleTV5,3". */
  readonly model: string;
  readonly mac: string;
}

export interface MrpContext {
  readonly runtime: Runtime;
  readonly television: Television;
  readonly device: MrpDevice;
  readonly faults: MrpFaults;
}

/** What a link does for MediaRemote. */
export interface MrpLink {
  send(message: MrpMessage): void;
  close(): void;
}

/** Type 9999 with fields 4000 and 4001: a number and a text. */
const GARBAGE = Uint8Array.from([
  0x08, 0x8f, 0x4e, 0x80, 0xfa, 0x01, 0x2a, 0x8a, 0xfa, 0x01, 0x03, 0x66, 0x6f, 0x6f,
]);

/**
 * The television's side of one MediaRemote conversation, over any link (MR-01 to MR-53). Messages
 * without `uniqueIdentifier`, and any before DEVICE_INFO, are not heard, as by real ones.
 */
export class MrpPeer {
  readonly #context: MrpContext;
  readonly #link: MrpLink;
  readonly #buttons: ButtonPresses;
  readonly #timers = new Set<Timer>();
  #introduced = false;
  #wants: NonNullable<MrpMessage["clientUpdatesConfig"]> = {};
  /** What the remote has been told; null before it asked for updates. */
  #told: TvState | null = null;
  #offState: Off | null = null;
  #ended = false;

  constructor(context: MrpContext, link: MrpLink) {
    const { runtime, television } = context;
    this.#context = context;
    this.#link = link;
    this.#buttons = new ButtonPresses(runtime.clock, (button, action) =>
      television.do({ kind: "button", button, action }),
    );
  }

  /** True once DEVICE_INFO came: from then on everything else is answered. */
  get introduced(): boolean {
    return this.#introduced;
  }

  /** One whole message of the remote, in order. */
  receive(message: MrpMessage): void {
    if (this.#ended || !message.uniqueIdentifier) return;
    const type = message.type ?? MessageType.Unknown;
    this.#context.runtime.trace.record("in", "virtual-tv", `mrp ${type}`);
    if (type === MessageType.DeviceInfo) this.#introduced = true;
    if (!this.#introduced) return;
    if (type === MessageType.ClientUpdatesConfig) {
      this.#configure(message);
      return;
    }
    if (type === MessageType.Generic && this.#context.faults.deafToHeartbeat) return;
    const answer = answerOf(message, { ...this.#context, buttons: this.#buttons });
    if (answer !== null) this.#answer(message, answer);
  }

  /** The link is gone: lets go of buttons and timers, and says nothing more. Idempotent. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#offState?.();
    this.#buttons.release();
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    if (this.#told !== null) this.#context.television.note("mrp disconnected");
  }

  /** Since tvOS 14 only a question that waits for its answer brings the states of the players. */
  #configure(message: MrpMessage): void {
    this.#wants = message.clientUpdatesConfig ?? {};
    if (!message.identifier) return;
    this.#answer(message, { message: { type: MessageType.Unknown }, delayMs: 0 });
    if (this.#offState !== null) return;
    const { television } = this.#context;
    this.#offState = television.state.on((state) => this.#push(state));
    this.#later(this.#context.faults.answerDelayMs, () => {
      this.#push(television.state.value);
      television.note("mrp connected");
    });
  }

  #push(state: TvState): void {
    const before = this.#told;
    this.#told = state;
    const { device, faults } = this.#context;
    for (const message of messagesBetween(before, state, device)) {
      if (!isWanted(message, this.#wants)) continue;
      if (faults.garbageNext) {
        faults.garbageNext = false;
        // As it is: its unknown fields would not survive a copy.
        this.#link.send(decodeMrpMessage(GARBAGE));
      }
      this.#send(faults.pathlessUpdates ? withoutPath(message) : message);
    }
  }

  #answer({ identifier }: MrpMessage, { message, delayMs }: Answer): void {
    const named = identifier ? { ...message, identifier } : message;
    this.#later(this.#context.faults.answerDelayMs + delayMs, () => this.#send(named));
  }

  #later(delayMs: number, action: () => void): void {
    if (delayMs === 0) {
      action();
      return;
    }
    const timer = this.#context.runtime.clock.after(delayMs, () => {
      this.#timers.delete(timer);
      action();
    });
    this.#timers.add(timer);
  }

  #send(message: MrpMessage): void {
    const uniqueIdentifier = this.#context.runtime.random.uuid().toUpperCase();
    // Real ones send this zero in nearly all of theirs.
    this.#link.send({ errorCode: 0, ...message, uniqueIdentifier });
  }
}

function withoutPath(message: MrpMessage): MrpMessage {
  if (!message.updateContentItem) return message;
  const { contentItems } = message.updateContentItem;
  return { ...message, updateContentItem: { ...(contentItems && { contentItems }) } };
}
