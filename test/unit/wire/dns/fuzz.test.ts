import { decodeMessage } from "../../../../src/main/wire/dns/decode.ts";
import { encodeMessage } from "../../../../src/main/wire/dns/encode.ts";
import { decodeTxt, txtText } from "../../../../src/main/wire/dns/txt.ts";
import { recordsOf, response } from "../../../support/announce.ts";
import { fuzz } from "../../../support/fuzz.ts";
import { livingRoom } from "../../../support/sample-devices.ts";

const seeds = [response(livingRoom.flatMap((service) => recordsOf(service)))];

fuzz("the DNS decoder", (bytes) => decodeMessage(bytes), { seeds });

fuzz("what the DNS decoder let through", (bytes) => void encodeMessage(decodeMessage(bytes)), {
  seeds,
});

fuzz(
  "reading TXT entries",
  (bytes) => {
    for (const [, value] of decodeTxt([bytes])) txtText(value);
  },
  { seeds: [new TextEncoder().encode("deviceid=CC:D2:81:7C:45:EA")] },
);
