import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { TvModel } from "../../src/main/virtual-tv/model.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { HeldButtons } from "../support/held-buttons.ts";
import { PEER_ADDRESS } from "../support/peers.ts";
import { type Member, PyatvClient } from "../support/pyatv-client.ts";
import { realRuntime } from "../support/runtime.ts";

const PIN = "0417";

const action = (name: string): Member => ({ enum: "InputAction", name });

const buttons = new HeldButtons();

const startTv = (name: string, model: TvModel) =>
  VirtualTv.start({
    runtime: { ...realRuntime(), clock: buttons.clock },
    name,
    model,
    pin: PIN,
    interfaces: (entry) => entry.address === PEER_ADDRESS,
  });

type Playing = Readonly<Record<string, unknown>>;

/** The next state of what plays that has all of these. */
async function playing(client: PyatvClient, wanted: Playing): Promise<Playing> {
  for (;;) {
    const state = (await client.event("playing")) as Playing;
    if (Object.entries(wanted).every(([key, value]) => state[key] === value)) return state;
  }
}

const KITCHEN = "5B2C8C8E-2D0C-4A3F-9E57-30C7E2A4B101";

/** One speaker joins and leaves again, and its volume is its own. */
async function useSpeakers(tv: VirtualTv, client: PyatvClient): Promise<void> {
  const ids = async () => {
    const outputs = (await client.get("audio.output_devices")) as readonly { id: string }[];
    return outputs.map(({ id }) => id);
  };
  const own = await ids();
  expect(own).toHaveLength(1);
  await client.call("audio.add_output_devices", KITCHEN);
  expect(await ids()).toEqual([...own, KITCHEN]);
  await client.call("audio.set_volume", 60, { output: KITCHEN });
  await tv.received(`volume 60 of ${KITCHEN}`);
  await client.event("output volume", `${KITCHEN} 60.0`);
  await client.call("audio.remove_output_devices", KITCHEN);
  expect(await ids()).toEqual(own);
}

