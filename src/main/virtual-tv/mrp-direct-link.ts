import { isRemoteError, RemoteError } from "../../shared/errors.ts";
import { open, seal } from "../crypto/chacha.ts";
import { counterNonce } from "../hap/nonce.ts";
import {
  type ChannelKeys,
  channelKeyNames,
  deriveChannelKeys,
  otherSide,
} from "../hap/session-keys.ts";
import type { TcpStream } from "../runtime/network.ts";
import { concatBytes } from "../wire/bytes.ts";
import { decodeMrpMessage, encodeMrpMessage, type MrpMessage } from "../wire/mrp/message.ts";
import { MessageType } from "../wire/mrp/numbers.ts";
import { decodeTlv8, TlvTag, tlvValue } from "../wire/tlv8.ts";
import { decodeVarint, encodeVarint } from "../wire/varint.ts";
import { LinkAuth, type PairingDesk } from "./companion-auth.ts";
import { FaultyWriter } from "./faulty-writer.ts";
import { type MrpContext, MrpPeer } from "./mrp-peer.ts";

/** No remote sends more at once. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/**
 * MediaRemote over its own TCP connection, as up to tvOS 14: messages behind a varint length, plain
 * at first; CRYPTO_PAIRING pairs and verifies, and after that each message is sealed whole (PA-50,
 * PA-56, PA-60). A remote that never verifies is heard as well (MR-05).
 */
export class MrpDirectLink {
  readonly closed: Promise<void>;
  readonly #context: MrpContext;
  readonly #desk: PairingDesk;
  readonly #stream: TcpStream;
  readonly #writer: FaultyWriter;
  readonly #auth: LinkAuth;
  readonly #peer: MrpPeer;
  #pending: Uint8Array = new Uint8Array(0);
  #keys: ChannelKeys | null = null;
  #sent = 0;
  #received = 0;
  #isSetup = false;

  constructor(context: MrpContext, desk: PairingDesk, stream: TcpStream) {
    this.#context = context;
    this.#desk = desk;
    this.#stream = stream;
    this.#writer = new FaultyWriter(stream, context.runtime.clock, desk.faults.wire);
    this.#auth = new LinkAuth(desk);
    this.#peer = new MrpPeer(context, {
      send: (message) => this.#send(message),
      close: () => this.close(),
    });
    this.closed = stream.closed.then(() => this.#ended());
    stream.onData((chunk) => this.#read(chunk));
  }

  abort(): void {
    this.#stream.abort();
  }

  close(): void {
    this.#stream.close();
  }

  #ended(): void {
    this.#peer.end();
    this.#writer.cancel();
    this.#auth.close();
  }

  #read(chunk: Uint8Array): void {
    if (this.#desk.faults.wire.halfOpen) return;
    this.#pending = concatBytes(this.#pending, chunk);
    try {
      for (let bytes = this.#next(); bytes !== null; bytes = this.#next()) this.#receive(bytes);
    } catch (error) {
      if (!isRemoteError(error, "malformed")) throw error;
      this.#context.runtime.log.warn("virtual tv: a remote sent what none sends", {
        reason: error.message,
      });
      this.#stream.abort();
    }
  }

  /** The next whole message, still sealed; null until all of it is there. */
  #next(): Uint8Array | null {
    const length = decodeVarint(this.#pending);
    if (length === undefined) return null;
    if (length.value > MAX_MESSAGE_BYTES)
      throw new RemoteError("malformed", "a message is too long");
    const end = length.length + length.value;
    if (end > this.#pending.length) return null;
    const bytes = this.#pending.slice(length.length, end);
    this.#pending = this.#pending.slice(end);
    return bytes;
  }

  #receive(bytes: Uint8Array): void {
    const keys = this.#keys;
    const plain =
      keys === null ? bytes : open(keys.input.expose(), counterNonce(this.#received++), bytes);
    const message = decodeMrpMessage(plain);
    if (message.type === MessageType.CryptoPairing) this.#authenticate(message);
    else this.#peer.receive(message);
  }

  /** Nothing of this is answered before DEVICE_INFO. */
  #authenticate(message: MrpMessage): void {
    const request = message.cryptoPairing?.pairingData;
    if (!this.#peer.introduced || !message.uniqueIdentifier || request == null) return;
    const items = decodeTlv8(request);
    const isFirst = tlvValue(items, TlvTag.State)?.[0] === 1;
    if (isFirst) this.#isSetup = tlvValue(items, TlvTag.PublicKey) === undefined;
    const pairingData = this.#isSetup ? this.#auth.setup(request) : this.#auth.verify(request);
    this.#send({
      type: MessageType.CryptoPairing,
      ...(message.identifier && { identifier: message.identifier }),
      errorCode: 0,
      cryptoPairing: { pairingData, status: 0, isRetrying: false, isUsingSystemPairing: false },
      uniqueIdentifier: this.#context.runtime.random.uuid().toUpperCase(),
    });
    const { verified } = this.#auth;
    if (this.#isSetup || !verified) return;
    this.#keys = otherSide(deriveChannelKeys(verified.sharedSecret, channelKeyNames.mrp));
    this.#context.television.note("mrp verified");
  }

  #send(message: MrpMessage): void {
    const plain = encodeMrpMessage(message);
    const keys = this.#keys;
    const bytes =
      keys === null ? plain : seal(keys.output.expose(), counterNonce(this.#sent++), plain);
    this.#writer.write(concatBytes(encodeVarint(bytes.length), bytes));
  }
}
