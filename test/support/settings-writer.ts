import { silentLog } from "../../src/main/runtime/log.ts";
import { systemRandom } from "../../src/main/runtime/random.ts";
import { openSettings } from "../../src/main/storage/settings-file.ts";
import { KnownDevice } from "../../src/shared/model/settings.ts";

/**
 * Writes settings for as long as it lives: forty devices that all carry the number of the version.
 * Prints each number once `update` says that it is on the disk, and what was wrong at the start.
 */
async function main(directory: string): Promise<void> {
  const store = await openSettings({
    directory,
    runtime: { random: systemRandom, log: silentLog },
  });
  if (store.problem) process.stdout.write(`problem ${store.problem.message}\n`);
  let version = Number(store.settings.value.devices[0]?.name ?? 0);
  for (;;) {
    version += 1;
    const devices = Array.from({ length: 40 }, (_, index) =>
      KnownDevice.parse({ id: `tv-${index}`, identifiers: [`id-${index}`], name: String(version) }),
    );
    try {
      await store.update((settings) => ({ ...settings, devices }));
      process.stdout.write(`${version}\n`);
    } catch {
      process.stdout.write("storage error\n");
      return;
    }
  }
}

main(process.argv[2] ?? "");
