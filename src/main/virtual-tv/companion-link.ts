import { isRemoteError } from "../../shared/errors.ts";
import { open, seal } from "../crypto/chacha.ts";
import { channelKeyNames, deriveChannelKeys, otherSide } from "../hap/session-keys.ts";
import type { Timer } from "../runtime/clock.ts";
import type { TcpStream } from "../runtime/network.ts";
import { randomU32 } from "../runtime/random.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Secret } from "../runtime/secret.ts";
import {
  encodeFrame,
  type Frame,
  type FrameAead,
  FrameCipher,
  FrameDecoder,
  FrameType,
} from "../wire/companion-frame.ts";
import {
  decodeOpack,
  encodeOpack,
  type OpackDict,
  type OpackRecord,
  opackBigInt,
  opackBytes,
  opackDict,
  opackText,
} from "../wire/opack.ts";
import { ButtonPresses } from "./button-presses.ts";
import { isFor, type TvEvent } from "./companion-events.ts";
import { touchHid } from "./companion-hid.ts";
import { encodeReply, noHandler } from "./companion-reply.ts";
import { handleRequest } from "./companion-requests.ts";
import { newFacts, type RequestContext } from "./companion-session.ts";
import { editText } from "./companion-text.ts";
import { FaultyWriter } from "./faulty-writer.ts";
import type { TvIdentity } from "./identity.ts";
import { LinkAuth } from "./link-auth.ts";
import type { PairingDesk } from "./pairing-desk.ts";
import type { Television } from "./television.ts";
import { TouchPad } from "./touch-pad.ts";
import { mediaFlagsOf } from "./tv-state.ts";

/** A connection without a session is closed without a word after 30 to 38 s on real ones. */
const SESSION_GRACE_MS = 35_000;
const EVENT = 1;
const REQUEST = 2;

export interface LinkContext {
  readonly runtime: Runtime;
  readonly television: Television;
  readonly identity: TvIdentity;
  readonly desk: PairingDesk;
  /** The number of verified remotes may have changed. */
  onChange(): void;
}

/** One remote's connection, from the first byte to the last. */
export class CompanionLink {
  readonly closed: Promise<void>;
  readonly #context: LinkContext;
  readonly #stream: TcpStream;
  readonly #writer: FaultyWriter;
  readonly #frames = new FrameDecoder();
  readonly #auth: LinkAuth;
  readonly #facts = newFacts();
  readonly #buttons: ButtonPresses;
  readonly #pad = new TouchPad();
  #cipher: FrameCipher | null = null;
  #controllerId = "";
  #grace: Timer | null = null;
  #lastXid: number | bigint = 0;

  constructor(context: LinkContext, stream: TcpStream) {
    const { runtime, television, desk } = context;
    this.#context = context;
    this.#stream = stream;
    this.#writer = new FaultyWriter(stream, runtime.clock, desk.faults.wire);
    this.#auth = new LinkAuth(desk);
    this.#buttons = new ButtonPresses(runtime.clock, (button, action) =>
      television.do({ kind: "button", button, action }),
    );
    this.closed = stream.closed.then(() => this.#ended());
    stream.onData((chunk) => this.#read(chunk));
  }

  /** True once the remote has proved who it is. */
  get verified(): boolean {
    return this.#cipher !== null;
  }

  /** Tells the remote, if it asked to be told. */
  publish(event: TvEvent): void {
    if (this.verified && isFor(event, this.#facts)) this.#push(event.name, event.content);
  }

  abort(): void {
    this.#stream.abort();
  }

  close(): void {
    this.#stream.close();
  }

  #ended(): void {
    this.#grace?.cancel();
    this.#buttons.release();
    this.#writer.cancel();
    this.#auth.close();
    if (this.#facts.remoteControl) this.#context.television.note("disconnected");
    this.#context.onChange();
  }

  #read(chunk: Uint8Array): void {
    if (this.#context.desk.faults.wire.halfOpen) return;
    try {
      for (const frame of this.#frames.push(chunk)) this.#handle(frame);
    } catch (error) {
      if (!isRemoteError(error, "malformed")) throw error;
      this.#context.runtime.log.warn("virtual tv: a remote sent what none sends", {
        reason: error.message,
      });
      this.#stream.abort();
    }
  }

  #handle(sealed: Frame): void {
    if (this.#cipher === null && sealed.type === FrameType.EOpack) this.#continueFromSetup();
    const frame = this.#cipher?.open(sealed) ?? sealed;
    switch (frame.type) {
      case FrameType.PsStart:
      case FrameType.PsNext:
        this.#authenticate(frame, FrameType.PsNext);
        break;
      case FrameType.PvStart:
      case FrameType.PvNext:
        this.#authenticate(frame, FrameType.PvNext);
        break;
      case FrameType.EOpack:
        // Before it knows the remote, a TV does not listen to it, and hangs up in order: a reset would
        // overtake the answer that says why.
        if (this.#cipher === null) this.#stream.close();
        else this.#message(frame.payload);
        break;
      default:
        break;
    }
  }

  #authenticate({ payload }: Frame, answerType: number): void {
    const request = opackBytes(opackDict(decodeOpack(payload))?.get("_pd"));
    if (request === undefined) {
      this.#stream.abort();
      return;
    }
    const isSetup = answerType === FrameType.PsNext;
    const reply = isSetup ? this.#auth.setup(request) : this.#auth.verify(request);
    this.#send(answerType, { _pd: reply });
    const { verified } = this.#auth;
    if (!isSetup && verified) this.#encrypt(verified.sharedSecret, verified.controllerId);
  }

  /** Apple's own remotes go on with the key of the pairing instead of verifying. */
  #continueFromSetup(): void {
    const setup = this.#auth.setupSecret;
    if (setup) this.#encrypt(setup.secret, setup.controllerId);
  }

  #encrypt(secret: Secret, controllerId: string): void {
    const keys = otherSide(deriveChannelKeys(secret, channelKeyNames.companion));
    this.#cipher = new FrameCipher(aead(keys.output), aead(keys.input));
    this.#controllerId = controllerId;
    this.#grace?.cancel();
    this.#grace = this.#context.runtime.clock.after(SESSION_GRACE_MS, () => this.close());
    this.#context.onChange();
  }

