import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keyPairFromSeed } from "../../src/main/crypto/ed25519.ts";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { createAirPlay } from "../../src/main/protocols/airplay/plugin.ts";
import { openMediaRemote } from "../../src/main/protocols/mrp/open.ts";
import type { DeviceDescription, PairingDialogue } from "../../src/main/protocols/plugin.ts";
import { authenticate } from "../../src/main/protocols/rtsp/authenticate.ts";
import { AirPlayControl } from "../../src/main/protocols/rtsp/control.ts";
import { createSessionIdentity } from "../../src/main/protocols/rtsp/session-identity.ts";
import { textOf } from "../../src/main/wire/bytes.ts";
import { advertised } from "../support/advertised.ts";
import { openContext, testIdentity } from "../support/companion-device.ts";
import { hapKey } from "../support/hap-key.ts";
import type { PyatvFake } from "../support/pyatv-fake.ts";
import {
  FAKE_AIRPLAY_PIN,
  type FakeAirPlayState,
  startPyatvFakeAirPlay,
} from "../support/pyatv-fake-airplay.ts";
import { realRuntime } from "../support/runtime.ts";

const never = new AbortController().signal;
const runtime = realRuntime();
const airplay = createAirPlay({ openMediaRemote });
let fake: PyatvFake<FakeAirPlayState>;
let credentials: HapCredentials;

/** An Apple TV, as far as its advertisement goes. */
function device(): DeviceDescription {
  const txt = {
    model: "AppleTV6,2",
    osvers: "15.0",
    deviceid: "AA:BB:CC:DD:EE:FF",
    flags: "0x244",
  };
  const service = advertised("_airplay._tcp", txt, { addresses: ["127.0.0.1"], port: fake.port });
  const description = airplay.describe(service, [service]);
  if (description === undefined) throw new Error("an AirPlay service");
  const services = [{ ...description, advertised: service }];
  return { identifiers: ["fake"], name: "Fake", addresses: ["127.0.0.1"], services };
}

function dialogue(): PairingDialogue {
  const target = { device: device(), controllerName: "Armchair (test)", identity: testIdentity };
  const begun = airplay.pairing?.(target, runtime);
  if (begun === undefined) throw new Error("AirPlay pairs");
  return begun;
}

const introduction = { random: runtime.random, controllerName: "Armchair (test)", signal: never };
const connect = () =>
  AirPlayControl.open(runtime, { addresses: ["127.0.0.1"], port: fake.port }, never);

/** The first line and the headers of the last request of that kind. */
async function headOf(firstLine: string): Promise<string> {
  const { heads } = await fake.state();
  return heads.filter((head) => head.startsWith(firstLine)).at(-1) ?? "";
}

beforeAll(async () => {
  fake = await startPyatvFakeAirPlay();
});
afterAll(() => fake.stop());

describe("pyatv's fake AirPlay receiver", () => {
  test("TS-13 PA-62 pairs by its PIN, and every request carries what a TV asks for", async () => {
    const pairing = dialogue();
    await pairing.begin(never);
    credentials = hapKey(await pairing.finish(FAKE_AIRPLAY_PIN, never));
    expect(credentials.theirPublicKey).toHaveLength(32);
    const paths = (await fake.state()).heads.map((head) => head.split(" ")[1]);
    expect(paths).toEqual(["/pair-pin-start", "/pair-setup", "/pair-setup", "/pair-setup"]);
    for (const line of ["POST /pair-pin-start HTTP/1.1", "POST /pair-setup HTTP/1.1"]) {
      const head = await headOf(line);
      expect(head).toContain("\r\nX-Apple-HKP: 3");
      expect(head).toContain("\r\nX-Apple-Client-Name: Armchair (test)");
      expect(head).toContain("\r\nUser-Agent: AirPlay/320.20");
      expect(head).toContain("\r\nContent-Type: application/octet-stream");
    }
  });

  test("TS-13 a wrong PIN is `wrong-pin`", async () => {
    const pairing = dialogue();
    await pairing.begin(never);
    await expect(pairing.finish("0000", never)).rejects.toMatchObject({ code: "wrong-pin" });
  });

  test("TS-13 PA-62 accepts the key of the pairing", async () => {
    const context = openContext(runtime);
    expect(await airplay.accepts?.(device(), { airplay: credentials }, context)).toBe("accepted");
    expect(await airplay.accepts?.(device(), {}, context)).toBe("not-needed");
  });

  test("PA-62 is not taken for the device that another key belongs to", async () => {
    const { publicKey } = keyPairFromSeed(new Uint8Array(32).fill(5));
    const foreign = { ...credentials, theirPublicKey: publicKey };
    const control = await connect();
    await expect(
      authenticate(control, { kind: "hap", credentials: foreign }, introduction),
    ).rejects.toMatchObject({ code: "malformed", details: { subject: "identity" } });
    await control.abort();
  });

  test.each(["hap", "transient"] as const)(
    "TS-13 PA-52 PA-58 PA-63 RTSP in pyatv's own records after %s keys",
    async (kind) => {
      const control = await connect();
      await authenticate(control, kind === "hap" ? { kind, credentials } : { kind }, introduction);
      const identity = createSessionIdentity(runtime.random, "127.0.0.1");
      const info = await control.rtsp(identity, { method: "GET", target: "/info" });
      expect(info).toMatchObject({ version: "RTSP/1.0", status: 200 });
      expect(textOf(info.body)).toContain("<key>senderAddress</key>");
      // Beyond one record of 1024 bytes in both directions.
      expect(info.body.length).toBeGreaterThan(1024);
      const long = { method: "OPTIONS", target: "*", body: new Uint8Array(5000).fill(65) };
      expect((await control.rtsp(identity, long)).status).toBe(200);
      expect((await fake.state()).encrypted).toBe(true);
      control.close();
      await control.abort();
    },
  );
});
