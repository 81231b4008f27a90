import {
  constants,
  createPublicKey,
  type KeyObject,
  publicDecrypt,
  publicEncrypt,
} from "node:crypto";

/**
 * The RSA key that every receiver of AirPlay 1 has the private half of, in base64url as JWK has it.
 * A public fact: it is part of every sender since iTunes 4.6, and of shairport-sync and PulseAudio.
 */
const MODULUS =
  "59dE8qLieItsH1WgjrcFRKj6eUWqi-bGLOX1HL3U3GhC_j0Qg90u3sG_1CUtwC5vOYvfDmFI6oSFXi5ELabWJmT2dKHz" +
  "BJKa3k9ok-8t9ucRqMd6DZHJ2YCCLlDRKSKv6kDqnw4UwPdpOMXziC_AMj3Z_lUVX1G7WSHCAWKf1zNS1eLvqr-boEjX" +
  "uBOitnZ_bDzPHrTOZz0Dew0uowxf_-sG-NCK3eQJVxqcaJ_vEHKIVd2M-5qL71yJQ-87X6oV3eaYvt3zWZYD6z5vYTcr" +
  "tij2VZ9Zmni_UAaHqn9JdsBWLUEpVviYnhimNVvYFZeCXg_IdTQ-x4IRdiXNv5hEew";
const EXPONENT = "AQAB";

export interface RsaPublicKey {
  /** Base64url. */
  readonly modulus: string;
  readonly exponent: string;
}

export const airPortKey: RsaPublicKey = { modulus: MODULUS, exponent: EXPONENT };

/** A short secret for whoever has the private half: RSA with OAEP and SHA-1. Another one each time. */
export function sealForAirPort(secret: Uint8Array, key: RsaPublicKey = airPortKey): Uint8Array {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return new Uint8Array(publicEncrypt({ key: imported(key), padding, oaepHash: "sha1" }, secret));
}

/** What was signed with the private half (PKCS #1 v1.5, without a digest); undefined: it was not. */
export function openFromAirPort(
  signature: Uint8Array,
  key: RsaPublicKey = airPortKey,
): Uint8Array | undefined {
  try {
    const padding = constants.RSA_PKCS1_PADDING;
    return new Uint8Array(publicDecrypt({ key: imported(key), padding }, signature));
  } catch {
    return undefined;
  }
}

function imported({ modulus, exponent }: RsaPublicKey): KeyObject {
  return createPublicKey({ key: { kty: "RSA", n: modulus, e: exponent }, format: "jwk" });
}
