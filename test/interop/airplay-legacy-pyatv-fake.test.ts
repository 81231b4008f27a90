import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LegacyCredentials } from "../../src/main/hap/credentials.ts";
import { createAirPlay } from "../../src/main/protocols/airplay/plugin.ts";
import { openMediaRemote } from "../../src/main/protocols/mrp/open.ts";
import type { DeviceDescription } from "../../src/main/protocols/plugin.ts";
import { authenticate } from "../../src/main/protocols/rtsp/authenticate.ts";
import { AirPlayControl } from "../../src/main/protocols/rtsp/control.ts";
import type { Random } from "../../src/main/runtime/random.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { advertised } from "../support/advertised.ts";
import { testIdentity } from "../support/companion-device.ts";
import { scriptedRandom } from "../support/legacy-pair.ts";
import type { PyatvFake } from "../support/pyatv-fake.ts";
import {
  FAKE_AIRPLAY_PIN,
  type FakeAirPlayState,
  startPyatvFakeAirPlay,
} from "../support/pyatv-fake-airplay.ts";
import { realRuntime } from "../support/runtime.ts";
import { recorded } from "../vectors/airplay-legacy.ts";

const { signal } = new AbortController();
const controllerName = "Armchair (test)";
const airplay = createAirPlay({ openMediaRemote });
let fake: PyatvFake<FakeAirPlayState>;

beforeAll(async () => {
  fake = await startPyatvFakeAirPlay();
});

afterAll(() => fake.stop());

function device(): DeviceDescription {
  const txt = { model: "AppleTV3,2", features: "0x5A7FFFF7,0x1E", flags: "0x204" };
  const service = advertised("_airplay._tcp", txt, { addresses: ["127.0.0.1"], port: fake.port });
  const description = airplay.describe(service, [service]);
  if (description === undefined) throw new Error("an AirPlay service");
  const services = [{ ...description, advertised: service }];
  return { identifiers: ["fake"], name: "Fake", addresses: ["127.0.0.1"], services };
}

/** The fake knows one session by heart: whoever would pair with it makes up what was made up then. */
const asRecorded = () =>
  scriptedRandom([new Uint8Array(Buffer.from(recorded.id, "hex")), recorded.seed, recorded.seed]);

async function pair(pin: string, random: Random = asRecorded()) {
  const target = { device: device(), controllerName, identity: testIdentity };
  const dialogue = airplay.pairing?.(target, { ...realRuntime(), random });
  if (dialogue === undefined) throw new Error("AirPlay pairs");
  try {
    await dialogue.begin(signal);
    return await dialogue.finish(pin, signal);
  } finally {
    dialogue.close();
  }
}

async function verify(credentials: LegacyCredentials, random: Random): Promise<void> {
  const target = { addresses: ["127.0.0.1"], port: fake.port };
  const control = await AirPlayControl.open(realRuntime(), target, signal);
  try {
    const access = { kind: "legacy", credentials } as const;
    await authenticate(control, access, { random, controllerName, signal });
  } finally {
    await control.abort();
  }
}

describe("pyatv's fake AirPlay receiver, of AirPlay 1", () => {
  test("TS-13 PA-70 pairs with the PIN of its recorded session, and verifies", async () => {
    const key = await pair(FAKE_AIRPLAY_PIN);
    expect(key).toMatchObject({ kind: "legacy", ourId: recorded.id });
    if (key.kind !== "legacy") throw new Error("a legacy key");
    expect(key.theirPublicKey).toEqual(recorded.theirPublicKey);
    await verify(key, scriptedRandom([recorded.seed]));
    const { heads, encrypted } = await fake.state();
    const lines = heads.map((head) => head.split("\r\n")[0]);
    expect(lines).toEqual([
      "POST /pair-pin-start HTTP/1.1",
      ...new Array(3).fill("POST /pair-setup-pin HTTP/1.1"),
      ...new Array(2).fill("POST /pair-verify HTTP/1.1"),
    ]);
    expect(encrypted).toBe(false);
  });

  test("PA-04 refuses another PIN", async () => {
    await expect(pair("1234")).rejects.toMatchObject({ code: "wrong-pin" });
  });

  test("A13 refuses everybody else with 403", async () => {
    await expect(pair(FAKE_AIRPLAY_PIN, realRuntime().random)).rejects.toMatchObject({
      code: "unavailable",
      details: { deviceCode: 403 },
    });
    const stranger: LegacyCredentials = {
      kind: "legacy",
      ourId: recorded.id,
      ourPrivateKey: new Secret(new Uint8Array(32).fill(1)),
    };
    await expect(verify(stranger, realRuntime().random)).rejects.toMatchObject({
      code: "unpaired",
    });
  });
});