  #message(payload: Uint8Array): void {
    const message = opackDict(decodeOpack(payload));
    const name = opackText(message?.get("_i"));
    const content = opackDict(message?.get("_c")) ?? new Map();
    const xid = opackBigInt(message?.get("_x"));
    const type = opackBigInt(message?.get("_t"));
    if (name === undefined || xid === undefined) return;
    this.#context.runtime.trace.record("in", "virtual-tv", name);
    if (type === BigInt(EVENT)) this.#event(name, content);
    if (type === BigInt(REQUEST)) this.#request(name, content, xid);
  }

  #request(name: string, content: OpackDict, xid: bigint): void {
    const { faults } = this.#context.desk;
    const previous = this.#lastXid;
    this.#lastXid = xid;
    if (faults.unanswered.has(name)) return;
    const before = this.#facts.session;
    const reply = faults.unhandled.has(name)
      ? noHandler
      : handleRequest(name, content, this.#requestContext());
    if (before === null && this.#facts.session !== null) this.#grace?.cancel();
    const answer = encodeReply(reply, faults.stale.has(name) ? previous : xid);
    if (answer !== null) this.#send(FrameType.EOpack, answer);
  }

  #event(name: string, content: OpackDict): void {
    const context = this.#requestContext();
    if (name === "_hidT") touchHid(content, context);
    else if (name === "_tiC") editText(content, context);
    else if (name === "_interest") this.#interest(content);
  }

  #interest(content: OpackDict): void {
    const { interests } = this.#facts;
    for (const name of namesIn(content, "_deregEvents")) interests.delete(name);
    for (const name of namesIn(content, "_regEvents")) {
      interests.add(name);
      const flags = mediaFlagsOf(this.#context.television.state.value);
      if (name === "_iMC") this.#push(name, { _mcF: flags });
      if (name === "MediaControlStatus") this.#push(name, { MediaControlFlags: flags });
    }
  }

  #requestContext(): RequestContext {
    const { runtime, television, identity } = this.#context;
    return {
      runtime,
      television,
      identity,
      facts: this.#facts,
      buttons: this.#buttons,
      pad: this.#pad,
      controllerId: this.#controllerId,
    };
  }

  #push(name: string, content: OpackRecord): void {
    const xid = randomU32(this.#context.runtime.random);
    this.#send(FrameType.EOpack, { _i: name, _x: xid, _c: content, _t: EVENT });
  }

  #send(type: number, message: OpackRecord): void {
    const frame = { type, payload: encodeOpack(message) };
    this.#writer.write(this.#cipher?.seal(frame) ?? encodeFrame(frame));
  }
}

function namesIn(content: OpackDict, key: string): string[] {
  const names = content.get(key);
  if (!Array.isArray(names)) return [];
  return names.filter((name): name is string => typeof name === "string");
}

function aead(key: Secret): FrameAead {
  return {
    seal: (nonce, plain, aad) => seal(key.expose(), nonce, plain, aad),
    open: (nonce, sealed, aad) => open(key.expose(), nonce, sealed, aad),
  };
}
