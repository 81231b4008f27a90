import type { Credentials, HapCredentials } from "../../src/main/hap/credentials.ts";
import type {
  Channel,
  ChannelPlan,
  ChannelState,
  CloseReason,
  DeviceDescription,
  OpenContext,
  Operations,
  PairingDialogue,
  PairingTarget,
  ProtocolPlugin,
} from "../../src/main/protocols/plugin.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { Signal } from "../../src/main/runtime/signal.ts";
import { type ErrorCode, RemoteError } from "../../src/shared/errors.ts";
import type { FeatureStates } from "../../src/shared/model/features.ts";
import type { ProtocolId } from "../../src/shared/model/protocol.ts";

export const fakeFeatures: FeatureStates = {
  up: "available",
  down: "available",
  left: "available",
  right: "available",
  select: "available",
  menu: "available",
  home: "available",
  "volume-up": "available",
  "volume-down": "available",
  "play-pause": "available",
  "turn-on": "available",
  "turn-off": "available",
  "power-state": "available",
  "app-list": "available",
  "launch-app": "available",
  "text-set": "available",
  "text-append": "available",
  "text-get": "available",
  "skip-forward": "available",
  "skip-backward": "available",
};

/** A key that opens nothing: fakes look only at whether there is one. */
export function fakeKey(theirId = "tv"): HapCredentials {
  return {
    kind: "hap",
    ourId: "us",
    ourPrivateKey: new Secret(new Uint8Array(32)),
    theirId,
    theirPublicKey: new Uint8Array(32),
  };
}

/** One open channel, as scriptable as a test needs. A double of the contract, not of any protocol. */
export class FakeChannel implements Channel {
  readonly protocol: ProtocolId;
  readonly operations: Partial<Operations>;
  readonly state: Signal<ChannelState>;
  readonly closed: Promise<CloseReason>;
  probes = 0;
  isClosed = false;
  #end: (reason: CloseReason) => void = () => {};
  readonly #dead: Promise<never>;
  readonly #tv: FakeTv;

  constructor(protocol: ProtocolId, tv: FakeTv, state?: ChannelState) {
    this.protocol = protocol;
    this.#tv = tv;
    this.state = new Signal(state ?? tv.state);
    this.closed = new Promise((resolve) => {
      this.#end = (reason) => {
        if (this.isClosed) return;
        this.isClosed = true;
        resolve(reason);
      };
    });
    this.#dead = this.closed.then((reason) => {
      throw reason.kind === "failed" ? reason.error : new RemoteError("lost", "the link died");
    });
    this.#dead.catch(() => {});
    this.operations = this.#makeOperations();
  }

  /** The link dies under whatever is on the way. */
  die(code: ErrorCode = "lost"): void {
    this.#end({ kind: "failed", error: new RemoteError(code, "the link died") });
  }

  async probe(): Promise<void> {
    this.probes += 1;
    if (this.#tv.powered) return;
    this.die();
    throw new RemoteError("lost", "no sign of life");
  }

  async close(): Promise<void> {
    this.#end({ kind: "asked" });
  }

  set(change: Partial<ChannelState>): void {
    this.state.set({ ...this.state.value, ...change });
  }

  /** Recorded by the TV at once, answered when the TV answers, rejected when the link dies. */
  #call<T>(what: string, answer: T): Promise<T> {
    if (this.isClosed) return this.#dead;
    return Promise.race([this.#tv.receive(`${this.protocol} ${what}`, answer), this.#dead]);
  }

  #makeOperations(): Partial<Operations> {
    return {
      press: (button, action) => this.#call(`${action} ${button}`, undefined),
      button: (button, edge) => this.#call(`${edge} ${button}`, undefined),
      media: (command) => this.#call(`media ${command}`, undefined),
      skip: (seconds) => this.#call(`skip ${seconds}`, undefined),
      volumeStep: (direction) => this.#call(`volume ${direction}`, undefined),
      turnOn: () => this.#call("turn on", undefined),
      turnOff: () => this.#call("turn off", undefined),
      appList: () => this.#call("apps", [{ id: "com.example.tv", name: "TV" }]),
      launchApp: (target) => this.#call(`launch ${target}`, undefined),
      textSet: (text) => this.#call(`text ${text}`, text),
      textAppend: (text) => this.#call(`append ${text}`, text),
    };
  }
}

