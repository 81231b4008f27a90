import { describe, expect, it } from "vitest";
import { announcedSound, foreignFormat } from "../../../src/main/protocols/raop/announced-sound.ts";
import { soundReceiver } from "../../../src/main/protocols/raop/receiver.ts";
import type { SoundReceiver } from "../../../src/main/protocols/raop/way.ts";
import { speakerDevice } from "../../support/scripted-raop.ts";

function receiver(txt: Record<string, string>): SoundReceiver {
  const found = soundReceiver(speakerDevice(txt), {});
  if (found === undefined) throw new Error("a receiver");
  return found;
}
const announced = (txt: Record<string, string>) => announcedSound(receiver(txt));

describe("what a receiver announces of its sound (RA-01)", () => {
  it.each([
    ["0,1,2,3", "alac"],
    ["0,1", "alac"],
    ["1", "alac"],
    ["0", "pcm"],
    ["7", "alac"],
    ["", "alac"],
  ])("codecs %j: it is sent %s", (cn, codec) => {
    expect(announced({ cn }).codec).toBe(codec);
  });

  it.each([
    ["0", "none", false],
    ["0,1", "none", true],
    ["1", "rsa", true],
    ["1,3", "rsa", true],
    ["0,3,5", "none", false],
    ["4", "none", false],
    ["x,,9", "none", false],
    ["", "none", false],
  ])("RB-12 encryption %j: %s", (et, encryption, takesRsa) => {
    expect(announced({ et })).toMatchObject({ encryption, takesRsa });
  });

  it.each([
    ["0,1,2", { text: true, artwork: true, progress: true }],
    ["0", { text: true, artwork: false, progress: false }],
    ["2,9", { text: false, artwork: false, progress: true }],
    ["", { text: false, artwork: false, progress: false }],
  ])("metadata %j: it is told exactly that", (md, wants) => {
    expect(announced({ md }).wants).toEqual(wants);
  });

  it("RA-03 wants /auth-setup exactly as an AirPort with that encryption", () => {
    expect(announced({ et: "0,4", am: "AirPort10,115" }).wantsAuthSetup).toBe(true);
    expect(announced({ et: "0,4", am: "AppleTV3,2" }).wantsAuthSetup).toBe(false);
    expect(announced({ et: "0,1", am: "AirPort10,115" }).wantsAuthSetup).toBe(false);
  });

  it.each([
    ["44100", null],
    ["44100,48000", null],
    ["48000", "48000 Hz"],
    ["", null],
    ["often", null],
  ])("RA-01 a rate of %j is %j to say no to", (sr, foreign) => {
    expect(foreignFormat(receiver({ sr }))).toBe(foreign);
  });
});
