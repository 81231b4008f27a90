import { RemoteError } from "../../shared/errors.ts";
import { atMost } from "../runtime/at-most.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import { Occurrence, Signal } from "../runtime/signal.ts";
import type { Thread } from "../runtime/thread.ts";
import type {
  LegHost,
  LegOptions,
  SoundEngine,
  SoundLeg,
  SoundSession,
  SoundStatus,
} from "./engine.ts";
import { idle } from "./send/status.ts";
import type { OpenPacketDecoder } from "./source/packet-decoder.ts";
import { ThreadClient } from "./thread-client.ts";

/** A thread that hangs is ended without its word; whatever it holds goes with it. */
const CLOSE_MS = 3000;

export interface WorkerEngineOptions {
  readonly log: Log;
  readonly clock: Clock;
  /** Decodes AAC for the thread; absent: it has only ffmpeg for that. */
  readonly openAac?: OpenPacketDecoder;
}

/**
 * The engine on a thread of its own, so that nothing the program does delays a packet
 * (docs/decisions/0036). The thread begins with the first session and ends with the last one. When it
 * dies, its sessions are `broken` and their legs gone, and the next session has another thread.
 */
export function createWorkerEngine(
  { log, clock, openAac }: WorkerEngineOptions,
  start: () => Thread,
): SoundEngine {
  let client: ThreadClient | null = null;
  let sessions = 0;
  let isClosed = false;
  const leave = async (from: ThreadClient) => {
    sessions -= 1;
    if (sessions > 0 || client !== from) return;
    client = null;
    await from.end();
  };
  return {
    async open() {
      if (isClosed) throw new RemoteError("unavailable", "the program is about to end");
      if (client === null || client.isEnded) {
        sessions = 0;
        client = new ThreadClient(start(), log, openAac);
      }
      sessions += 1;
      return openSession(client, clock, leave);
    },
    async close() {
      isClosed = true;
      const ending = client;
      client = null;
      await ending?.end();
    },
  };
}

async function openSession(
  client: ThreadClient,
  clock: Clock,
  leave: (client: ThreadClient) => Promise<void>,
): Promise<SoundSession> {
  const session = client.newId();
  const status = new Signal<SoundStatus>(idle);
  const trackOver: SoundSession["trackOver"] = new Occurrence();
  const broken = new Signal<RemoteError | null>(null);
  let closing: Promise<void> | null = null;
  const end = async () => {
    await atMost(clock, client.ask({ kind: "close", session }), CLOSE_MS);
    client.forget(session);
    status.set(idle);
    await leave(client);
  };
  client.listen(session, {
    status: (next) => status.set(next),
    trackOver: (over) => trackOver.emit(over),
    // No track is over by that: none of them is to blame, and none follows.
    died: (error) => {
      broken.set(error);
      status.set(idle);
    },
  });
  try {
    await client.ask({ kind: "open", session });
  } catch (error) {
    client.forget(session);
    await leave(client);
    throw error;
  }
  const ask = async (call: Parameters<ThreadClient["ask"]>[0]) => void (await client.ask(call));
  return {
    status,
    trackOver,
    broken,
    play: (track) => ask({ kind: "play", session, track }),
    follow: (tracks) => client.tell({ kind: "follow", session, tracks }),
    pause: () => ask({ kind: "pause", session }),
    resume: () => ask({ kind: "resume", session }),
    seek: (seconds) => ask({ kind: "seek", session, seconds }),
    openLeg: (options) => openLeg(client, session, options),
    close() {
      closing ??= end();
      return closing;
    },
  };
}

async function openLeg(
  client: ThreadClient,
  session: number,
  { host, localAddress, remoteAddress, timing, delayMs }: LegOptions,
): Promise<SoundLeg> {
  // Nothing but these: whoever asks may give an object of more, not all of which can be cloned.
  const options = { localAddress, remoteAddress, timing, delayMs };
  const leg = client.newId();
  const gone = client.host(leg, host satisfies LegHost);
  try {
    const opened = await client.askLeg({ kind: "open-leg", session, leg, options });
    return {
      ...opened,
      gone,
      start: (remote) => client.askStart({ kind: "start", leg, remote }),
      release: () => client.tell({ kind: "release", leg }),
      setDelay: (delayMs) => client.tell({ kind: "delay", leg, delayMs }),
      counts: () => client.askCounts({ kind: "counts", leg }),
      async close() {
        client.tell({ kind: "close-leg", leg });
        await gone;
      },
    };
  } catch (error) {
    client.forget(leg);
    throw error;
  }
}