/** What stands behind the fake channels: what arrived, and how it behaves. */
export class FakeTv {
  readonly received: string[] = [];
  readonly channels: FakeChannel[] = [];
  /** Whether it answers at all. */
  powered = true;
  /** Each opening rejects with this while it is set. */
  refusal: ErrorCode | null = null;
  /** The same for one way, such as "mrp tunnel"; and what has been tried, in order. */
  readonly wayRefusals = new Map<string, ErrorCode>();
  readonly tried: string[] = [];
  /** What `accepts` answers, by protocol. */
  readonly verdicts = new Map<ProtocolId, "accepted" | "refused" | "unreachable" | "not-needed">();
  /** Verdicts wait for this, openings for the other. */
  verdictGate: Promise<void> = Promise.resolve();
  openGate: Promise<void> = Promise.resolve();
  opens = 0;
  state: ChannelState = { features: fakeFeatures, power: "on" };
  pin = "1234";
  /** Errors of the next dialogues' beginnings and ends, in order. */
  readonly beginErrors: RemoteError[] = [];
  readonly finishErrors: RemoteError[] = [];
  dialogues = 0;
  dialoguesClosed = 0;
  /** What each dialogue's client called itself. */
  readonly controllerNames: string[] = [];

  get channel(): FakeChannel {
    const last = this.channels.at(-1);
    if (!last) throw new Error("no channel was opened");
    return last;
  }

  get open(): readonly FakeChannel[] {
    return this.channels.filter(({ isClosed }) => !isClosed);
  }

  receive<T>(what: string, answer: T): Promise<T> {
    // A TV without power takes the bytes' place in the void and never answers.
    if (!this.powered) return new Promise<T>(() => {});
    this.received.push(what);
    return Promise.resolve(answer);
  }

  async opening(protocol: ProtocolId, { signal }: OpenContext, way = "fake"): Promise<Channel> {
    this.opens += 1;
    this.tried.push(`${protocol} ${way}`);
    await this.openGate;
    if (signal.aborted) throw signal.reason;
    const refusal = this.wayRefusals.get(`${protocol} ${way}`) ?? this.refusal;
    if (refusal) throw new RemoteError(refusal, "the fake refuses");
    const channel = new FakeChannel(protocol, this);
    this.channels.push(channel);
    return channel;
  }

  dialogue(): PairingDialogue {
    this.dialogues += 1;
    return {
      begin: async () => {
        const error = this.beginErrors.shift();
        if (error) throw error;
      },
      finish: async (pin) => {
        const error = this.finishErrors.shift();
        if (error) throw error;
        if (pin !== this.pin) throw new RemoteError("wrong-pin", "the code is wrong");
        return fakeKey();
      },
      close: () => {
        this.dialoguesClosed += 1;
      },
    };
  }
}

export interface FakePluginOptions {
  readonly pairs?: boolean;
  /** Needs no key at all, as a HomePod. */
  readonly keyless?: boolean;
  /** Plans with another protocol's key by itself. */
  readonly anyKey?: boolean;
  /** Has `accepts`, which answers what the TV's `verdicts` say. */
  readonly needsOwnKey?: boolean;
  /** The channel it opens, and how; by default its own, in one way. */
  readonly ways?: readonly Pick<ChannelPlan, "protocol" | "way" | "rank">[];
}

/** A protocol of that name in front of a fake TV. Plans its channels when there is a key and a service. */
export function fakePlugin(
  id: ProtocolId,
  tv: FakeTv,
  options: FakePluginOptions = {},
): ProtocolPlugin {
  const ways = options.ways ?? [{ protocol: id, way: "fake", rank: 0 }];
  const plan = (device: DeviceDescription, credentials: Credentials): readonly ChannelPlan[] =>
    (credentials[id] ||
      options.keyless ||
      (options.anyKey && Object.keys(credentials).length > 0)) &&
    device.services.some(({ protocol }) => protocol === id)
      ? ways.map((way) => ({
          ...way,
          open: (context) => tv.opening(way.protocol, context, way.way),
        }))
      : [];
  return {
    id,
    serviceTypes: [`_${id}._tcp`],
    describe: () => undefined,
    plan,
    ...(options.needsOwnKey && {
      accepts: () => tv.verdictGate.then(() => tv.verdicts.get(id) ?? "accepted"),
    }),
    ...(options.pairs !== false && {
      pairing: ({ controllerName }: PairingTarget) => {
        tv.controllerNames.push(controllerName);
        return tv.dialogue();
      },
    }),
  };
}
