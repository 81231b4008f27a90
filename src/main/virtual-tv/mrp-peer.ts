import type { Runtime } from "../runtime/runtime.ts";
import type { MrpMessage } from "../wire/mrp/message.ts";
import type { MrpFaults } from "./mrp-faults.ts";
import type { Television } from "./television.ts";

/** Who answers, as DEVICE_INFO tells it. */
export interface MrpDevice {
  /** `deviceUID` and, for one that leads no cluster, the UID of its own output. */
  readonly id: string;
  readonly name: string;
  /** As people know the model: "Apple TV", "HomePod mini". */
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

/** The television's side of one MediaRemote conversation, over any link. */
export class MrpPeer {
  readonly #context: MrpContext;
  readonly #link: MrpLink;

  constructor(context: MrpContext, link: MrpLink) {
    this.#context = context;
    this.#link = link;
  }

  /** One whole message of the remote, in order. */
  receive(message: MrpMessage): void {
    this.#context.television.note(`mrp ${message.type ?? 0}`);
    this.#link.close();
  }

  /** The link is gone: lets go of buttons and timers, and says nothing more. Idempotent. */
  end(): void {}
}
