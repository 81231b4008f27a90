import type { Runtime } from "../runtime/runtime.ts";
import type { ButtonPresses } from "./button-presses.ts";
import type { TvIdentity } from "./identity.ts";
import type { Television } from "./television.ts";
import type { TouchPad } from "./touch-pad.ts";

/** What the TV knows about one remote, from its requests so far. */
export interface RemoteFacts {
  /** Requests so far: `_systemInfo` counts only when it is the first one. */
  requests: number;
  /** It said who it is, first and with an `_i`: without that no status is ever pushed to it. */
  introduced: boolean;
  name: string;
  /** Remote's half and ours; null before `_sessionStart`. */
  session: { readonly theirs: bigint; readonly ours: bigint } | null;
  /** `TVRCSessionStart` was sent: from then on the remote-control daemon answers. */
  remoteControl: boolean;
  textInput: boolean;
  readonly interests: Set<string>;
}

export function newFacts(): RemoteFacts {
  return {
    requests: 0,
    introduced: false,
    name: "",
    session: null,
    remoteControl: false,
    textInput: false,
    interests: new Set(),
  };
}

/** What a request handler may use. */
export interface RequestContext {
  readonly runtime: Runtime;
  readonly television: Television;
  readonly identity: TvIdentity;
  readonly facts: RemoteFacts;
  readonly buttons: ButtonPresses;
  readonly pad: TouchPad;
  /** The identifier under which the remote paired. */
  readonly controllerId: string;
}
