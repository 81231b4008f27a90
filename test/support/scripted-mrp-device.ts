import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { channelKeyNames, deriveChannelKeys, otherSide } from "../../src/main/hap/session-keys.ts";
import { MessageCipher } from "../../src/main/protocols/mrp/message-cipher.ts";
import type { TcpStream } from "../../src/main/runtime/network.ts";
import type { Secret } from "../../src/main/runtime/secret.ts";
import { Occurrence } from "../../src/main/runtime/signal.ts";
import { concatBytes } from "../../src/main/wire/bytes.ts";
import { encodeMrpFrame, MrpFrameDecoder } from "../../src/main/wire/mrp/framing.ts";
import {
  decodeMrpMessage,
  encodeMrpMessage,
  type MrpMessage,
} from "../../src/main/wire/mrp/message.ts";
import { MessageType } from "../../src/main/wire/mrp/numbers.ts";
import { decodeTlv8, TlvTag, tlvValue } from "../../src/main/wire/tlv8.ts";
import { createTestAccessory } from "./hap-pair.ts";
import { ManualClock, settle } from "./manual-clock.ts";
import { MemoryLan } from "./memory-network.ts";
import { mrpDevice, pairMrpWith } from "./mrp-device.ts";
import { testRuntime } from "./runtime.ts";

export const DEVICE_ADDRESS = "10.0.0.2";
export const DEVICE_PIN = "1234";

/**
 * The other end of a direct MediaRemote connection, which says only what a test tells it to: it
 * introduces itself, pairs, verifies, answers what needs an answer, and pushes what it is given.
 */
export class ScriptedMrpDevice {
  readonly accessory = createTestAccessory(DEVICE_PIN);
  /** Everything that came, in order, over all connections. */
  readonly received: MrpMessage[] = [];
  /** Types that get no answer. */
  readonly silentTo = new Set<number>();
  /** Answers of other kinds; undefined means none. */
  readonly answers = new Map<number, (asked: MrpMessage) => MrpMessage | undefined>();
  readonly #arrived = new Occurrence<MrpMessage>();
  readonly #connections = new Set<Connection>();
  /** Sent encrypted, in the segment that ends pair-verify. */
  afterVerify: readonly MrpMessage[] = [];
  inOneSegment = false;
  port = 0;

  static async listen(lan: MemoryLan): Promise<ScriptedMrpDevice> {
    const device = new ScriptedMrpDevice();
    const listener = await lan
      .host(DEVICE_ADDRESS)
      .listenTcp({ host: DEVICE_ADDRESS, port: 0 }, (stream) => device.#accept(stream));
    device.port = listener.port;
    return device;
  }

  /** Whole messages to every connection, encrypted where that is on; in one segment. */
  push(...messages: MrpMessage[]): void {
    for (const connection of this.#connections) connection.send(messages);
  }

  /** Bytes as they are. */
  pushBytes(bytes: Uint8Array): void {
    for (const { stream } of this.#connections) stream.write(bytes);
  }

  hangUp(): void {
    for (const { stream } of this.#connections) stream.close();
  }

  get connections(): number {
    return this.#connections.size;
  }

  count(type: number): number {
    return this.received.filter((message) => message.type === type).length;
  }

  /** The next message of this type. */
  next(type: number): Promise<MrpMessage> {
    return new Promise((found) => {
      const off = this.#arrived.on((message) => {
        if (message.type !== type) return;
        off();
        found(message);
      });
    });
  }

  #accept(stream: TcpStream): void {
    const connection = new Connection(stream, this.accessory, (message) =>
      this.#onMessage(connection, message),
    );
    this.#connections.add(connection);
    void stream.closed.then(() => this.#connections.delete(connection));
  }

  #onMessage(connection: Connection, message: MrpMessage): void {
    this.received.push(message);
    this.#arrived.emit(message);
    const type = message.type ?? 0;
    if (this.silentTo.has(type)) return;
    const override = this.answers.get(type);
    const answer = override ? override(message) : this.#answer(connection, message);
    if (answer === undefined) return;
    const verified = connection.dialogue.verify.verified;
    if (type !== MessageType.CryptoPairing || !verified) {
      connection.send([answer]);
      return;
    }
    const plain = connection.frame(answer);
    connection.encrypt(verified.sharedSecret);
    const segment = concatBytes(plain, ...this.afterVerify.map((more) => connection.frame(more)));
    this.inOneSegment = segment.length > plain.length;
    connection.stream.write(segment);
  }

  #answer(connection: Connection, message: MrpMessage): MrpMessage | undefined {
    const { type, identifier } = message;
    const echo = identifier ? { identifier } : {};
    switch (type) {
      case MessageType.DeviceInfo:
        return { type, ...echo, deviceInfo: { name: "Bedroom", logicalDeviceCount: 1 } };
      case MessageType.CryptoPairing: {
        const request = message.cryptoPairing?.pairingData ?? new Uint8Array(0);
        return { type, cryptoPairing: { pairingData: connection.answerPairing(request) } };
      }
      case MessageType.GetKeyboardSession:
        return { type: MessageType.Keyboard, ...echo, keyboard: { state: 0 } };
      case MessageType.SetConnectionState:
        return undefined;
      default:
        return { type: 0, ...echo };
    }
  }
}

type Accessory = ReturnType<typeof createTestAccessory>;

class Connection {
  readonly stream: TcpStream;
  readonly dialogue: ReturnType<Accessory["connect"]>;
  readonly #decoder = new MrpFrameDecoder();
  #kind: "setup" | "verify" = "setup";
  #cipher: MessageCipher | undefined;

  constructor(stream: TcpStream, accessory: Accessory, onMessage: (message: MrpMessage) => void) {
    this.stream = stream;
    this.dialogue = accessory.connect();
    stream.onData((chunk) => {
      for (const payload of this.#decoder.push(chunk)) {
        onMessage(decodeMrpMessage(this.#cipher ? this.#cipher.open(payload) : payload));
      }
    });
  }

  /** In one segment. */
  send(messages: readonly MrpMessage[]): void {
    this.stream.write(concatBytes(...messages.map((message) => this.frame(message))));
  }

  frame(message: MrpMessage): Uint8Array {
    const plain = encodeMrpMessage(message);
    return encodeMrpFrame(this.#cipher ? this.#cipher.seal(plain) : plain);
  }

  answerPairing(request: Uint8Array): Uint8Array {
    const items = decodeTlv8(request);
    // Only the first message of each dialogue tells which it is.
    if (tlvValue(items, TlvTag.State)?.[0] === 1) {
      this.#kind = tlvValue(items, TlvTag.Method) ? "setup" : "verify";
    }
    return this.dialogue[this.#kind].handle(request);
  }

  encrypt(shared: Secret): void {
    const keys = otherSide(deriveChannelKeys(shared, channelKeyNames.mrp));
    this.#cipher ??= new MessageCipher(keys);
  }
}

/** A controller and that device in a LAN in memory, on one clock, already paired. */
export async function mrpWorld() {
  const lan = new MemoryLan();
  const clock = new ManualClock();
  const runtime = testRuntime({ network: lan.host("10.0.0.1"), clock });
  const device = await ScriptedMrpDevice.listen(lan);
  const description = mrpDevice(DEVICE_ADDRESS, device.port);
  const credentials: HapCredentials = await pairMrpWith(description, DEVICE_PIN, runtime);
  await settle();
  device.received.length = 0;
  return { lan, clock, runtime, device, description, credentials };
}
