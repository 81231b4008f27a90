import { describe, expect, it } from "vitest";
import type { Credentials, HapCredentials } from "../../../src/main/hap/credentials.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import {
  formatCredentials,
  parseCredentials,
} from "../../../src/main/storage/credential-record.ts";

const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const UUID = "4D2F1A9C-77AE-4B1B-9C6E-0123456789AB";

const hap = (fill: number): HapCredentials => ({
  kind: "hap",
  ourId: UUID,
  ourPrivateKey: new Secret(bytes(fill)),
  theirId: UUID,
  theirPublicKey: bytes(fill + 1),
});

/** Everything that a device can have, in the longest spelling. */
const fullest: Credentials = {
  mrp: hap(1),
  dmap: { kind: "dmap", login: "home-sharing", id: new Secret(UUID.toLowerCase()) },
  companion: hap(3),
  airplay: hap(5),
  raop: hap(7),
  password: new Secret("p".repeat(200)),
};

/** A secret says nothing of itself, so that it is opened to compare. */
const opened = (value: unknown) =>
  value instanceof Secret
    ? { secret: Buffer.from(value.expose()).toString("hex") }
    : value instanceof Uint8Array
      ? Buffer.from(value).toString("hex")
      : value;

function plain({ password, ...keys }: Credentials) {
  const shown = Object.entries(keys).map(([protocol, key]) => [
    protocol,
    Object.fromEntries(Object.entries(key).map(([name, value]) => [name, opened(value)])),
  ]);
  return { keys: Object.fromEntries(shown), password: password?.expose() };
}

describe("a device's record in the keychain", () => {
  it("gives back every kind of key and the password", () => {
    const legacy: Credentials = {
      dmap: { kind: "dmap", login: "pairing-guid", id: new Secret("0x00000000ABCDEF01") },
      airplay: { kind: "legacy", ourId: "0123456789ABCDEF", ourPrivateKey: new Secret(bytes(9)) },
    };
    const own = { ourId: "0123456789ABCDEF", ourPrivateKey: new Secret(bytes(9)) };
    const raop = { kind: "legacy", ...own, theirPublicKey: bytes(10) } as const;
    for (const credentials of [fullest, legacy, { raop }, {}, { password: new Secret("only") }])
      expect(plain(parseCredentials(formatCredentials(credentials)))).toEqual(plain(credentials));
  });

  it("fits into what Windows keeps, 2,560 bytes of UTF-16, at its fullest", () => {
    const awkward = { ...fullest, password: new Secret('"'.repeat(200)) };
    for (const credentials of [fullest, awkward])
      expect(2 * formatCredentials(credentials).expose().length).toBeLessThanOrEqual(2560);
  });

  it("reads what older versions wrote", () => {
    const key = (fill: string) => fill.repeat(32);
    const before = JSON.stringify({
      version: 1,
      credentials: {
        companion: {
          kind: "hap",
          ourId: UUID,
          ourPrivateKey: key("03"),
          theirId: UUID,
          theirPublicKey: key("04"),
        },
      },
    });
    expect(plain(parseCredentials(new Secret(before)))).toEqual(plain({ companion: hap(3) }));
  });

  it("refuses what it does not understand, without quoting it", () => {
    const strange = [
      '{"version":3,"credentials":{}}',
      '{"version":2,"credentials":{"companion":["hap","a","short","b","c"]}}',
      '{"version":2,"credentials":{"companion":["dmap","home-sharing","x"]}}',
      "hush-hush",
    ];
    for (const text of strange) {
      const parse = () => parseCredentials(new Secret(text));
      expect(parse).toThrow(expect.objectContaining({ code: "storage" }));
      expect(parse).not.toThrow(/hush|short/);
    }
  });
});
