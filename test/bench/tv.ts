import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { realRuntime } from "../support/runtime.ts";
import { noteArrivals } from "./arrivals.ts";
import { answerLines } from "./lines.ts";

/**
 * The TV that both clients meet, in a process of its own. `arrivals` answers with the times at which
 * bytes came in since it was last asked: nanoseconds of the machine's monotonic clock, as text.
 * `right` answers with the time of the next press of that button. `--announced` lets it be found.
 */
async function main(): Promise<void> {
  const runtime = realRuntime();
  const { network, arrivals } = noteArrivals(runtime.network);
  const tv = await VirtualTv.start({
    runtime: { ...runtime, network },
    pin: "1234",
    ...(process.argv.includes("--announced") ? {} : { host: "127.0.0.1", advertise: false }),
  });
  await answerLines({
    port: async () => tv.port,
    arrivals: async () => arrivals.splice(0).map(String),
    right: async () => {
      await tv.received("right");
      return String(process.hrtime.bigint());
    },
  });
  await tv.close();
}

main();
