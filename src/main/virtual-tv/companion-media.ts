import { type OpackDict, OpackFloat, opackNumber } from "../wire/opack.ts";
import { answer, badRequest, done, type Reply } from "./companion-reply.ts";
import type { RequestContext } from "./companion-session.ts";
import type { TvMedia } from "./tv-input.ts";
import { heardPercent, knowsVolume } from "./tv-sound.ts";

const GET_VOLUME = 5;
const SET_VOLUME = 6;
const SKIP_BY = 7;

const commands: ReadonlyMap<number, TvMedia> = new Map([
  [1, "play"],
  [2, "pause"],
  [3, "next"],
  [4, "previous"],
  [8, "fast-forward-begin"],
  [9, "fast-forward-end"],
  [10, "rewind-begin"],
  [11, "rewind-end"],
]);

/** `_mcc`. Volume is 0 to 1 on the wire. */
export function mediaControl(content: OpackDict, context: RequestContext): Reply {
  const { television } = context;
  const code = opackNumber(content.get("_mcc")) ?? 0;
  const command = commands.get(code);
  if (command !== undefined) {
    television.do({ kind: "media", command });
    return done;
  }
  switch (code) {
    case GET_VOLUME:
    case SET_VOLUME:
      return volume(code, content, context);
    case SKIP_BY: {
      const seconds = opackNumber(content.get("_skpS"));
      if (seconds === undefined) return badRequest("no _skpS");
      television.do({ kind: "skip", seconds });
      return done;
    }
    default:
      return badRequest("unknown media control");
  }
}

function volume(code: number, content: OpackDict, { television }: RequestContext): Reply {
  const known = television.state.value.volume;
  if (!knowsVolume(known)) return badRequest("the volume is not ours to know");
  if (code === GET_VOLUME) return answer({ _vol: new OpackFloat(heardPercent(known) / 100) });
  const wanted = opackNumber(content.get("_vol"));
  if (wanted === undefined || wanted < 0 || wanted > 1) return badRequest("no volume from 0 to 1");
  television.do({ kind: "volume", percent: wanted * 100 });
  return done;
}
