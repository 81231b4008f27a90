import type { Credentials } from "../../src/main/hap/credentials.ts";
import { systemClock } from "../../src/main/runtime/clock.ts";
import { silentLog } from "../../src/main/runtime/log.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { exitProcess } from "../../src/main/storage/exit.ts";
import { openCredentials } from "../../src/main/storage/keychain.ts";
import { RemoteError } from "../../src/shared/errors.ts";

/**
 * A program that uses the keychain: the D-Bus library underneath remembers its session for as long
 * as the process lives, so every session under test gets a process. Arguments are steps such as
 * `set:tv:first`, `get:tv`, `remove:tv`; each prints one line of JSON.
 */
async function main(steps: readonly string[]): Promise<void> {
  const store = await openCredentials({
    runtime: { clock: systemClock, log: silentLog },
    service: "Armchair test",
    timeoutMs: Number(process.env["KEYRING_TIMEOUT_MS"] ?? 5000),
  });
  for (const step of steps) {
    const [action = "", id = "", value = ""] = step.split(":");
    const report: Record<string, unknown> = { step };
    try {
      if (action === "set") await store.set(id, { companion: credentialsOf(value) });
      else if (action === "remove") await store.remove(id);
      else {
        const { companion } = await store.get(id);
        report["value"] = companion?.theirId ?? null;
        report["key"] = companion && Buffer.from(companion.ourPrivateKey.expose()).toString("hex");
      }
    } catch (error) {
      report["error"] = RemoteError.from(error).code;
    }
    report["kind"] = store.kind.value.kind;
    process.stdout.write(`${JSON.stringify(report)}\n`);
  }
  exitProcess(0, store);
}

function credentialsOf(value: string): NonNullable<Credentials["companion"]> {
  return {
    kind: "hap",
    ourId: "us",
    ourPrivateKey: new Secret(new Uint8Array(32).fill(7)),
    theirId: value,
    theirPublicKey: new Uint8Array(32).fill(9),
  };
}

main(process.argv.slice(2));
