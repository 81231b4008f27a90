import { expect, test } from "vitest";
import { decodePtp, encodePtp, type PtpMessage, ptpPort } from "../../../src/main/wire/ptp.ts";
import { SENDER, SoundRoom } from "../../support/sound-room.ts";

async function heard(room: SoundRoom, address: string) {
  const network = room.lan.host(address);
  const messages: PtpMessage[] = [];
  const open = async (port: number) => {
    const socket = await network.openUdp({ host: address, family: 4, port });
    socket.onMessage(({ bytes }) => {
      const message = decodePtp(bytes);
      if (message) messages.push(message);
    });
    return socket;
  };
  return { messages, event: await open(319), general: await open(320) };
}

test("our clock is announced each second and told eight times a second, while a leg needs it", async () => {
  const room = new SoundRoom();
  const session = await room.session();
  const speaker = await room.receiver("10.0.0.2");
  const { messages } = await heard(room, "10.0.0.2");
  const leg = await room.join(session, speaker, {}, { timing: "ptp" });
  const { clock } = room.runtime;
  const startNs = BigInt(clock.wallMs()) * 1_000_000n;
  await clock.advance(1999);
  const kinds = (kind: PtpMessage["kind"]) => messages.filter((one) => one.kind === kind);
  expect(kinds("announce")).toHaveLength(2);
  expect(kinds("sync")).toHaveLength(16);
  expect(kinds("sync").map(({ sequence }) => sequence)).toEqual([...Array(16).keys()]);
  for (const [at, message] of kinds("follow-up").entries()) {
    expect(message).toMatchObject({ sequence: at, sentNs: startNs + BigInt(at) * 125_000_000n });
    expect(message.source.clockId).toBe(leg.clockId);
  }
  await leg.close();
  expect(clock.armedTimers).toBe(0);
  await session.close();
});

test("who asks how long the way is, is told when that came; strangers are not", async () => {
  const room = new SoundRoom();
  const session = await room.session();
  const speaker = await room.receiver("10.0.0.2");
  const own = await heard(room, "10.0.0.2");
  const stranger = await heard(room, "10.0.0.9");
  await room.join(session, speaker, {}, { timing: "ptp" });
  const asked = encodePtp({ kind: "delay-request", source: ptpPort(77n), sequence: 5 });
  own.event.send(asked, SENDER, 319);
  stranger.event.send(asked, SENDER, 319);
  await room.runtime.clock.advance(1);
  expect(own.messages.find(({ kind }) => kind === "delay-answer")).toMatchObject({
    sequence: 5,
    requester: ptpPort(77n),
  });
  expect(stranger.messages).toEqual([]);
  await session.close();
});

test("sync packets of an AirPlay 2 speaker go by our clock", async () => {
  const room = new SoundRoom();
  const session = await room.session();
  const speaker = await room.receiver("10.0.0.2");
  const leg = await room.join(session, speaker, {}, { timing: "ptp" });
  const startNs = BigInt(room.runtime.clock.wallMs()) * 1_000_000n;
  await session.play(room.track("a:endless:1"));
  await room.runtime.clock.advance(100);
  expect(speaker.syncs[0]).toMatchObject({ clock: "ptp", clockId: leg.clockId, time: startNs });
  await session.close();
});
