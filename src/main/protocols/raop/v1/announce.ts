import { sealForAirPort } from "../../../crypto/airport-key.ts";
import { FRAMES_PER_PACKET, type PacketCipher } from "../../../sound/engine.ts";
import { CHANNELS, SAMPLE_RATE } from "../../../sound/source/source.ts";
import type { HttpResponse } from "../../../wire/http.ts";
import { encodeSdp } from "../../../wire/sdp.ts";
import type { OpenContext } from "../../plugin.ts";
import { throwIfRefused } from "../../rtsp/status.ts";
import type { AnnouncedSound } from "../announced-sound.ts";
import type { RaopSession } from "./raop-session.ts";

/** Refusals that have nothing to do with how the sound is encrypted. */
const OTHER_REFUSALS = new Set([401, 403, 404, 453, 470, 503]);

/**
 * ANNOUNCE (RA-04), in the clear or with a key for the receiver. One that takes RSA and refuses the clear
 * is asked again with a key. Resolves with how packets are to be encrypted.
 */
export async function announceSound(
  session: RaopSession,
  announced: AnnouncedSound,
  context: OpenContext,
): Promise<PacketCipher> {
  let cipher = cipherFor(announced.encryption, context);
  let response = await announce(session, announced, cipher, context);
  const isAboutRsa = cipher.kind === "none" && announced.takesRsa && isOtherRefusal(response);
  if (isAboutRsa) {
    cipher = cipherFor("rsa", context);
    response = await announce(session, announced, cipher, context);
  }
  throwIfRefused(response);
  return cipher;
}

function isOtherRefusal({ status }: HttpResponse): boolean {
  return status >= 400 && !OTHER_REFUSALS.has(status);
}

function cipherFor(encryption: AnnouncedSound["encryption"], { runtime }: OpenContext): AesCipher {
  if (encryption === "none") return { kind: "none" };
  const { random } = runtime;
  return { kind: "aes-cbc", key: random.bytes(16), iv: random.bytes(16) };
}

type AesCipher = Extract<PacketCipher, { kind: "none" | "aes-cbc" }>;

function announce(
  session: RaopSession,
  { codec }: AnnouncedSound,
  cipher: AesCipher,
  { signal }: OpenContext,
): Promise<HttpResponse> {
  const { localAddress, remoteAddress } = session.control.endpoints;
  const body = encodeSdp({
    sessionId: session.id,
    localAddress: withoutZone(localAddress),
    remoteAddress: withoutZone(remoteAddress),
    codec,
    sampleRate: SAMPLE_RATE,
    channels: CHANNELS,
    bitsPerSample: 16,
    framesPerPacket: FRAMES_PER_PACKET,
    ...(cipher.kind === "aes-cbc" && {
      encryption: { sealedKey: sealForAirPort(cipher.key), iv: cipher.iv },
    }),
  });
  session.announced();
  const headers = [["Content-Type", "application/sdp"] as const];
  return session.request({ method: "ANNOUNCE", headers, body, signal });
}

function withoutZone(address: string): string {
  return address.split("%")[0] ?? "";
}
