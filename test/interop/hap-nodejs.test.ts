import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { PairSetupClient } from "../../src/main/hap/pair-setup.ts";
import { pairVerify } from "../../src/main/hap/pair-verify.ts";
import {
  checkPairingsAnswer,
  decodePairingList,
  encodeAddPairing,
  encodeListPairings,
  encodeRemovePairing,
} from "../../src/main/hap/pairings.ts";
import { createNodeNetwork } from "../../src/main/runtime/node-network.ts";
import { systemRandom } from "../../src/main/runtime/random.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { utf8 } from "../../src/main/wire/bytes.ts";
import { HapHttpConnection, jsonOf } from "../support/hap-http.ts";

/** HAP-NodeJS 1.2.0: SRP by fast-srp-hap, curves by tweetnacl, none of it ours. */
const PIN = "678-90-876";
const { signal } = new AbortController();
const random = systemRandom;
const network = createNodeNetwork();
const open: HapHttpConnection[] = [];
let port = 0;
let stop = async () => {};

beforeAll(async () => {
  const outside = Object.keys(networkInterfaces()).filter((name) => !/^(lo|av\d)$/.test(name));
  if (outside.length > 0) {
    throw new Error(`HAP-NodeJS multicasts: run this in scripts/world.sh, not on ${outside}`);
  }
  const storage = mkdtempSync(join(tmpdir(), "armchair-hap-"));
  const script = resolve("test/support/hap-nodejs-accessory.mjs");
  const child = spawn(process.execPath, [script, storage, PIN], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  stop = async () => {
    child.stdin.end();
    await exited;
    rmSync(storage, { recursive: true });
  };
  for await (const line of createInterface(child.stdout)) {
    port = Number(/^listening (\d+)$/.exec(line)?.[1] ?? 0);
    if (port > 0) break;
  }
});

afterAll(async () => {
  for (const connection of open) connection.close();
  await stop();
});

async function connect(): Promise<HapHttpConnection> {
  const connection = new HapHttpConnection(await network.connectTcp({ host: "127.0.0.1", port }));
  open.push(connection);
  return connection;
}

async function pair(pin: string): Promise<HapCredentials> {
  const { messenger } = await connect();
  const client = new PairSetupClient({ messenger, random });
  await client.begin(signal);
  return (await client.finish(pin, signal)).credentials;
}

async function verified(credentials: HapCredentials): Promise<HapHttpConnection> {
  const connection = await connect();
  const { messenger } = connection;
  connection.encrypt(await pairVerify({ messenger, credentials, random, signal }));
  return connection;
}

// One story in order, because the accessory remembers.
describe("HAP-NodeJS", () => {
  let credentials: HapCredentials;
  let admin: HapHttpConnection;

  it("PA-30 refuses a wrong PIN, and we say so", async () => {
    await expect(pair("111-22-333")).rejects.toMatchObject({ code: "wrong-pin" });
  });

  it("PA-31 PA-34 pairs with the right PIN", async () => {
    credentials = await pair(PIN);
    expect(credentials.theirId).toBe("11:22:33:44:55:66");
  });

  it("says unavailable to a second pairing", async () => {
    await expect(pair(PIN)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("PA-41 PA-42 PA-43 verifies us, and we it", async () => {
    admin = await verified(credentials);
  });

  it("PA-58 answers encrypted requests, also ones of several records", async () => {
    const answer = await admin.get("/accessories");
    expect(answer.status).toBe(200);
    expect(answer.body.length).toBeGreaterThan(1024);
    const { aid, iid } = findSwitch(jsonOf(answer));
    const value = { characteristics: [{ aid, iid, value: true }] };
    const body = utf8(JSON.stringify(value) + " ".repeat(3000));
    const put = await admin.request("PUT", "/characteristics", "application/hap+json", body);
    expect(put.status).toBe(204);
    const after = await admin.get(`/characteristics?id=${aid}.${iid}`);
    expect(jsonOf(after)).toMatchObject({ characteristics: [{ value: 1 }] });
  });

  it("lists, adds and removes controllers", async () => {
    const list = async () =>
      decodePairingList((await admin.post("/pairings", encodeListPairings())).body);
    expect(await list()).toMatchObject([{ id: credentials.ourId, admin: true }]);

    const guest = { id: random.uuid(), publicKey: random.bytes(32), admin: false };
    checkPairingsAnswer((await admin.post("/pairings", encodeAddPairing(guest))).body);
    expect(await list()).toEqual(expect.arrayContaining([guest]));
    expect(await list()).toHaveLength(2);

    checkPairingsAnswer((await admin.post("/pairings", encodeRemovePairing(guest.id))).body);
    expect(await list()).toHaveLength(1);
  });

  it("E62 forgets us, and we say unpaired", async () => {
    checkPairingsAnswer(
      (await admin.post("/pairings", encodeRemovePairing(credentials.ourId))).body,
    );
    await expect(verified(credentials)).rejects.toMatchObject({ code: "unpaired" });
  });

  it("says unpaired, not lost keys, when our own key is another", async () => {
    const fresh = await pair(PIN);
    const other = { ...fresh, ourPrivateKey: new Secret(random.bytes(32)) };
    await expect(verified(other)).rejects.toMatchObject({ code: "unpaired" });
    await expect(verified(fresh)).resolves.toBeDefined();
  });
});

/** Where the lamp's On characteristic (type 25) is. */
function findSwitch(answer: unknown): { aid: number; iid: number } {
  const { accessories } = answer as {
    accessories: {
      aid: number;
      services: { characteristics: { iid: number; type: string }[] }[];
    }[];
  };
  for (const { aid, services } of accessories) {
    const found = services.flatMap((s) => s.characteristics).find(({ type }) => type === "25");
    if (found) return { aid, iid: found.iid };
  }
  throw new Error("the accessory has no lamp");
}
