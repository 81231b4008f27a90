import { isRemoteError } from "../../shared/errors.ts";
import { MessageCipher } from "../protocols/mrp/message-cipher.ts";
import type { TcpStream } from "../runtime/network.ts";
import { encodeMrpFrame, MrpFrameDecoder } from "../wire/mrp/framing.ts";
import { decodeMrpMessage, encodeMrpMessage, type MrpMessage } from "../wire/mrp/message.ts";
import { MessageType } from "../wire/mrp/numbers.ts";
import { decodeTlv8, TlvTag, tlvValue } from "../wire/tlv8.ts";
import { FaultyWriter } from "./faulty-writer.ts";
import { LinkAuth } from "./link-auth.ts";
import { type MrpContext, MrpPeer } from "./mrp-peer.ts";
import type { PairingDesk } from "./pairing-desk.ts";

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
  readonly #frames = new MrpFrameDecoder(MAX_MESSAGE_BYTES);
  #cipher: MessageCipher | null = null;
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
    try {
      for (const bytes of this.#frames.push(chunk)) this.#receive(bytes);
    } catch (error) {
      if (!isRemoteError(error, "malformed")) throw error;
      this.#context.runtime.log.warn("virtual tv: a remote sent what none sends", {
        reason: error.message,
      });
      this.#stream.abort();
    }
  }

  #receive(bytes: Uint8Array): void {
    const message = decodeMrpMessage(this.#cipher?.open(bytes) ?? bytes);
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
    this.#cipher = MessageCipher.forDevice(verified.sharedSecret);
    this.#context.television.note("mrp verified");
  }

  #send(message: MrpMessage): void {
    const plain = encodeMrpMessage(message);
    this.#writer.write(encodeMrpFrame(this.#cipher?.seal(plain) ?? plain));
  }
}
