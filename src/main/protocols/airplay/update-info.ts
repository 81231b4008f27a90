import { decodeBplist, type PlistDict, plistDict } from "../../wire/bplist.ts";
import type { HttpRequest } from "../../wire/http.ts";
import { receiverFacts } from "../airplay-txt.ts";
import { formatMac } from "../identifiers.ts";
import type { DeviceFacts } from "../plugin.ts";
import { emptyTxt, filled, txtFromStrings } from "../txt-record.ts";

/**
 * What a receiver says of itself, in its answer to /info and as the value of an `updateInfo` event.
 * Every key is optional: third parties leave most of them out (A1).
 */
export function readReceiverInfo(info: PlistDict): DeviceFacts {
  const text = (key: string) => {
    const value = info.get(key);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const record = info.get("txtAirPlay");
  const txt = record instanceof Uint8Array ? txtFromStrings(splitStrings(record)) : emptyTxt;
  const build = text("osBuildVersion");
  const manufacturer = text("manufacturer");
  const mac = formatMac(text("macAddress") ?? text("deviceID"));
  const outputDeviceId = text("psi") ?? text("pi");
  const osVersion = filled(txt, "osvers");
  return {
    ...receiverFacts(text("model"), txt),
    ...(osVersion !== undefined && { osVersion }),
    ...(build !== undefined && { build }),
    ...(mac !== undefined && { mac }),
    ...(outputDeviceId !== undefined && { outputDeviceId }),
    ...(manufacturer !== undefined && { manufacturer }),
  };
}

/**
 * The facts that an event of the receiver brings, or undefined when it brings none. `malformed` when
 * its body is no property list.
 */
export function readUpdateInfo({ body }: HttpRequest): DeviceFacts | undefined {
  if (body.length === 0) return undefined;
  const event = plistDict(decodeBplist(body));
  if (event?.get("type") !== "updateInfo") return undefined;
  const value = plistDict(event.get("value"));
  return value && readReceiverInfo(value);
}

/** The strings of a TXT record as DNS writes them: each behind its length, in one byte. */
function splitStrings(record: Uint8Array): Uint8Array[] {
  const strings: Uint8Array[] = [];
  for (let at = 0; at < record.length; ) {
    const length = record[at] ?? 0;
    strings.push(record.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
  return strings;
}