describe("pyatv's client and AirPlay on the virtual Apple TV 4K", () => {
  const name = "Den (virtual)";
  let tv: VirtualTv;
  let client: PyatvClient;

  beforeAll(async () => {
    tv = await startTv(name, "apple-tv-4k-tvos26");
    client = await PyatvClient.start();
    await client.scan(name);
    await client.pair("AirPlay");
    await client.finish(PIN);
    await client.connect();
    await client.push();
  });

  afterAll(async () => {
    await client?.stop();
    await tv?.close();
  });

  afterEach(() => {
    tv.faults.clear();
    tv.scenarios.stopPlaying();
  });

  it("announces AirPlay and RAOP to pair with, and no MRP of its own (SC-57, SC-58)", async () => {
    const [device] = await client.scan(name);
    expect(Object.keys(device?.services ?? {}).sort()).toEqual(["AirPlay", "Companion", "RAOP"]);
    const { airplayPort: port } = tv;
    expect(device?.services["AirPlay"]).toEqual({ port, pairing: "Mandatory", password: false });
    expect(device?.services["RAOP"]?.pairing).toBe("Mandatory");
  });

  it("gives a key for the PIN on the screen (PA-62)", async () => {
    await tv.received("show pin");
    await tv.received("paired");
    expect(await client.credentials("AirPlay")).toMatch(/^[0-9a-f]+(:[0-9a-f]+){3}$/);
  });

  it("opens the tunnel, with an event channel that is answered (AP-02 to AP-06)", async () => {
    await tv.received("tunnel open");
    await tv.received("event answered");
  });

  it("says who it is (MR-03)", async () => {
    expect(await client.info()).toMatchObject({
      operating_system: "TvOS",
      version: "26.5",
      build_number: "23L471",
      model: "AppleTV4KGen3",
      mac: tv.identifiers[1],
      output_device_id: tv.identifiers[0],
    });
  });

  it("pushes what plays, and that it stops (MR-40)", async () => {
    tv.scenarios.playEpisode();
    const state = await playing(client, { device_state: "Playing", title: "The Long Way Round" });
    expect(state).toMatchObject({
      media_type: "Video",
      series_name: "Harbour Lights",
      season_number: 2,
    });
    const features = await client.features();
    for (const feature of ["Pause", "SetPosition", "Title", "App", "Artwork"]) {
      expect(features[feature]).toBe("Available");
    }
    tv.scenarios.stopPlaying();
    await playing(client, { device_state: "Idle" });
  });

  it("takes commands through the tunnel, and says what came of them (MR-30)", async () => {
    tv.scenarios.playSongs();
    const first = await playing(client, { device_state: "Playing", media_type: "Music" });
    await client.call("remote_control.pause");
    await tv.received("pause");
    await playing(client, { device_state: "Paused", title: first["title"] });
    await client.call("remote_control.next");
    await tv.received("next");
    // The pause may be told twice: that it is one, and then where it stands.
    await playing(client, { title: "Rope & Tar" });
    expect(first["title"]).toBe("Slack Water");
    await client.call("remote_control.set_position", 12);
    await tv.received("seek 12");
  });

  it("takes buttons through the tunnel: tap, double and hold (MR-20)", async () => {
    for (const button of ["up", "select", "home"]) {
      await client.call(`remote_control.${button}`, action("SingleTap"));
      await tv.received(button);
      await client.call(`remote_control.${button}`, action("DoubleTap"));
      await tv.received(`double ${button}`);
      await buttons.hold(() => client.call(`remote_control.${button}`, action("Hold")));
      await tv.received(`hold ${button}`);
    }
  });

  it("hands over the picture of what plays (MR-44)", async () => {
    // By its title: the buttons of the test before had songs played, and nobody took what was pushed of them.
    tv.scenarios.playEpisode({ title: "With a picture" });
    await playing(client, { device_state: "Playing", title: "With a picture" });
    const picture = (await client.call("metadata.artwork", 320)) as { bytes: number[] };
    // PNG.
    expect(picture.bytes.slice(0, 4)).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  it("sets the volume (MR-36)", async () => {
    await client.call("audio.set_volume", 30);
    await tv.received("volume 30");
    expect(await client.get("audio.volume")).toBeCloseTo(30);
  });

  it("lets a speaker join and leave through the tunnel (MR-53)", async () => {
    await useSpeakers(tv, client);
  });

  it("is left when its feedback fails twice, and found again (AP-07)", async () => {
    tv.faults.airplay.feedback = "error";
    await client.event("lost");
    await client.close();
    await tv.received("tunnel closed");
    tv.faults.clear();
    await client.connect();
    await tv.received("tunnel open");
  });

  it("is opened by the key of Companion's PIN as well, unless it refuses those", async () => {
    const other = await PyatvClient.start();
    try {
      await other.scan(name);
      await other.pair("Companion");
      await other.finish(PIN);
      await other.trust("AirPlay", await other.credentials());
      await other.connect();
      expect((await other.features())["OutputDevices"]).toBe("Available");
      await other.close();
      tv.faults.airplay.ownKeysOnly = true;
      await expect(other.connect()).rejects.toThrow();
    } finally {
      await other.stop();
    }
  });
});

describe("pyatv's client and the virtual HomePod mini", () => {
  const name = "Kitchen (virtual)";
  let tv: VirtualTv;
  let client: PyatvClient;

  beforeAll(async () => {
    tv = await startTv(name, "homepod-mini");
    client = await PyatvClient.start();
  });

  afterAll(async () => {
    await client?.stop();
    await tv?.close();
  });

  it("finds a HomePod mini that nobody has to pair with (SC-57, SC-59)", async () => {
    const [device] = await client.scan(name);
    expect(device).toMatchObject({ model: "HomePodMini", rawModel: "AudioAccessory5,1" });
    expect(device?.services["AirPlay"]?.pairing).toBe("NotNeeded");
    expect(device?.services["RAOP"]?.pairing).toBe("NotNeeded");
    expect(device?.services["Companion"]?.pairing).toBe("Unsupported");
  });

  it("plays and is controlled without any PIN (PA-63, AP-01)", async () => {
    await client.connect();
    await tv.received("tunnel open");
    expect(await client.info()).toMatchObject({ model: "HomePodMini", build_number: "23L471" });
    await client.push();
    tv.scenarios.playSongs();
    const song = await playing(client, { device_state: "Playing", media_type: "Music" });
    expect(song["artist"]).toEqual(expect.any(String));
    await client.call("remote_control.pause");
    await tv.received("pause");
    await client.call("audio.set_volume", 20);
    await tv.received("volume 20");
    expect(tv.screen.value.pin).toBeNull();
  });

  it("hands over its song's cover, and lets a speaker join and leave (MR-40, MR-53)", async () => {
    const picture = (await client.call("metadata.artwork", 320)) as { bytes: number[] };
    expect(picture.bytes.slice(0, 4)).toEqual([0x89, 0x50, 0x4e, 0x47]);
    await useSpeakers(tv, client);
  });
});

describe("pyatv's client and the virtual Apple TV HD with tvOS 14", () => {
  const name = "Attic (virtual)";
  let tv: VirtualTv;
  let client: PyatvClient;

  beforeAll(async () => {
    tv = await startTv(name, "apple-tv-hd-tvos14");
    client = await PyatvClient.start();
  });

  afterAll(async () => {
    await client?.stop();
    await tv?.close();
  });

  it("finds MediaRemote on its own port beside the others (SC-56, SC-64, SC-69)", async () => {
    const [device] = await client.scan(name);
    expect(device).toMatchObject({ model: "Gen4", rawModel: "AppleTV5,3", version: "14.7" });
    expect(device?.services).toMatchObject({
      MRP: { port: tv.mrpPort, pairing: "Optional" },
      Companion: { port: tv.port, pairing: "Mandatory" },
      AirPlay: { port: tv.airplayPort, pairing: "Mandatory" },
    });
  });

  it("prefers the tunnel to MediaRemote's own port when it has a key for it (IF-004)", async () => {
    await client.pair("AirPlay");
    await client.finish(PIN);
    await client.connect();
    await tv.received("tunnel open");
    expect(await client.info()).toMatchObject({ build_number: "18M60", version: "14.7" });
  });
});
