import { z } from "zod";
import { RemoteError } from "../../shared/errors.ts";
import { protocolIds } from "../../shared/model/protocol.ts";
import type { Credentials, ProtocolCredentials } from "../hap/credentials.ts";
import { Secret } from "../runtime/secret.ts";

const Key = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((hex) => new Uint8Array(Buffer.from(hex, "hex")));
const SecretKey = Key.transform((bytes) => new Secret(bytes));
const SecretText = z.string().transform((text) => new Secret(text));

const HapRecord = z.object({
  kind: z.literal("hap"),
  ourId: z.string(),
  ourPrivateKey: SecretKey,
  theirId: z.string(),
  theirPublicKey: Key,
});
/** As it was written while HAP was the only kind of key: hex, and names for everything. */
const Record1 = z.object({
  version: z.literal(1),
  credentials: z.partialRecord(z.enum(protocolIds), HapRecord),
});

const Packed = z
  .string()
  .regex(/^[\w-]{43}$/)
  .transform((text) => new Uint8Array(Buffer.from(text, "base64url")));
const PackedSecret = Packed.transform((bytes) => new Secret(bytes));

const PackedHap = z
  .tuple([z.literal("hap"), z.string(), PackedSecret, z.string(), Packed])
  .transform(([kind, ourId, ourPrivateKey, theirId, theirPublicKey]) => ({
    kind,
    ourId,
    ourPrivateKey,
    theirId,
    theirPublicKey,
  }));
const PackedLegacy = z
  .tuple([z.literal("legacy"), z.string().regex(/^[0-9A-F]{16}$/), PackedSecret], Packed)
  .transform(([kind, ourId, ourPrivateKey, theirPublicKey]) => ({
    kind,
    ourId,
    ourPrivateKey,
    ...(theirPublicKey !== undefined && { theirPublicKey }),
  }));
const PackedDmap = z
  .tuple([z.literal("dmap"), z.enum(["pairing-guid", "home-sharing"]), SecretText])
  .transform(([kind, login, id]) => ({ kind, login, id }));
const PackedAirPlay = z.union([PackedHap, PackedLegacy]);

/**
 * One device in the keychain. Windows keeps at most 2,560 bytes of it, as UTF-16, so that keys are
 * base64 and their fields have places instead of names: the fullest record is short enough.
 */
const Record2 = z.object({
  version: z.literal(2),
  credentials: z.object({
    mrp: PackedHap.optional(),
    dmap: PackedDmap.optional(),
    companion: PackedHap.optional(),
    airplay: PackedAirPlay.optional(),
    raop: PackedAirPlay.optional(),
  }),
  password: SecretText.optional(),
});

/** The one text in which keys leave the program; it goes to the keychain and nowhere else. */
export function formatCredentials(credentials: Credentials): Secret<string> {
  const entries = protocolIds.flatMap((protocol) => {
    const key = credentials[protocol];
    return key === undefined ? [] : [[protocol, formatKey(key)]];
  });
  const password = credentials.password?.expose();
  return new Secret(
    JSON.stringify({
      version: 2,
      credentials: Object.fromEntries(entries),
      ...(password !== undefined && { password }),
    }),
  );
}

function formatKey(key: ProtocolCredentials): readonly string[] {
  switch (key.kind) {
    case "dmap":
      return [key.kind, key.login, key.id.expose()];
    case "legacy":
      return [
        key.kind,
        key.ourId,
        packed(key.ourPrivateKey.expose()),
        ...(key.theirPublicKey ? [packed(key.theirPublicKey)] : []),
      ];
    case "hap": {
      const { kind, ourId, ourPrivateKey, theirId, theirPublicKey } = key;
      return [kind, ourId, packed(ourPrivateKey.expose()), theirId, packed(theirPublicKey)];
    }
  }
}

const packed = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

/** The other way; throws `storage` for a record that this version does not understand. */
export function parseCredentials(text: Secret<string>): Credentials {
  const record = z.union([Record2, Record1]).safeParse(parseJson(text));
  // The reason is left out on purpose: it could quote the key.
  if (!record.success) throw new RemoteError("storage", "the keychain's record is not readable");
  const { credentials } = record.data;
  const password = "password" in record.data ? record.data.password : undefined;
  const known = Object.entries(credentials).filter(([, key]) => key !== undefined);
  return { ...Object.fromEntries(known), ...(password !== undefined && { password }) };
}

function parseJson(text: Secret<string>): unknown {
  try {
    return JSON.parse(text.expose());
  } catch {
    return undefined;
  }
}
