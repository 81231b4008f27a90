import { hapSuite, SrpServer } from "../../src/main/crypto/srp.ts";
import { RecordDecoder, RecordEncoder } from "../../src/main/hap/record.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { concatBytes } from "../../src/main/wire/bytes.ts";
import { decodeTlv8, encodeTlv8, TlvTag } from "../../src/main/wire/tlv8.ts";
import { decodeVarint, encodeVarint } from "../../src/main/wire/varint.ts";
import { fuzz } from "../support/fuzz.ts";
import { seededRandom } from "../support/seeded-random.ts";

const random = seededRandom(3);

const setupM2 = encodeTlv8([
  [TlvTag.State, Uint8Array.of(2)],
  [TlvTag.Salt, random.bytes(16)],
  [TlvTag.PublicKey, random.bytes(384)],
  [0x1b, Uint8Array.of(1)],
]);
fuzz("the TLV8 decoder", decodeTlv8, { seeds: [setupM2, Uint8Array.of(6, 1, 4)] });

fuzz("the varint decoder", (bytes) => decodeVarint(bytes), {
  seeds: [encodeVarint(0), encodeVarint(300), encodeVarint(2 ** 48)],
});

const key = new Secret(random.bytes(32));
const encoder = new RecordEncoder(key);
const records = concatBytes(encoder.encode(random.bytes(200)), encoder.encode(random.bytes(20)));
fuzz("the record decoder", (bytes) => new RecordDecoder(key).push(bytes), {
  seeds: [records, new RecordEncoder(key).encode(Uint8Array.of(1))],
});

const salt = random.bytes(16);
const privateKey = random.bytes(32);
const server = new SrpServer(hapSuite, { user: "Pair-Setup", password: "1234", salt, privateKey });
fuzz("an SRP server's check of a public key", (bytes) => server.check(bytes, salt), {
  seeds: [server.publicKey],
  // Each input costs two exponentiations.
  runs: 60,
});
