import type { AdvertisedService } from "../../src/main/protocols/plugin.ts";
import { txtFromStrings } from "../../src/main/protocols/txt-record.ts";
import { encodeTxt } from "../../src/main/wire/dns/txt.ts";

export type Txt = Readonly<Record<string, string | Uint8Array | true>>;

/** A service as discovery hands it to a plug-in. */
export function advertised(
  type: string,
  txt: Txt,
  extra: Partial<AdvertisedService> = {},
): AdvertisedService {
  return {
    type,
    instance: "Den",
    host: "den.local",
    addresses: ["10.0.0.2"],
    port: 7000,
    txt: txtFromStrings(encodeTxt(Object.entries(txt))),
    ...extra,
  };
}
