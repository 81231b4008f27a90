import { decodeAlacConfig } from "../../../src/main/wire/alac-config.ts";
import { AlacDecoder } from "../../../src/main/wire/alac-decoder.ts";
import { isRemoteError } from "../../../src/shared/errors.ts";
import { alacVector, alacVectors } from "../../support/alac-bytes.ts";
import { fuzz } from "../../support/fuzz.ts";

const COOKIE = 24;
const small = alacVectors().filter(({ from }) => from === "random");
fuzz(
  "Apple Lossless of any kind, behind its cookie,",
  (bytes) => {
    try {
      const config = decodeAlacConfig(bytes.subarray(0, COOKIE));
      new AlacDecoder(config).decode(bytes.subarray(COOKIE));
    } catch (error) {
      // A later version is told from what is none.
      if (!isRemoteError(error, "unsupported")) throw error;
    }
  },
  {
    seeds: small.flatMap(({ cookie, packets }) =>
      packets.map((packet) => Uint8Array.from([...cookie, ...packet])),
    ),
  },
);

const airplay = alacVector("what AirPlay sends");
const decoder = new AlacDecoder(decodeAlacConfig(airplay.cookie));
fuzz("compressed sound of AirPlay", (bytes) => decoder.decode(bytes), { seeds: airplay.packets });

const many = alacVector("24 bits, eight channels");
const wide = new AlacDecoder(decodeAlacConfig(many.cookie));
fuzz("Apple Lossless of eight channels", (bytes) => wide.decode(bytes), {
  seeds: many.packets,
  runs: 5000,
});
