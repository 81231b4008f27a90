import { afterEach, describe, expect, it } from "vitest";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { isHap } from "../../src/main/hap/credentials.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { FakeFiles } from "../support/fake-media.ts";
import { sampleMp4 } from "../support/films.ts";
import { World } from "./whole-path.ts";

const PIN = "7395";
/** Of the second pairing, where a device wants one. */
const TYPED = "correct horse battery staple";
/** Of the owner's AirPlay: what it is, and what somebody took it for. */
const PASSWORD = "open sesame";
const GUESS = "open barley";
/** Where a file is, which whoever knows it can fetch. */
const FILE = "http://10.0.0.1:1234/secret/film.mp4";

/** Everything that leaves the process's memory, or could: log, trace, snapshots, settings. */
function everythingWritten(world: World): string {
  const { hub, settings, written } = world;
  return [
    ...written,
    JSON.stringify(settings.settings.value),
    JSON.stringify(hub.devices.value),
    JSON.stringify(hub.peek(world.id)?.snapshot.value),
    JSON.stringify(hub.pairing.snapshot.value),
  ].join("\n");
}

/** The PIN, and a key as it could be written by accident. */
function secretsOf(keys: readonly HapCredentials[]): string[] {
  const bytes = keys.map(({ ourPrivateKey }) => Buffer.from(ourPrivateKey.expose()));
  const written = bytes.flatMap((key) => [
    key.toString("hex"),
    key.toString("base64"),
    [...key].join(","),
  ]);
  return [PIN, ...written];
}

/** Fails with where it stands. */
function expectNone(text: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    const at = text.indexOf(secret);
    expect(at < 0 ? null : text.slice(Math.max(0, at - 100), at + 100)).toBeNull();
  }
}

describe("secrets", () => {
  let world: World;
  let seen: string[];
  afterEach(() => world.close());

  async function start(options: Parameters<typeof World.start>[0] = {}): Promise<void> {
    world = await World.start({ pin: PIN, ...options });
    seen = [];
    world.hub.pairing.snapshot.on((snapshot) => seen.push(JSON.stringify(snapshot)));
  }

  /** What plays has been shown: every link and what it carries was used. */
  async function played(): Promise<void> {
    world.tv.scenarios.playEpisode();
    await world.until("it is shown", () => world.shown.nowPlaying?.state === "playing");
    seen.push(JSON.stringify(world.shown));
  }

  async function expectNothingSaid(protocols: readonly string[]): Promise<void> {
    const keys = await world.credentials.get(world.id);
    expect(Object.keys(keys).sort()).toEqual(protocols);
    expect(world.written.length).toBeGreaterThan(20);
    expectNone(
      [everythingWritten(world), ...seen].join("\n"),
      secretsOf([keys.companion, keys.airplay, keys.mrp].filter(isHap)),
    );
  }

  it("leave no trace of the PIN, the keys or a typed password, with tracing on", async () => {
    await start();
    await world.paired();
    world.tv.scenarios.askForText({ secure: true, prompt: "Password" });
    await world.until("the field is open", () => {
      return world.hub.peek(world.id)?.snapshot.value.keyboard.focused === true;
    });
    const typing = world.hub.session(world.id).commands.textSet(TYPED);
    await world.until("the text arrives", () => world.tv.state.value.keyboard?.text === TYPED);
    await typing;
    await played();
    await expectNothingSaid(["airplay", "companion"]);
    // The window shows what is in the field; nothing that is kept does.
    expect(world.written.join("\n").includes(TYPED)).toBe(false);
    expect(JSON.stringify(world.settings.settings.value).includes(TYPED)).toBe(false);
  });

  it("leave no trace of AirPlay's own PIN and key either, nor of a wrong PIN", async () => {
    await start();
    world.tv.faults.airplay.ownKeysOnly = true;
    await world.listed();
    world.hub.startPairing(world.id);
    await world.step("enter-pin");
    world.hub.pairing.submitPin(PIN);
    const isSecond = () => {
      const step = world.pairing();
      return step.step === "enter-pin" && step.second === "companion";
    };
    await world.until("a second code is asked for", isSecond);
    world.hub.pairing.submitPin("8642");
    await world.until("it is asked for again", () => {
      const step = world.pairing();
      return step.step === "enter-pin" && step.previous?.code === "wrong-pin";
    });
    world.hub.pairing.submitPin(PIN);
    await world.step("paired");
    await world.until("both are open", () => world.shown.protocols.length === 2);
    await played();
    await expectNothingSaid(["airplay", "companion"]);
    expectNone([everythingWritten(world), ...seen].join("\n"), ["8642"]);
  });

  it("leave no trace of a pairing over MediaRemote and its encrypted session", async () => {
    await start({ model: "apple-tv-hd-tvos14", access: "home-only", companionPairs: false });
    await world.listed();
    world.hub.startPairing(world.id);
    await world.step("enter-pin");
    world.hub.pairing.submitPin(PIN);
    await world.step("paired", 20_000);
    await world.until("it is connected", () => world.shown.protocols.includes("mrp"));
    await played();
    await expectNothingSaid(["mrp"]);
    expect(world.written.some((line) => /\bmrp\b/.test(line))).toBe(true);
  });

  it("leave no trace of an Apple TV 3's GUID and code, AirPlay's password and a file's address", async () => {
    world = await World.start(
      { model: "apple-tv-3", access: "password", airplayPassword: new Secret(PASSWORD) },
      { films: { [FILE]: { bytes: sampleMp4({ seconds: 100 }) } }, files: new FakeFiles() },
    );
    await world.listed();
    world.hub.startPairing(world.id);
    const { pin } = await world.step("show-pin");
    await world.pairedTurned();
    const { dmap } = await world.credentials.get(world.id);
    if (dmap?.kind !== "dmap") throw new Error("its key is a GUID");
    const play = () => world.hub.play(world.id, { offer: "film" }, 0);
    await world.run(world.hub.setPassword(world.id, GUESS));
    expect(await world.codeOf(play(), 60_000)).toBe("unpaired");
    await world.run(world.hub.setPassword(world.id, PASSWORD));
    await world.run(play(), 60_000);
    await world.tv.received("login");
    const guid = dmap.id.expose().replace(/^0x/, "");
    const number = BigInt(`0x${guid}`).toString();
    expectNone(everythingWritten(world), [guid, guid.toLowerCase(), number, PASSWORD, GUESS, FILE]);
    expectNone(everythingWritten(world), [Buffer.from(PASSWORD).toString("base64")]);
    // The wizard shows the code that somebody is to type; nothing that is kept does.
    expectNone(world.written.join("\n"), [`pin=${pin}`, `"${pin}"`, ` ${pin} `]);
    expect(world.written.some((line) => /\bdmap\b/.test(line))).toBe(true);
    expect(world.written.some((line) => /\/play\b/.test(line))).toBe(true);
  });
});
