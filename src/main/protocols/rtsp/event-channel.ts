import type { Runtime } from "../../runtime/runtime.ts";
import { Occurrence } from "../../runtime/signal.ts";
import { encodeHttpResponse, HttpDecoder, type HttpRequest, headerOf } from "../../wire/http.ts";
import type { AirPlayLink } from "./link.ts";

/** More than any event; the decoder's own limit is meant for pictures. */
const MAX_EVENT = 1024 * 1024;

/**
 * The connection on which the receiver asks and we answer (AP-05). Everything is answered with 200:
 * a receiver that hears nothing drops the whole session after half a minute.
 */
export class EventChannel {
  readonly requests = new Occurrence<HttpRequest>();
  readonly #decoder = new HttpDecoder({ maxBody: MAX_EVENT });

  constructor(link: AirPlayLink, { log, trace }: Runtime) {
    link.read((plain) => {
      for (const message of this.#decoder.push(plain)) {
        if (message.kind === "response") {
          log.debug("airplay: an answer on the event channel", { status: message.status });
          continue;
        }
        trace.record("in", "airplay-events", `${message.method} ${message.target}`);
        link.write(answerTo(message));
        this.requests.emit(message);
      }
    });
  }
}

function answerTo(request: HttpRequest): Uint8Array {
  const echoed = (["Server", "CSeq"] as const).flatMap((name) => {
    const value = headerOf(request, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return encodeHttpResponse({
    version: request.version,
    status: 200,
    headers: [["Audio-Latency", "0"], ...echoed],
  });
}
