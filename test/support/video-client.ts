import {
  decodeBplist,
  encodeBplist,
  type PlistDict,
  type PlistRecord,
  plistDict,
} from "../../src/main/wire/bplist.ts";
import type { AirplayRemote } from "./airplay-remote.ts";
import { bodyOf } from "./airplay-remote.ts";

export const ITEM = "0F6D7B0A-6A3C-4C4B-8F0B-2B8E3F0D6A11";
const CLIENT_TYPE = "A6B27562-B43A-4F2D-B75F-82391E250194";

/** The stream over which the play queue is filled. */
export function openQueue(remote: AirplayRemote) {
  const stream = {
    type: 130,
    controlType: 1,
    clientTypeUUID: CLIENT_TYPE,
    clientUUID: ITEM,
    channelID: "02:00:00:00:00:01-RCS-1",
  };
  return remote.setup({ streams: [stream] });
}

/** A command to the play queue: a property list inside of another. */
export function command(remote: AirplayRemote, message: PlistRecord) {
  return remote.ask("POST", "/command", {
    version: "HTTP/1.1",
    headers: [["Content-Type", "application/x-apple-binary-plist"]],
    body: { params: { data: encodeBplist(message) } },
  });
}

export const insert = (url: string, more: PlistRecord = {}): PlistRecord => ({
  type: "insertPlayQueueItem",
  item: { uuid: ITEM, mediaType: "file", "Content-Location": url, ...more },
});

/** The next event of the play queue of this type; others are passed over. */
export async function queueEvent(remote: AirplayRemote, type: string): Promise<PlistDict> {
  for (;;) {
    const body = bodyOf(await remote.events.next());
    const data = plistDict(body.get("params"))?.get("data");
    const message = data instanceof Uint8Array ? plistDict(decodeBplist(data)) : undefined;
    if (message?.get("type") === type) return message;
  }
}

/** The next message that it is in this state; others are passed over. */
export async function queueStateEvent(remote: AirplayRemote, name: string): Promise<PlistDict> {
  for (;;) {
    const message = await queueEvent(remote, "playbackState");
    if (message.get("name") === name) return message;
  }
}

/** The next state that it tells. */
export async function queueState(remote: AirplayRemote): Promise<unknown> {
  const message = await queueEvent(remote, "playbackState");
  return message.get("name") ?? plistDict(message.get("params"))?.get("playbackState");
}
