import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TcpStream } from "../../src/main/runtime/network.ts";
import { obey, TvCommand } from "../../src/main/virtual-tv/commands.ts";
import { concatBytes } from "../../src/main/wire/bytes.ts";
import {
  decodeMrpMessage,
  encodeMrpMessage,
  type MrpMessage,
} from "../../src/main/wire/mrp/message.ts";
import { MessageType } from "../../src/main/wire/mrp/numbers.ts";
import { encodeTlv8, TlvTag } from "../../src/main/wire/tlv8.ts";
import { decodeVarint, encodeVarint } from "../../src/main/wire/varint.ts";
import { TV_ADDRESS, type TvLan, tvLan } from "../support/tv-lan.ts";

describe("MediaRemote over TCP, as a remote sees it", () => {
  let world: TvLan;
  let stream: TcpStream;
  let bytes: Uint8Array;

  beforeEach(async () => {
    world = await tvLan({ model: "apple-tv-hd-tvos14" });
    const { network } = world.machine();
    stream = await world.run(network.connectTcp({ host: TV_ADDRESS, port: world.tv.mrpPort }));
    bytes = new Uint8Array(0);
    stream.onData((chunk) => {
      bytes = concatBytes(bytes, chunk);
    });
  });

  afterEach(async () => {
    stream.close();
    await world.close();
    expect(world.lan.openHandles).toBe(0);
  });

  const framed = (message: MrpMessage) => {
    const plain = encodeMrpMessage({ uniqueIdentifier: "U", ...message });
    return concatBytes(encodeVarint(plain.length), plain);
  };
  const hello = framed({ type: MessageType.DeviceInfo, identifier: "D", deviceInfo: {} });
  const setup: MrpMessage = {
    type: MessageType.CryptoPairing,
    cryptoPairing: {
      pairingData: encodeTlv8([
        [TlvTag.Method, Uint8Array.of(0)],
        [TlvTag.State, Uint8Array.of(1)],
      ]),
      state: 2,
    },
  };

  /** All whole messages so far. */
  async function received(): Promise<MrpMessage[]> {
    await world.clock.advance(50);
    const messages: MrpMessage[] = [];
    for (let length = decodeVarint(bytes); length !== undefined; length = decodeVarint(bytes)) {
      const end = length.length + length.value;
      messages.push(decodeMrpMessage(bytes.slice(length.length, end)));
      bytes = bytes.slice(end);
    }
    return messages;
  }

  it("hears a remote that never verifies, as old ones were (MR-05)", async () => {
    stream.write(hello);
    stream.write(framed({ type: MessageType.Generic, identifier: "H" }));
    const [info, heartbeat] = await received();
    expect(info).toMatchObject({ identifier: "D", deviceInfo: { systemBuildVersion: "18M60" } });
    expect(heartbeat).toMatchObject({ type: 0, identifier: "H" });
  });

  it("puts together what comes in pieces, and takes apart what comes at once (MR-01)", async () => {
    const generic = framed({ type: MessageType.Generic, identifier: "x".repeat(200) });
    for (const byte of concatBytes(hello, generic)) stream.write(Uint8Array.of(byte));
    expect(await received()).toHaveLength(2);
    stream.write(concatBytes(generic, generic, generic));
    expect(await received()).toHaveLength(3);
  });

  it("shows no PIN before DEVICE_INFO, and takes it away with the connection (PA-60)", async () => {
    stream.write(framed(setup));
    expect(await received()).toEqual([]);
    expect(world.tv.screen.value.pin).toBeNull();
    stream.write(concatBytes(hello, framed(setup)));
    expect((await received()).map(({ type }) => type)).toEqual([
      MessageType.DeviceInfo,
      MessageType.CryptoPairing,
    ]);
    expect(world.tv.screen.value.pin).not.toBeNull();
    stream.close();
    await world.clock.advance(50);
    expect(world.tv.screen.value.pin).toBeNull();
  });

  it("cuts a remote that sends what none does", async () => {
    stream.write(concatBytes(encodeVarint(2 ** 40), Uint8Array.of(1)));
    await world.clock.advance(50);
    expect(await world.run(stream.closed)).toBeInstanceOf(Error);
  });

  it("obeys the lines about what plays and what is wrong", async () => {
    const say = (line: object) => obey(world.tv, TvCommand.parse(line));
    const { state, faults } = world.tv;
    await say({ do: "play-episode", title: "From a line" });
    expect(state.value.player?.queue[0]?.title).toBe("From a line");
    await say({ do: "artwork", kind: "huge" });
    expect(state.value.player?.queue[0]?.artwork?.picture?.kind).toBe("noise");
    await say({ do: "play-two-apps" });
    expect(state.value.otherPlayers).toHaveLength(1);
    const id = state.value.speakers[0]?.id;
    await say({ do: "speaker-joins", id });
    expect(state.value.speakers[0]?.joined).toBe(true);
    await say({ do: "flood", perSecond: 100, seconds: 1 });
    await world.clock.advance(2000);
    expect(state.value.player?.queue[0]?.title).toMatch(/^Update (99|100)$/);
    await say({ do: "late-answers", ms: 700 });
    await say({ do: "deaf-to-heartbeat" });
    expect(faults.mrp).toMatchObject({ answerDelayMs: 700, deafToHeartbeat: true });
    await say({ do: "clear-faults" });
    expect(faults.mrp).toMatchObject({ answerDelayMs: 0, deafToHeartbeat: false });
  });
});
