/** Name and value, in the order of the wire. Names keep their spelling and are compared without case. */
export type HttpHeader = readonly [name: string, value: string];

/** `HTTP/1.1` or `RTSP/1.0`: AirPlay speaks both on one connection (docs/protocols/airplay.md#control). */
export type HttpVersion = `HTTP/${number}.${number}` | `RTSP/${number}.${number}`;

export interface HttpRequest {
  readonly kind: "request";
  readonly version: HttpVersion;
  readonly method: string;
  /** A path, an absolute address or `*`, exactly as sent. */
  readonly target: string;
  /** Without Content-Length, which is the length of `body`. */
  readonly headers: readonly HttpHeader[];
  readonly body: Uint8Array;
}

export interface HttpResponse {
  readonly kind: "response";
  readonly version: HttpVersion;
  /** 100 to 999. */
  readonly status: number;
  /** May be empty. */
  readonly reason: string;
  /** Without Content-Length, which is the length of `body`. */
  readonly headers: readonly HttpHeader[];
  readonly body: Uint8Array;
}

export type HttpMessage = HttpRequest | HttpResponse;

/** The first header of that name, whatever its case; undefined when there is none. */
export function headerOf(
  { headers }: { readonly headers: readonly HttpHeader[] },
  name: string,
): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([other]) => other.toLowerCase() === wanted)?.[1];
}

/** The sequence number of RTSP, or undefined when there is none or it is no number. */
export function cseqOf(message: { readonly headers: readonly HttpHeader[] }): number | undefined {
  const text = headerOf(message, "CSeq")?.trim() ?? "";
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
