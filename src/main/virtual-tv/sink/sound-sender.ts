import { type HttpRequest, headerOf } from "../../wire/http.ts";
import type { SoundSender } from "./sound-sink.ts";

/** Who asks, by the headers of a request. */
export function senderOf(request: HttpRequest, address: string, airplay: 1 | 2): SoundSender {
  const told = (name: string) => headerOf(request, name) ?? null;
  return {
    address,
    airplay,
    userAgent: told("User-Agent"),
    dacpId: told("DACP-ID"),
    activeRemote: told("Active-Remote"),
    clientInstance: told("Client-Instance"),
    name: null,
  };
}
