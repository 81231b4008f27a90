import { type Off, until } from "../../src/main/runtime/signal.ts";
import { tvModels } from "../../src/main/virtual-tv/model.ts";
import { artworkOf } from "../../src/main/virtual-tv/tv-library.ts";
import { VirtualTv } from "../../src/main/virtual-tv/virtual-tv.ts";
import { realRuntime } from "../support/runtime.ts";
import { noteArrivals } from "./arrivals.ts";
import type { OldServices } from "./dmap.ts";
import { answerLines } from "./lines.ts";

/**
 * The TV that both clients meet, in a process of its own. Times are nanoseconds of the machine's
 * monotonic clock, as text: `arrivals` of each chunk of bytes since it was last asked, `inputs` of what
 * a person would see happen, `cut` of the reset of all connections, `right` of the next press of that
 * button. `--announced` lets it be found. `title` and `big-picture` change what plays and answer with the
 * moment just before: the TV's own work counts. `--model=` names another TV than the usual one.
 */
async function main(): Promise<void> {
  const runtime = realRuntime();
  const { network, arrivals } = noteArrivals(runtime.network);
  const model = tvModels.find((each) => each === argumentOf("model"));
  const tv = await VirtualTv.start({
    runtime: { ...runtime, network },
    pin: "1234",
    ...(model && { model }),
    homeSharing: model === "apple-tv-3",
    ...(process.argv.includes("--announced") ? {} : { host: "127.0.0.1", advertise: false }),
  });
  const inputs: { readonly what: string; readonly ns: string }[] = [];
  tv.inputs.on(({ what }) => inputs.push({ what, ns: now() }));
  let endFlood: Off = () => {};
  await answerLines({
    port: async () => tv.port,
    "raop-port": async () => tv.raopPort,
    services: async () => servicesOf(tv),
    "old-services": async () => oldServicesOf(tv),
    seen: async () => ({
      announcement: tv.announcement,
      identifiers: tv.identifiers,
      name: tv.name,
    }),
    async stop() {
      tv.scenarios.stopPlaying();
      await until(tv.state, ({ player }) => player === null);
    },
    play: async () => tv.scenarios.playEpisode(),
    async title(title: string) {
      const ns = now();
      tv.scenarios.changeItem({ title });
      return ns;
    },
    async "big-picture"(id: string) {
      const artwork = artworkOf("big");
      if (artwork === null) throw new Error("there is no picture");
      const ns = now();
      tv.scenarios.nextItem({ id, title: id, artwork: { ...artwork, id } });
      return ns;
    },
    async flood(perSecond: number) {
      endFlood();
      endFlood = tv.scenarios.flood(perSecond);
    },
    async "end-flood"() {
      endFlood();
      return tv.state.value.player?.queue[0]?.title;
    },
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

/** What a client is told instead of hearing it by mDNS. */
function servicesOf(tv: VirtualTv) {
  const airplay = tv.announcement.services.find(({ type }) => type.startsWith("_airplay."));
  return { companion: tv.port, airplay: tv.airplayPort, txt: airplay?.txt ?? {} };
}

function oldServicesOf(tv: VirtualTv): OldServices {
  const service = tv.announcement.services.find(({ type }) => type.startsWith("_appletv-v2."));
  const [, group] = service?.txt.find(([key]) => key === "hG") ?? [];
  if (typeof group !== "string") throw new Error("it is in no group");
  return { dmap: tv.dmapPort, homeSharing: group };
}

const argumentOf = (name: string) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const now = () => String(process.hrtime.bigint());

main();
