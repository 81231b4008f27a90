import { describe, expect, it } from "vitest";
import type { Credentials } from "../../../src/main/hap/credentials.ts";
import { createLog, formatRecord } from "../../../src/main/runtime/log.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { openCredentials } from "../../../src/main/storage/keychain.ts";
import type { KeyringEntry, OpenEntry } from "../../../src/main/storage/keyring-module.ts";
import { MemoryCredentials } from "../../../src/main/storage/memory-credentials.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";

const KEY = "ab".repeat(32);
const PRIVATE_KEY = Buffer.from(KEY, "hex").toString("base64url");
const credentials = (theirId = "tv"): Credentials => ({
  companion: {
    kind: "hap",
    ourId: "us",
    ourPrivateKey: new Secret(new Uint8Array(32).fill(0xab)),
    theirId,
    theirPublicKey: new Uint8Array(32).fill(0xcd),
  },
});

/** A keychain in memory that fails or hangs when told to. */
class Keyring {
  readonly stored = new Map<string, string>();
  readonly asked: string[] = [];
  failure: string | null = null;
  #release: (() => void) | null = null;
  #held: Promise<void> | null = null;

  hang(): void {
    this.#held = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  answer(): void {
    this.#held = null;
    this.#release?.();
  }

  readonly open: OpenEntry = (_service, account): KeyringEntry => ({
    getPassword: () => this.#do(`get ${account}`, () => this.stored.get(account) ?? null),
    setPassword: (value) => this.#do(`set ${account}`, () => void this.stored.set(account, value)),
    deletePassword: () => this.#do(`delete ${account}`, () => this.stored.delete(account)),
  });

  async #do<T>(what: string, action: () => T): Promise<T> {
    this.asked.push(what);
    await this.#held;
    if (this.failure) throw new Error(this.failure);
    return action();
  }
}

async function start(keyring = new Keyring(), load?: () => Promise<OpenEntry>) {
  const clock = new ManualClock();
  const lines: string[] = [];
  const log = createLog(
    (record) => lines.push(formatRecord(record)),
    () => 0,
  );
  const store = await openCredentials({
    runtime: { clock, log },
    load: load ?? (async () => keyring.open),
  });
  return { keyring, clock, store, lines };
}

