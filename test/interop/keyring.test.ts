import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../support/bundle.ts";
import { KeyringSession } from "../support/keyring-session.ts";
import { electronPath } from "../support/peers.ts";

interface Line {
  readonly step: string;
  readonly value?: string | null;
  readonly key?: string;
  readonly error?: string;
  readonly kind: "keychain" | "memory";
}

let program = "";
let session: KeyringSession | undefined;

beforeAll(async () => {
  program = await bundle("test/support/keyring-child.ts", "keyring-child");
});

afterEach(async () => {
  await session?.stop();
  session = undefined;
});

/** Runs the steps in one process inside the session; resolves with what each printed. */
async function run(
  environment: Readonly<Record<string, string>>,
  steps: readonly string[],
  runtime: "node" | "electron" = "node",
): Promise<readonly Line[]> {
  const child = spawn(runtime === "node" ? process.execPath : electronPath(), [program, ...steps], {
    env: { PATH: process.env["PATH"], ELECTRON_RUN_AS_NODE: "1", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  await once(child, "close");
  return printed
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Line);
}

for (const runtime of ["node", "electron"] as const) {
  describe(`a real gnome-keyring, from ${runtime}`, () => {
    it("stores, reads, replaces and removes a key, over several runs", async () => {
      session = await KeyringSession.unlocked();
      const { environment } = session;
      const first = await run(environment, ["get:tv", "set:tv:first", "get:tv"], runtime);
      expect(first).toEqual([
        { step: "get:tv", value: null, kind: "keychain" },
        { step: "set:tv:first", kind: "keychain" },
        { step: "get:tv", value: "first", key: "07".repeat(32), kind: "keychain" },
      ]);
      const second = await run(environment, ["get:tv", "set:tv:second", "get:tv"], runtime);
      expect(second.map(({ value }) => value)).toEqual(["first", undefined, "second"]);
      const third = await run(environment, ["remove:tv", "get:tv", "remove:tv"], runtime);
      expect(third.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
      expect(third[1]?.value).toBeNull();
    });
  });
}

describe("a keychain in trouble", () => {
  it("says locked when the prompt of a locked keyring is dismissed, and never reads as unpaired", async () => {
    session = await KeyringSession.unlocked();
    await run(session.environment, ["set:tv:first"]);
    await session.lock();
    const lines = await run(session.environment, ["get:tv", "set:tv:second", "remove:tv"]);
    expect(lines.map(({ error, kind }) => [error, kind])).toEqual([
      ["locked", "keychain"],
      ["locked", "keychain"],
      ["locked", "keychain"],
    ]);
    await session.stopKeyring();
    await session.startKeyring("unlocked");
    const [after] = await run(session.environment, ["get:tv"]);
    expect(after?.value).toBe("first");
  });

  it("gives up on a prompt that nobody answers, once, and goes on in memory", async () => {
    session = await KeyringSession.unlocked();
    await run(session.environment, ["set:tv:first"]);
    await session.lock();
    const { asked } = await session.holdPrompts();
    const lines = await run({ ...session.environment, KEYRING_TIMEOUT_MS: "3000" }, [
      "get:tv",
      "get:tv",
      "set:other:new",
      "get:other",
    ]);
    await asked;
    expect(lines).toEqual([
      { step: "get:tv", error: "timeout", kind: "memory" },
      { step: "get:tv", error: "timeout", kind: "memory" },
      { step: "set:other:new", kind: "memory" },
      { step: "get:other", value: "new", key: "07".repeat(32), kind: "memory" },
    ]);
  });

  it("keeps keys in memory when nobody offers secrets on the bus", async () => {
    session = await KeyringSession.empty();
    const lines = await run(session.environment, ["get:tv", "set:tv:first", "get:tv", "remove:tv"]);
    expect(lines.map(({ value, error, kind }) => [value, error, kind])).toEqual([
      [null, undefined, "memory"],
      [undefined, undefined, "memory"],
      ["first", undefined, "memory"],
      [undefined, undefined, "memory"],
    ]);
  });

  it("keeps keys in memory when there is no session bus at all", async () => {
    const lines = await run({}, ["get:tv", "set:tv:first", "get:tv"]);
    expect(lines.map(({ value, kind }) => [value, kind])).toEqual([
      [null, "memory"],
      [undefined, "memory"],
      ["first", "memory"],
    ]);
  });

  it("keeps keys in memory when the service never answers", async () => {
    session = await KeyringSession.empty();
    const { asked } = await session.holdSecrets();
    const lines = await run(session.environment, ["get:tv", "set:tv:first", "get:tv"]);
    await asked;
    expect(lines.map(({ value, kind }) => [value, kind])).toEqual([
      [null, "memory"],
      [undefined, "memory"],
      ["first", "memory"],
    ]);
  });

  it("keeps a new key in memory when there is no login keyring to put it in", async () => {
    session = await KeyringSession.empty();
    await session.startKeyring("locked");
    const lines = await run(session.environment, ["get:tv", "set:tv:first", "get:tv"]);
    expect(lines.map(({ value, kind }) => [value, kind])).toEqual([
      [null, "keychain"],
      [undefined, "memory"],
      ["first", "memory"],
    ]);
  });
});
