import { afterAll, beforeAll, expect, it } from "vitest";
import { openSoundRemote } from "../../src/main/sound/remote/open-sound-remote.ts";
import type { RemotePass, SoundRemote } from "../../src/main/sound/remote/sound-remote.ts";
import { DacpReceiver } from "../support/dacp-receiver.ts";
import { FarHost } from "../support/far-host.ts";
import { realRuntime } from "../support/runtime.ts";
import { HeardButtons } from "../support/sound-remote.ts";

// Debian's shairport-sync 3.3.8 finds our DACP server by mDNS, reads it every second, and sends the buttons
// that are pressed on it over D-Bus.
let host: FarHost;
let receiver: DacpReceiver;
let remote: SoundRemote;
let pass: RemotePass;
let release: () => void;
const buttons = new HeardButtons();

beforeAll(async () => {
  host = FarHost.create();
  receiver = await DacpReceiver.start(host);
  const [, machine] = await receiver.says(/service '([0-9A-F]{12})@Kitchen'/);
  const runtime = realRuntime();
  remote = await openSoundRemote(runtime, { interfaces: ({ name }) => name === "fa0" });
  pass = remote.admit(buttons, { name: "Kitchen", machine: BigInt(`0x${machine}`) });
  release = await receiver.hold(runtime, pass);
  await receiver.says(/DACP Song Time set/);
});

afterAll(async () => {
  release();
  await remote.close();
  await host.close();
});

it("is found under the DACP-ID, and read: title, artist, album, genre and length", async () => {
  await receiver.says(/advanced_dacp_server_active set to 1/);
  const facts = () => receiver.property("RemoteControl", "Metadata");
  // Its bus tells the answer a moment after its log does.
  for (const fact of ['"Blue Train"', '"John Coltrane"', '"Jazz"', "int64 643000000"]) {
    await expect.poll(facts, { timeout: 10_000 }).toContain(fact);
  }
});

it.each([
  ["Pause", { kind: "command", command: "pause" }],
  ["Play", { kind: "command", command: "play" }],
  ["PlayPause", { kind: "command", command: "play-pause" }],
  ["Stop", { kind: "command", command: "stop" }],
  ["Next", { kind: "command", command: "next" }],
  ["Previous", { kind: "command", command: "previous" }],
  ["VolumeUp", { kind: "volume-step", direction: "up" }],
  ["VolumeDown", { kind: "volume-step", direction: "down" }],
  ["ToggleMute", { kind: "mute" }],
])("its button %s arrives", async (button, request) => {
  await receiver.press(button);
  expect(await buttons.next()).toEqual(request);
});

it("finds its volume on the list of speakers, and sets it", async () => {
  await expect
    .poll(() => receiver.property("AdvancedRemoteControl", "Volume"))
    .toContain("int32 40");
  await receiver.setVolume(55);
  expect(await buttons.next()).toEqual({ kind: "volume", percent: 55 });
});

it("reads the next title within a second or two", async () => {
  receiver.forget();
  buttons.now = { ...buttons.now, title: "Moment's Notice", state: "paused" };
  await receiver.says(/DACP Track Name set to: "Moment's Notice"/);
  // Its bus tells the answer a moment after its log does.
  await expect
    .poll(() => receiver.property("RemoteControl", "Metadata"))
    .toContain('"Moment\'s Notice"');
});

it("gets nothing done any more when its pass is gone", async () => {
  pass.close();
  const before = buttons.heard.length;
  await receiver.press("Pause");
  await receiver.press("Next");
  expect(buttons.heard).toHaveLength(before);
});
