import { expect, test } from "vitest";
import { encodeHttpResponse, type HttpRequest, headerOf } from "../../../src/main/wire/http.ts";
import { isRemoteError } from "../../../src/shared/errors.ts";
import { fuzz } from "../../support/fuzz.ts";
import { ScriptedSpeaker, usualSpeaker } from "../../support/scripted-raop.ts";

const REQUESTS = 8;
const LONGER_THAN_ANY_ANSWER_MS = 11_000;
let opened: Promise<ScriptedSpeaker> | undefined;
const open = () => {
  opened ??= ScriptedSpeaker.start();
  return opened;
};

const transport = "RTP/AVP/UDP;unicast;mode=record;server_port=6010;control_port=6011";
/** Would do as an answer to any request, by its number. */
const answers = Array.from({ length: REQUESTS }, (_, number) =>
  encodeHttpResponse({
    version: "RTSP/1.0",
    status: 200,
    headers: [
      ["CSeq", `${number}`],
      ["Transport", transport],
      ["Session", "1"],
      ["Apple-Response", "QUJD"],
    ],
    body: Buffer.from("volume: -11.123456\r\n"),
  }),
);

/** Plays; the request of that number gets these bytes for an answer, and all others a good one. */
async function playAgainst(bytes: Uint8Array, number: number): Promise<void> {
  const speaker = await open();
  const begin = speaker.requests.length;
  speaker.script = (request: HttpRequest) => {
    if (speaker.requests.length - begin - 1 !== number) return usualSpeaker(request);
    speaker.streams.at(-1)?.write(bytes);
    return null;
  };
  const playing = speaker.play({ volume: null }).then(
    (part) => part.leave(),
    (error) => {
      if (!isRemoteError(error) || error.code === "bug") throw error;
    },
  );
  await speaker.settle();
  await speaker.runtime.clock.advance(LONGER_THAN_ANY_ANSWER_MS);
  await speaker.runtime.clock.advance(LONGER_THAN_ANY_ANSWER_MS);
  await playing;
}

fuzz(
  "RA-03 RA-04 a session with a speaker that answers one request with anything",
  (bytes) => playAgainst(bytes, bytes.reduce((sum, byte) => sum + byte, 0) % REQUESTS),
  { seeds: answers, runs: 500 },
);

test("it plays as before after all of it, and nothing is left open", async () => {
  const speaker = await open();
  speaker.script = usualSpeaker;
  const part = await speaker.play();
  expect(
    headerOf(speaker.requests.at(-1) ?? speaker.request("SETUP"), "Active-Remote"),
  ).toBeDefined();
  await part.leave();
  await speaker.stop();
  const { lan, runtime } = speaker;
  expect([lan.openHandles, runtime.clock.armedTimers]).toEqual([0, 0]);
});
