import { expect, test } from "vitest";
import {
  decodeResendAnswer,
  encodeResendRequest,
  encodeSoundPacket,
} from "../../../src/main/wire/rtp-sound.ts";
import { fuzz } from "../../support/fuzz.ts";
import { settle } from "../../support/manual-clock.ts";
import { SENDER, SoundRoom } from "../../support/sound-room.ts";

/** A speaker that sound is sent to, and where it sends to in turn. */
async function playing() {
  const room = new SoundRoom();
  const session = await room.session();
  const speaker = await room.receiver("10.0.0.2");
  const leg = await room.join(session, speaker);
  await session.play(room.track("a:endless:1"));
  await room.runtime.clock.advance(3000);
  const send = (bytes: Uint8Array, port: number) => speaker.control?.send(bytes, SENDER, port);
  return { room, session, speaker, leg, send };
}

let opened: ReturnType<typeof playing> | undefined;
const open = () => {
  opened ??= playing();
  return opened;
};

const timing = Uint8Array.from({ length: 32 }, (_, at) => [0x80, 0xd2, 0, 7][at] ?? at);
const sound = encodeSoundPacket({
  first: false,
  sequence: 9,
  timestamp: 5,
  ssrc: 7,
  payload: Uint8Array.of(1, 2, 3),
});

fuzz(
  "RA-11 RA-12 the ports for control and timing",
  async (bytes) => {
    const { leg, send } = await open();
    send(bytes, leg.ports.control);
    send(bytes, leg.ports.timing);
    await new Promise((next) => setImmediate(next));
  },
  { seeds: [encodeResendRequest({ first: 3, count: 2 }), timing, sound], runs: 4000 },
);

test("the ports answer as before after all of it, and the sound went on", async () => {
  const { room, session, speaker, leg, send } = await open();
  await settle();
  const before = speaker.packets.length;
  await room.runtime.clock.advance(1000);
  expect(speaker.packets.length - before).toBeGreaterThanOrEqual(125);
  const lost = speaker.packets.at(-5);
  speaker.others.length = 0;
  send(encodeResendRequest({ first: lost?.sequence ?? 0, count: 1 }), leg.ports.control);
  send(timing, leg.ports.timing);
  await settle();
  const answers = speaker.others.map((bytes) => decodeResendAnswer(bytes)?.sequence ?? bytes[1]);
  expect(answers).toEqual([lost?.sequence, 0xd3]);
  await session.close();
});
