import { expect, test } from "vitest";
import {
  channelKeyNames,
  deriveChannelKeys,
  otherSide,
} from "../../../src/main/hap/session-keys.ts";
import {
  companionCipher,
  frameCipher,
} from "../../../src/main/protocols/companion/frame-cipher.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { FrameDecoder } from "../../../src/main/wire/companion-frame.ts";

const shared = new Secret(new Uint8Array(32).fill(4));
const device = () => frameCipher(otherSide(deriveChannelKeys(shared, channelKeyNames.companion)));
const frame = { type: 8, payload: Uint8Array.of(1, 2, 3, 4, 5) };

test("PA-51 PA-57 what one side seals, in order, the other opens", () => {
  const ours = companionCipher(shared);
  const theirs = device();
  for (let time = 0; time < 3; time++) {
    const [received] = new FrameDecoder().push(ours.seal(frame));
    expect(received && theirs.open(received)).toEqual(frame);
    const [answer] = new FrameDecoder().push(theirs.seal(frame));
    expect(answer && ours.open(answer)).toEqual(frame);
  }
});

test("PA-57 a flipped bit anywhere, the type included, is refused", () => {
  const sealed = companionCipher(shared).seal(frame);
  // Not the three bytes of length: those make another frame, which then does not open either.
  for (const at of [0, ...Array.from({ length: sealed.length - 4 }, (_, index) => index + 4)]) {
    const damaged = sealed.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    const [received] = new FrameDecoder().push(damaged);
    expect(() => received && device().open(received)).toThrow(
      expect.objectContaining({ code: "malformed" }),
    );
  }
});
