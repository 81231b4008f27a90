import { encodeBplist } from "../../../wire/bplist.ts";
import type { HttpResponse } from "../../../wire/http.ts";
import { authenticate, type SessionAccess } from "../../rtsp/authenticate.ts";
import { throwIfRefused } from "../../rtsp/status.ts";
import { BPLIST, playV2 } from "./media-requests.ts";
import { MediaSession } from "./media-session.ts";
import { askPatiently } from "./play-tries.ts";
import { connectPlayer, onUnwanted, type Player, type PlayRequest } from "./player.ts";
import { PolledPlayer } from "./polled-player.ts";

const USER_AGENT = "AirPlay/550.10";
const PLAY_TIMEOUT_MS = 20_000;

/** `/play` of AirPlay 2 (AP-42). Resolves and rejects as `StartPlayer` does. */
export async function startV2(request: PlayRequest, access: SessionAccess): Promise<Player> {
  const { item, context } = request;
  const { control, shared } = await connectPlayer(request, (opened, introduction) =>
    authenticate(opened, access, introduction),
  );
  const url = await item.urlFor(control.endpoints.localAddress).catch(async (error: unknown) => {
    await control.abort();
    throw error;
  });
  const session = await MediaSession.open({ control, shared, timing: "NTP", context });
  const off = onUnwanted(context.signal, (error) => session.fail(error));
  try {
    await play(session, request, url);
    session.keepAlive();
    const { clock } = context.runtime;
    const player = new PolledPlayer(requestsOf(session), { clock, item, startWasSaid: true });
    await player.taken;
    return player;
  } catch (error) {
    await session.close();
    throw error;
  } finally {
    off();
  }
}

async function play(
  session: MediaSession,
  { item, context }: PlayRequest,
  url: string,
): Promise<void> {
  const { runtime, identity } = context;
  const id = runtime.random.uuid().toUpperCase();
  const body = encodeBplist(playV2({ id, url, startS: item.startS }, identity));
  const ask = () =>
    session.http(USER_AGENT, {
      method: "POST",
      target: "/play",
      headers: [
        ["X-Apple-Stream-ID", "1"],
        ["Content-Type", BPLIST],
      ],
      body,
      timeoutMs: PLAY_TIMEOUT_MS,
    });
  throwIfRefused(await askPatiently(context, ask));
  const nowhere = { flags: 0, value: 0, epoch: 0, timescale: 0 };
  await setProperty(session, "isInterestedInDateRange", true);
  await setProperty(session, "actionAtItemEnd", 0);
  // Without this one it stays paused.
  await session.rtsp({ method: "POST", target: "/rate?value=1.000000" });
  await setProperty(session, "forwardEndTime", nowhere);
  await setProperty(session, "reverseEndTime", nowhere);
}

/** A receiver that does not know a property plays all the same. */
function setProperty(
  session: MediaSession,
  name: string,
  value: boolean | number | { readonly [key: string]: number },
): Promise<HttpResponse> {
  return session.rtsp({
    method: "PUT",
    target: `/setProperty?${name}`,
    headers: [["Content-Type", BPLIST]],
    body: encodeBplist({ value }),
  });
}

function requestsOf(session: MediaSession) {
  return {
    closed: session.closed,
    info: () => session.http(USER_AGENT, { method: "GET", target: "/playback-info" }),
    rate: (value: 0 | 1) =>
      session.rtsp({ method: "POST", target: `/rate?value=${value.toFixed(6)}` }),
    scrub: (seconds: number) =>
      session.rtsp({ method: "POST", target: `/scrub?position=${seconds.toFixed(6)}` }),
    stop: () => session.close(),
  };
}
