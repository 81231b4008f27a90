import type { TcpListener, TcpStream } from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { concatBytes, textOf, utf8 } from "../wire/bytes.ts";

/** What is asked of this port in vain is shorter. */
const MAX_REQUEST_BYTES = 16 * 1024;
const HEAD_END = "\r\n\r\n";
const HEAD_END_BYTES = utf8(HEAD_END);

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
  let pending: Uint8Array = new Uint8Array(0);
  stream.onData((chunk) => {
    pending = concatBytes(pending, chunk);
    for (let request = firstRequest(pending); request; request = firstRequest(pending)) {
      pending = pending.slice(request.length);
      stream.write(utf8(refusal(request.head, version)));
    }
    if (pending.length > MAX_REQUEST_BYTES) stream.abort();
  });
}

/** The head of the first request and its length with its body; undefined until all of it is there. */
function firstRequest(bytes: Uint8Array): { head: string; length: number } | undefined {
  const end = bytes.findIndex((_, at) =>
    HEAD_END_BYTES.every((byte, on) => bytes[at + on] === byte),
  );
  if (end < 0) return undefined;
  const head = textOf(bytes.subarray(0, end));
  const bodyLength = Math.max(0, Number(headerOf(head, "content-length")) || 0);
  const length = end + HEAD_END_BYTES.length + bodyLength;
  return length <= bytes.length ? { head, length } : undefined;
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
