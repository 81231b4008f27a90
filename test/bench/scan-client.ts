import { createDiscovery } from "../../src/main/discovery/create.ts";
import { protocols } from "../../src/main/protocols/registry.ts";
import { delay, systemClock } from "../../src/main/runtime/clock.ts";
import { realRuntime } from "../support/runtime.ts";

/** Two scans, the first one only to warm up: the second as a line of JSON. Argument: how many devices. */
export interface ScanReport {
  readonly devices: number;
  readonly cpuMs: number;
  /** Milliseconds since 1970; null: it did not come to that. */
  readonly startMs: number;
  readonly firstMs: number | null;
  readonly allMs: number | null;
}

const WARM_UP_MS = 2000;
/** As long as pyatv's scan takes, so that both pay for the same questions. */
const SCAN_MS = 3000;
const SERVICES_EACH = 3;

async function scan(count: number, durationMs: number): Promise<ScanReport> {
  const discovery = createDiscovery({ runtime: realRuntime(), plugins: protocols });
  const startMs = systemClock.wallMs();
  const cpu = process.cpuUsage();
  let firstMs: number | null = null;
  let allMs: number | null = null;
  discovery.devices.on((devices) => {
    firstMs ??= systemClock.wallMs();
    const whole = devices.filter(
      ({ description }) => description.services.length === SERVICES_EACH,
    );
    if (whole.length === count) allMs ??= systemClock.wallMs();
  });
  discovery.start();
  await delay(systemClock, durationMs);
  const { user, system } = process.cpuUsage(cpu);
  const devices = discovery.devices.value.length;
  await discovery.close();
  return { devices, cpuMs: (user + system) / 1000, startMs, firstMs, allMs };
}

async function main(): Promise<void> {
  const count = Number(process.argv[2]);
  const keepAlive = setInterval(() => {}, 60_000);
  await scan(count, WARM_UP_MS);
  console.log(JSON.stringify(await scan(count, SCAN_MS)));
  clearInterval(keepAlive);
}

void main();
