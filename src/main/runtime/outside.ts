import { systemHttpGet } from "./http-get.ts";
import { systemMediaFetch } from "./media-fetch.ts";
import { createNodeNetwork } from "./node-network.ts";
import type { Runtime } from "./runtime.ts";
import { systemStreamFetch } from "./stream-fetch.ts";

/** What a program has before it reaches beyond itself: quick to load, and enough for a window. */
export type InnerRuntime = Pick<Runtime, "clock" | "random" | "log" | "trace">;

/** The same with the network, and with all that is fetched from it. */
export function reachOutside(inner: InnerRuntime): Runtime {
  return {
    ...inner,
    network: createNodeNetwork(),
    httpGet: systemHttpGet,
    mediaFetch: systemMediaFetch,
    streamFetch: systemStreamFetch,
  };
}
