import { describe, expect, it } from "vitest";
import { KeyRing } from "../../../src/main/device/key-ring.ts";
import { createLog } from "../../../src/main/runtime/log.ts";
import { Signal } from "../../../src/main/runtime/signal.ts";
import { MemoryCredentials } from "../../../src/main/storage/memory-credentials.ts";
import type { CredentialStore } from "../../../src/main/storage/storage.ts";
import { type ErrorCode, RemoteError } from "../../../src/shared/errors.ts";
import { fakeKey } from "../../support/fake-plugin.ts";
import { settle } from "../../support/manual-clock.ts";

/** A keychain that answers, or refuses everything for one reason. */
class Refusing implements CredentialStore {
  readonly kind = new Signal<CredentialStore["kind"]["value"]>({ kind: "keychain" });
  readonly #kept = new MemoryCredentials({ code: "storage", message: "a test" });
  refusal: ErrorCode | null = null;

  get = this.#unlessRefused((id: string) => this.#kept.get(id));
  set = this.#unlessRefused((...args: Parameters<CredentialStore["set"]>) =>
    this.#kept.set(...args),
  );
  remove = this.#unlessRefused((id: string) => this.#kept.remove(id));

  async stored(id: string): Promise<readonly string[]> {
    return Object.keys(await this.#kept.get(id));
  }

  #unlessRefused<A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) {
    return async (...args: A): Promise<R> => {
      if (this.refusal) throw new RemoteError(this.refusal, "no");
      return work(...args);
    };
  }
}

function ring() {
  const store = new Refusing();
  const lines: string[] = [];
  const log = createLog(
    ({ message, fields }) => lines.push(`${message} ${JSON.stringify(fields)}`),
    () => 0,
  );
  return { store, lines, keys: new KeyRing(store, log) };
}

describe("the keys in use", () => {
  it.each(["locked", "timeout", "storage"] as const)(
    "hold a new key though the keychain says %s, and say that it is only in memory",
    async (refusal) => {
      const { store, keys, lines } = ring();
      store.refusal = refusal;
      expect(await keys.add("tv", "companion", fakeKey())).toBe("memory");
      expect(Object.keys(await keys.get("tv"))).toEqual(["companion"]);
      expect(lines).toEqual([
        `the keychain did not take a key; it stays in memory {"code":"${refusal}"}`,
      ]);
    },
  );

  it("store what the keychain missed when it answers for another device", async () => {
    const { store, keys } = ring();
    await store.set("tv", { airplay: fakeKey() });
    store.refusal = "locked";
    await keys.add("tv", "companion", fakeKey());
    store.refusal = null;
    await keys.get("other");
    await settle();
    expect(await store.stored("tv"), "beside what it had").toEqual(["airplay", "companion"]);
    expect(Object.keys(await keys.get("tv"))).toEqual(["airplay", "companion"]);
  });

  it("store what the keychain missed when it is back", async () => {
    const { store, keys } = ring();
    store.kind.set({ kind: "memory", cause: { code: "timeout", message: "stuck" } });
    store.refusal = "timeout";
    await keys.add("tv", "companion", fakeKey());
    store.refusal = null;
    store.kind.set({ kind: "keychain" });
    await settle();
    expect(await store.stored("tv")).toEqual(["companion"]);
    keys.close();
    expect(store.kind.listenerCount).toBe(0);
  });

  it("do not bring back a key that was removed meanwhile", async () => {
    const { store, keys } = ring();
    store.refusal = "locked";
    await keys.add("tv", "companion", fakeKey());
    await expect(keys.remove("tv")).rejects.toMatchObject({ code: "locked" });
    expect(Object.keys(await keys.get("tv"))).toEqual(["companion"]);
    store.refusal = null;
    await keys.remove("tv");
    await keys.get("other");
    await settle();
    expect(await store.stored("tv")).toEqual([]);
  });
});
