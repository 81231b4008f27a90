import type { TcpListener, TcpStream } from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { utf8 } from "../wire/bytes.ts";

/** Nobody needs more for the head of a request. */
const MAX_HEAD_BYTES = 16 * 1024;
const HEAD_END = "\r\n\r\n";

/**
 * The AirPlay port of a TV that takes no strangers: every request gets the answer that tvOS gives
 * those (470 for pairing, 403 for the rest), and nothing else happens.
 */
export function openAirplayDoor(
  runtime: Runtime,
  options: { readonly host: string; readonly port: number; readonly version: string },
): Promise<TcpListener> {
  return runtime.network.listenTcp(options, (stream) => turnAway(stream, options.version));
}

function turnAway(stream: TcpStream, version: string): void {
  let head = "";
  let bodyLeft = 0;
  stream.onData((chunk) => {
    let rest = chunk.subarray(Math.min(bodyLeft, chunk.length));
    bodyLeft -= chunk.length - rest.length;
    while (rest.length > 0) {
      // One character a byte: only the head is text, and its end is where bytes count again.
      head += String.fromCharCode(...rest.subarray(0, MAX_HEAD_BYTES));
      const end = head.indexOf(HEAD_END);
      if (end < 0) {
        if (head.length > MAX_HEAD_BYTES) stream.abort();
        return;
      }
      const surplus = head.length - end - HEAD_END.length;
      const request = head.slice(0, end);
      head = "";
      stream.write(utf8(refusal(request, version)));
      const body = Number(headerOf(request, "content-length") ?? "0");
      bodyLeft = Math.max(0, body - surplus);
      rest = rest.subarray(rest.length - Math.max(0, surplus - body));
    }
  });
}

function refusal(request: string, version: string): string {
  const [line = ""] = request.split("\r\n", 1);
  const [, path = "", protocol = "HTTP/1.1"] = line.split(" ");
  const isPairing = path.startsWith("/pair-");
  const status = isPairing ? "470 Connection Authorization Required" : "403 Forbidden";
  const sequence = headerOf(request, "cseq");
  const headers = [
    `${protocol === "RTSP/1.0" ? protocol : "HTTP/1.1"} ${status}`,
    "Content-Length: 0",
    `Server: AirTunes/${version}`,
    ...(sequence === undefined ? [] : [`CSeq: ${sequence}`]),
  ];
  return `${headers.join("\r\n")}${HEAD_END}`;
}

function headerOf(request: string, name: string): string | undefined {
  for (const line of request.split("\r\n").slice(1)) {
    const colon = line.indexOf(":");
    if (line.slice(0, colon).trim().toLowerCase() === name) return line.slice(colon + 1).trim();
  }
  return undefined;
}
