import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { realRuntime } from "../support/runtime.ts";
import { noteArrivals } from "./arrivals.ts";
import { answerLines } from "./lines.ts";

/**
 * The TV that both clients meet, in a process of its own. Times are nanoseconds of the machine's
 * monotonic clock, as text: `arrivals` of each chunk of bytes since it was last asked, `inputs` of what
 * a person would see happen, `cut` of the reset of all connections, `right` of the next press of that
 * button. `--announced` lets it be found.
 */
async function main(): Promise<void> {
  const runtime = realRuntime();
  const { network, arrivals } = noteArrivals(runtime.network);
  const tv = await VirtualTv.start({
    runtime: { ...runtime, network },
    pin: "1234",
    ...(process.argv.includes("--announced") ? {} : { host: "127.0.0.1", advertise: false }),
  });
  const inputs: { readonly what: string; readonly ns: string }[] = [];
  tv.inputs.on(({ what }) => inputs.push({ what, ns: now() }));
  await answerLines({
    port: async () => tv.port,
    inputs: async () => inputs.splice(0),
    async cut() {
      const ns = now();
      tv.faults.reset();
      return ns;
    },
    arrivals: async () => arrivals.splice(0).map(String),
    right: async () => {
      await tv.received("right");
      return String(process.hrtime.bigint());
    },
  });
  await tv.close();
}

const now = () => String(process.hrtime.bigint());

main();
