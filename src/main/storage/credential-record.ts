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
const LegacyRecord = z.object({
  kind: z.literal("legacy"),
  ourId: z.string().regex(/^[0-9A-F]{16}$/),
  ourPrivateKey: SecretKey,
  theirPublicKey: Key.optional(),
});
const DmapRecord = z.object({
  kind: z.literal("dmap"),
  login: z.enum(["pairing-guid", "home-sharing"]),
  id: SecretText,
});
const AirPlayRecord = z.discriminatedUnion("kind", [HapRecord, LegacyRecord]);

/** One device in the keychain. Short, because Windows keeps at most 2,560 bytes of it, as UTF-16. */
const Record1 = z.object({
  version: z.literal(1),
  credentials: z.object({
    mrp: HapRecord.optional(),
    dmap: DmapRecord.optional(),
    companion: HapRecord.optional(),
    airplay: AirPlayRecord.optional(),
    raop: AirPlayRecord.optional(),
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
      version: 1,
      credentials: Object.fromEntries(entries),
      ...(password !== undefined && { password }),
    }),
  );
}

function formatKey(key: ProtocolCredentials): object {
  if (key.kind === "dmap") return { ...key, id: key.id.expose() };
  const ourPrivateKey = hexOf(key.ourPrivateKey.expose());
  const { theirPublicKey } = key;
  return {
    ...key,
    ourPrivateKey,
    ...(theirPublicKey !== undefined && { theirPublicKey: hexOf(theirPublicKey) }),
  };
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** The other way; throws `storage` for a record that this version does not understand. */
export function parseCredentials(text: Secret<string>): Credentials {
  const record = Record1.safeParse(parseJson(text));
  // The reason is left out on purpose: it could quote the key.
  if (!record.success) throw new RemoteError("storage", "the keychain's record is not readable");
  const { credentials, password } = record.data;
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
