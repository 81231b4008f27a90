import type { SoundCommand } from "../../../../shared/model/sound.ts";
import { decodeBplist, plistDict } from "../../../wire/bplist.ts";
import type { HttpRequest } from "../../../wire/http.ts";

/** Buttons of a receiver as its events name them (docs/protocols/airplay-sound.md#buttons). */
const commands: ReadonlyMap<unknown, SoundCommand> = new Map([
  ["play", "play"],
  ["paus", "pause"],
  ["plps", "play-pause"],
  ["stop", "stop"],
  ["nitm", "next"],
  ["pitm", "previous"],
]);

/** Which button it was; undefined for every other event. Throws `malformed` for a body that is no property list. */
export function remoteCommand({ body }: HttpRequest): SoundCommand | undefined {
  if (body.length === 0) return undefined;
  const event = plistDict(decodeBplist(body));
  if (event?.get("type") !== "sendMediaRemoteCommand") return undefined;
  return commands.get(event.get("value"));
}
