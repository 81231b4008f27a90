import { isRemoteError, RemoteError } from "../../../../shared/errors.ts";
import { atMost } from "../../../runtime/at-most.ts";
import { type PlistDict, plistDict } from "../../../wire/bplist.ts";
import {
  encodeHttpRequest,
  encodeHttpResponse,
  HttpDecoder,
  type HttpHeader,
} from "../../../wire/http.ts";
import { connectFirst } from "../../connect-first.ts";
import type { OpenContext } from "../../plugin.ts";
import type { ControlTarget } from "../../rtsp/control.ts";
import { AirPlayLink } from "../../rtsp/link.ts";
import { plistIn } from "./playback-info.ts";

/** What it may take until a receiver says whether it has events; most of its films start without. */
const PATIENCE_MS = 1500;
const MAX_EVENT = 64 * 1024;
const SWITCHED = 101;

/**
 * The connection on which a receiver of AirPlay 1 asks and we answer (AP-41): `POST /reverse` turns
 * it round. Resolves with it once it was, or with undefined where there is none: never rejects,
 * because everything is also told when we ask. Events are `{category, state, …}`.
 */
export async function openReverse(
  { runtime, signal }: OpenContext,
  target: ControlTarget,
  headers: readonly HttpHeader[],
  onEvent: (event: PlistDict) => void,
): Promise<AirPlayLink | undefined> {
  let link: AirPlayLink;
  try {
    link = new AirPlayLink(await connectFirst(runtime, target.addresses, target.port, signal));
  } catch {
    return undefined;
  }
  const answered = new Promise<boolean>((resolve) => {
    readEvents(link, onEvent, resolve);
    void link.closed.then(() => resolve(false));
  });
  link.write(
    encodeHttpRequest({
      method: "POST",
      target: "/reverse",
      version: "HTTP/1.1",
      headers: [
        ...headers,
        ["Upgrade", "PTTH/1.0"],
        ["Connection", "Upgrade"],
        ["X-Apple-Purpose", "event"],
      ],
    }),
  );
  let turned = false;
  await atMost(
    runtime.clock,
    answered.then((yes) => {
      turned = yes;
    }),
    PATIENCE_MS,
  );
  if (turned && !signal.aborted) return link;
  await link.abort();
  return undefined;
}

function readEvents(
  link: AirPlayLink,
  onEvent: (event: PlistDict) => void,
  onAnswer: (turned: boolean) => void,
): void {
  const decoder = new HttpDecoder({ maxBody: MAX_EVENT });
  link.read((plain) => {
    for (const message of decoder.push(plain)) {
      if (message.kind === "response") {
        onAnswer(message.status === SWITCHED);
        continue;
      }
      link.write(encodeHttpResponse({ version: message.version, status: 200 }));
      const event = eventIn(message.body);
      if (event !== undefined) onEvent(event);
    }
  });
}

function eventIn(body: Uint8Array): PlistDict | undefined {
  if (body.length === 0) return undefined;
  try {
    return plistDict(plistIn(body));
  } catch (error) {
    if (isRemoteError(error, "malformed")) return undefined;
    throw RemoteError.from(error);
  }
}
