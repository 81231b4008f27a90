import { decodeBplist, type PlistDict, plistDict } from "../wire/bplist.ts";
import { textOf, utf8 } from "../wire/bytes.ts";
import { type HttpRequest, headerOf } from "../wire/http.ts";
import { playbackInfoOf, xmlPlist } from "./airplay-playback-info.ts";
import { type AirplayReply, badRequest, done } from "./airplay-reply.ts";
import type { VideoRequest } from "./airplay-video.ts";
import type { VideoPlay } from "./airplay-video-play.ts";

type Asked = Pick<VideoRequest, "url" | "start"> & {
  /** Whom the events are for, where the body names it. */
  readonly session?: string;
};

/** What `POST /play` asks for, as a property list or as lines; undefined when it names nothing. */
export function readPlay(request: HttpRequest): Asked | undefined {
  const type = headerOf(request, "Content-Type")?.split(";", 1)[0]?.trim() ?? "";
  return type === "text/parameters" || type === ""
    ? readLines(textOf(request.body))
    : readDict(plistDict(decodeBplist(request.body)));
}

function readLines(text: string): Asked | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.split(/: ?(.*)/s, 2));
  const fields = new Map(
    lines.map(([name = "", value = ""]) => [name.toLowerCase(), value.trim()]),
  );
  return asked(
    fields.get("content-location"),
    Number(fields.get("start-position") ?? 0),
    undefined,
  );
}

function readDict(dict: PlistDict | undefined): Asked | undefined {
  const seconds = dict?.get("Start-Position-Seconds");
  const film = asked(dict?.get("Content-Location"), numberOf(dict?.get("Start-Position")), seconds);
  const session = dict?.get("X-Apple-Session-ID");
  return film && typeof session === "string" ? { ...film, session } : film;
}

function asked(url: unknown, fraction: number, seconds: unknown): Asked | undefined {
  if (typeof url !== "string" || url === "") return undefined;
  if (seconds !== undefined) return { url, start: { seconds: numberOf(seconds) } };
  if (!(fraction > 0)) return { url };
  // Senders have always put seconds into it too: no fraction is more than the whole.
  return { url, start: fraction <= 1 ? { fraction } : { seconds: fraction } };
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

/** What is asked of a video that is there already; undefined for anything else. */
export function controlPlay(
  request: HttpRequest,
  play: VideoPlay | null,
): AirplayReply | undefined {
  const [path = "", query = ""] = request.target.split("?", 2);
  const asks = new URLSearchParams(query);
  switch (`${request.method} ${path}`) {
    case "POST /rate":
      return withNumber(asks.get("value"), (rate) => play?.setRate(rate));
    case "POST /scrub":
      return withNumber(asks.get("position"), (seconds) => play?.seek(seconds));
    case "GET /scrub":
      return parameters(play);
    case "POST /stop":
      play?.stop("sender");
      return done;
    case "GET /playback-info":
      return infoReply(play);
    case "PUT /setProperty":
      return plistError(0);
    case "POST /getProperty":
      return plistError(0);
    default:
      return undefined;
  }
}

function withNumber(text: string | null, use: (value: number) => void): AirplayReply {
  const value = Number(text ?? "");
  if (text === null || text === "" || !Number.isFinite(value)) return badRequest;
  use(value);
  return done;
}

function parameters(play: VideoPlay | null): AirplayReply {
  const playing = play !== null && !play.ended ? play : null;
  const duration = (playing?.durationS ?? 0).toFixed(6);
  const position = (playing?.positionS ?? 0).toFixed(6);
  return {
    status: 200,
    headers: [["Content-Type", "text/parameters"]],
    body: utf8(`duration: ${duration}\nposition: ${position}\n`),
  };
}

export function infoReply(play: VideoPlay | null): AirplayReply {
  return xmlReply(playbackInfoOf(play));
}

export function xmlReply(record: Parameters<typeof xmlPlist>[0]): AirplayReply {
  return {
    status: 200,
    headers: [["Content-Type", "text/x-apple-plist+xml"]],
    body: xmlPlist(record),
  };
}

/** How properties are answered: with the number of what went wrong, 0 for nothing. */
function plistError(errorCode: number): AirplayReply {
  return xmlReply({ errorCode });
}
