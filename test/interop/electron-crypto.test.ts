import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../support/bundle.ts";
import { electronPath } from "../support/peers.ts";

/** Electron's main process has BoringSSL and an older Node: what passes here may fail there. */
const run = promisify(execFile);
let script = "";

const held = [
  "x25519",
  "ed25519",
  "chacha20-poly1305",
  "hkdf",
  "the key of AirPorts",
  "sha512",
  "srp",
  "legacy pairing",
  "a whole pairing",
];

async function runtimeOf(executable: string, env: NodeJS.ProcessEnv): Promise<unknown> {
  const { stdout } = await run(executable, [script], { env: { ...process.env, ...env } });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

beforeAll(async () => {
  script = await bundle("test/support/crypto-contract.ts", "crypto-contract");
});

describe("the contract of crypto/ and hap/", () => {
  it("holds in Node, bundled as the app is", async () => {
    const runtime = await runtimeOf(process.execPath, {});
    expect(runtime).toEqual({ node: process.versions.node, electron: null, held });
  });

  it("holds in Electron's own runtime", async () => {
    const runtime = await runtimeOf(electronPath(), { ELECTRON_RUN_AS_NODE: "1" });
    expect(runtime).toMatchObject({ electron: expect.stringMatching(/^\d+\./), held });
  });
});
