import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { mrp } from "../../src/main/protocols/mrp/plugin.ts";
import type { Channel } from "../../src/main/protocols/plugin.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { openContext, testIdentity } from "../support/companion-device.ts";
import { mrpDevice, openMrpWith, pairMrpWith } from "../support/mrp-device.ts";
import { FAKE_IDENTITY, FAKE_PIN, PyatvFakeMrp } from "../support/pyatv-fake-mrp.ts";
import { realRuntime } from "../support/runtime.ts";

const runtime = realRuntime();
let fake: PyatvFakeMrp;
let credentials: HapCredentials;

const device = () => mrpDevice("127.0.0.1", fake.port);
const open = (keys = { mrp: credentials }) => openMrpWith(device(), keys, openContext(runtime));

beforeAll(async () => {
  fake = await PyatvFakeMrp.start();
  credentials = await pairMrpWith(device(), FAKE_PIN, runtime);
});
afterAll(() => fake.stop());

describe("pairing with pyatv's fake MediaRemote device", () => {
  test("PA-60 gives keys that the device has taken on the same connection", () => {
    expect(credentials.theirId).toBe(FAKE_IDENTITY);
  });

  test("PA-60 leaves no connection behind", async () => {
    await fake.until(({ clients }) => clients === 0);
  });

  test("PA-04 a wrong PIN is a wrong PIN, and the next dialogue may succeed", async () => {
    await expect(pairMrpWith(device(), "2222", runtime)).rejects.toMatchObject({
      code: "wrong-pin",
    });
    await expect(pairMrpWith(device(), FAKE_PIN, runtime)).resolves.toMatchObject({ kind: "hap" });
  });

  test("a dialogue that is closed before the PIN leaves nothing behind", async () => {
    const target = { device: device(), controllerName: "Armchair (test)", identity: testIdentity };
    const dialogue = mrp.pairing?.(target, runtime);
    await dialogue?.begin(new AbortController().signal);
    await fake.until(({ clients }) => clients === 1);
    dialogue?.close();
    await fake.until(({ clients }) => clients === 0);
  });
});

describe("the keys of a pairing", () => {
  const accepts = (keys: HapCredentials) =>
    mrp.accepts?.(device(), { companion: keys }, openContext(runtime));

  test("the device takes them, whichever protocol they are of", async () => {
    expect(await accepts(credentials)).toBe("accepted");
  });

  test("a device with another identity refuses them", async () => {
    const stranger = { ...credentials, theirId: "somebody else" };
    expect(await accepts(stranger)).toBe("refused");
    const forged = { ...credentials, theirPublicKey: new Uint8Array(32).fill(7) };
    expect(await accepts(forged)).toBe("refused");
  });

  test("nobody there is no refusal", async () => {
    const nobody = mrpDevice("127.0.0.1", 1);
    const answer = await mrp.accepts?.(nobody, { mrp: credentials }, openContext(runtime));
    expect(answer).toBe("unreachable");
  });

  test("a channel to a device with another identity does not open", async () => {
    const ourPrivateKey = new Secret(new Uint8Array(32).fill(9));
    const stranger = { ...credentials, ourPrivateKey, theirId: "somebody else" };
    await expect(open({ mrp: stranger })).rejects.toMatchObject({
      code: "malformed",
      details: { subject: "identity" },
    });
    await fake.until(({ clients }) => clients === 0);
  });
});

describe("a session with pyatv's fake MediaRemote device", () => {
  let channel: Channel;

  beforeEach(async () => {
    channel = await open();
  });
  afterEach(async () => {
    await channel.close();
    await fake.until(({ clients }) => clients === 0);
  });

  test("MR-03 PA-50 verifies, encrypts and says that it is connected", async () => {
    const state = await fake.state();
    expect(state).toMatchObject({ authenticated: true, connectionState: 2 });
    expect(channel.protocol).toBe("mrp");
  });

  test("MR-06 a probe of a living link is answered by the device", async () => {
    // A question that is not answered at the opening is followed by a sign of life of its own.
    await channel.probe();
    const { heartbeats } = await fake.state();
    await channel.probe();
    expect((await fake.state()).heartbeats).toBe(heartbeats + 1);
  });

  test("RB-06 a message that is none, and one of an unknown type, change nothing", async () => {
    await fake.do("raw", "ffffff");
    await fake.do("raw", "08e707");
    await fake.do("raw", "");
    await channel.probe();
  });

  test("RB-05 a device that hangs up ends the channel, and a reset one fails it", async () => {
    // The first answer is behind all that the fake told by itself; the second is behind the answers
    // to what we asked because of that. libuv takes a reset behind unread bytes for an orderly end.
    const nothingIsUnread = async () => {
      await channel.probe();
      await channel.probe();
    };
    await nothingIsUnread();
    await fake.do("drop", "close");
    expect(await channel.closed).toEqual({ kind: "ended" });
    channel = await open();
    await nothingIsUnread();
    await fake.do("drop", "reset");
    expect(await channel.closed).toMatchObject({ kind: "failed", error: { code: "lost" } });
    await expect(channel.probe()).rejects.toMatchObject({ code: "lost" });
  });

  test("two channels to one device work side by side", async () => {
    const second = await open();
    await second.probe();
    await channel.probe();
    await second.close();
    await channel.probe();
  });

  test("RB-19 closing twice is closing once", async () => {
    await Promise.all([channel.close(), channel.close()]);
    expect(await channel.closed).toEqual({ kind: "asked" });
    await expect(channel.probe()).rejects.toMatchObject({ code: "lost" });
  });
});

test("MR-05 a device that asks for no key is driven without one", async () => {
  const channel = await openMrpWith(device(), {}, openContext(runtime));
  await channel.probe();
  await channel.close();
});
