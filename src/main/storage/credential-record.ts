import { z } from "zod";
import { RemoteError } from "../../shared/errors.ts";
import { protocolIds } from "../../shared/model/protocol.ts";
import type { Credentials } from "../hap/credentials.ts";
import { Secret } from "../runtime/secret.ts";

const Key = z.string().regex(/^[0-9a-f]{64}$/);
const HapRecord = z.object({
  kind: z.literal("hap"),
  ourId: z.string(),
  ourPrivateKey: Key,
  theirId: z.string(),
  theirPublicKey: Key,
});

/** One device in the keychain. Short, because Windows keeps at most 2,560 bytes of it, as UTF-16. */
const Record1 = z.object({
  version: z.literal(1),
  credentials: z.partialRecord(z.enum(protocolIds), HapRecord),
});

/** The one text in which keys leave the program; it goes to the keychain and nowhere else. */
export function formatCredentials(credentials: Credentials): Secret<string> {
  const entries = Object.entries(credentials).map(([protocol, hap]) => [
    protocol,
    {
      kind: hap.kind,
      ourId: hap.ourId,
      ourPrivateKey: Buffer.from(hap.ourPrivateKey.expose()).toString("hex"),
      theirId: hap.theirId,
      theirPublicKey: Buffer.from(hap.theirPublicKey).toString("hex"),
    },
  ]);
  return new Secret(JSON.stringify({ version: 1, credentials: Object.fromEntries(entries) }));
}

/** The other way; throws `storage` for a record that this version does not understand. */
export function parseCredentials(text: Secret<string>): Credentials {
  const record = Record1.safeParse(parseJson(text));
  // The reason is left out on purpose: it could quote the key.
  if (!record.success) throw new RemoteError("storage", "the keychain's record is not readable");
  const entries = Object.entries(record.data.credentials).map(([protocol, hap]) => [
    protocol,
    {
      kind: hap.kind,
      ourId: hap.ourId,
      ourPrivateKey: new Secret(bytesOf(hap.ourPrivateKey)),
      theirId: hap.theirId,
      theirPublicKey: bytesOf(hap.theirPublicKey),
    },
  ]);
  return Object.fromEntries(entries);
}

function parseJson(text: Secret<string>): unknown {
  try {
    return JSON.parse(text.expose());
  } catch {
    return undefined;
  }
}

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}