describe("the keychain", () => {
  it("gives back what was set, as one versioned record a device", async () => {
    const { keyring, store, clock } = await start();
    expect(await store.get("tv")).toEqual({});
    await store.set("tv", credentials());
    const { companion } = await store.get("tv");
    expect(companion?.ourPrivateKey.expose()).toEqual(new Uint8Array(32).fill(0xab));
    expect(companion).toMatchObject({ kind: "hap", ourId: "us", theirId: "tv" });
    expect(JSON.parse(keyring.stored.get("tv") ?? "")).toMatchObject({
      version: 2,
      credentials: { companion: ["hap", "us", PRIVATE_KEY, "tv", expect.any(String)] },
    });
    await store.remove("tv");
    expect(await store.get("tv")).toEqual({});
    expect(store.kind.value).toEqual({ kind: "keychain" });
    expect(clock.armedTimers).toBe(0);
  });

  it("fits a device with every protocol into Windows' 2,560 bytes of UTF-16", async () => {
    const { keyring, store } = await start();
    const hap = credentials("AA:BB:CC:DD:EE:FF").companion;
    const ourId = "f1c1ac7a-4d15-4e04-8fd2-2ab0e1b3a1bb";
    if (!hap) throw new Error("no credentials");
    const long = { ...hap, ourId, theirId: "10000000-4d15-4e04-8fd2-2ab0e1b3a1bb" };
    await store.set("tv", { companion: long, airplay: long, mrp: long });
    expect((keyring.stored.get("tv") ?? "").length * 2).toBeLessThan(2560);
  });

  it.each([
    "{",
    "{}",
    '{"version":3,"credentials":{}}',
    '{"version":1,"credentials":{"companion":{}}}',
  ])("says storage for a record it cannot read, not unpaired: %s", async (record) => {
    const { keyring, store } = await start();
    keyring.stored.set("tv", record);
    await expect(store.get("tv")).rejects.toMatchObject({ code: "storage" });
    expect(store.kind.value.kind).toBe("keychain");
  });

  it("never shows the key in an error or the log", async () => {
    const { keyring, store, lines } = await start();
    keyring.stored.set(
      "tv",
      `{"version":1,"credentials":{"companion":{"ourPrivateKey":"${KEY}"}}}`,
    );
    const error = await store.get("tv").catch((thrown: Error) => thrown);
    expect(`${JSON.stringify(error)} ${String(error)} ${lines}`).not.toContain(KEY);
  });

  it("says locked, asks again next time, and keeps a new key until it is unlocked", async () => {
    const { keyring, store } = await start();
    await store.set("old", credentials("old"));
    keyring.failure =
      "Couldn't access platform storage: Secret Service: unlock prompt was dismissed";
    await expect(store.get("old")).rejects.toMatchObject({ code: "locked" });
    await expect(store.set("new", credentials("new"))).rejects.toMatchObject({ code: "locked" });
    expect(store.kind.value.kind).toBe("keychain");
    expect((await store.get("new")).companion?.theirId).toBe("new");
    keyring.failure = null;
    expect((await store.get("old")).companion?.theirId).toBe("old");
  });

  it("keeps keys in memory and says why when there is no keychain", async () => {
    const keyring = new Keyring();
    keyring.failure =
      "Platform failure: DBus error: The name org.freedesktop.secrets was not provided";
    const { store } = await start(keyring);
    await settle();
    expect(store.kind.value).toMatchObject({ kind: "memory", cause: { code: "storage" } });
    expect(await store.get("tv")).toEqual({});
    await store.set("tv", credentials());
    expect((await store.get("tv")).companion?.theirId).toBe("tv");
    await store.remove("tv");
    expect(await store.get("tv")).toEqual({});
  });

  it("keeps keys in memory when the native module does not load", async () => {
    const { store } = await start(undefined, () => Promise.reject(new Error("Cannot find module")));
    expect(await store.get("tv")).toEqual({});
    expect(store.kind.value).toMatchObject({ kind: "memory" });
  });

  it("does not take a keychain that vanished for an unpaired device", async () => {
    const { keyring, store } = await start();
    await store.set("tv", credentials());
    keyring.failure = "Platform failure: connection lost";
    await expect(store.get("tv")).rejects.toMatchObject({ code: "storage" });
    await store.set("other", credentials("other"));
    expect((await store.get("other")).companion?.theirId).toBe("other");
  });

  it("stops asking after one time-out", async () => {
    const { keyring, store, clock } = await start();
    await store.get("tv");
    keyring.hang();
    const waiting = expect(store.get("tv")).rejects.toMatchObject({ code: "timeout" });
    await clock.advance(10_000);
    await waiting;
    const askedBefore = keyring.asked.length;
    await expect(store.get("tv")).rejects.toMatchObject({ code: "timeout" });
    await store.set("new", credentials("new"));
    expect(keyring.asked).toHaveLength(askedBefore);
    expect(store.kind.value).toMatchObject({ kind: "memory", cause: { code: "timeout" } });
    expect((await store.get("new")).companion?.theirId).toBe("new");
    expect(clock.armedTimers).toBe(0);
  });

  it("asks one thing at a time, so that a hang holds one thread", async () => {
    const { keyring, store, clock } = await start();
    await store.get("tv");
    keyring.hang();
    const all = Promise.allSettled(["a", "b", "c", "d", "e"].map((id) => store.get(id)));
    await clock.advance(10_000);
    expect((await all).map(({ status }) => status)).toEqual(Array(5).fill("rejected"));
    expect(keyring.asked.filter((what) => /get [a-e]$/.test(what))).toEqual(["get a"]);
  });

  it("goes back to the keychain when the prompt is answered late, with what it missed", async () => {
    const { keyring, store, clock } = await start();
    keyring.hang();
    const waiting = expect(store.get("tv")).rejects.toMatchObject({ code: "timeout" });
    await clock.advance(10_000);
    await waiting;
    await store.set("new", credentials("new"));
    keyring.answer();
    await settle();
    expect(store.kind.value).toEqual({ kind: "keychain" });
    expect(keyring.stored.has("new")).toBe(true);
    expect((await store.get("new")).companion?.theirId).toBe("new");
  });
});

describe("credentials in memory", () => {
  it("keeps, replaces and forgets, and says why it is memory", async () => {
    const store = new MemoryCredentials({ code: "storage", message: "no keychain" });
    expect(await store.get("tv")).toEqual({});
    await store.set("tv", credentials("one"));
    await store.set("tv", credentials("two"));
    expect((await store.get("tv")).companion?.theirId).toBe("two");
    await store.remove("tv");
    expect(await store.get("tv")).toEqual({});
    expect(store.kind.value).toEqual({
      kind: "memory",
      cause: { code: "storage", message: "no keychain" },
    });
  });
});
