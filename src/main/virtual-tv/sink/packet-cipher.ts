import { openBlocks } from "../../crypto/aes-cbc.ts";
import { open } from "../../crypto/chacha.ts";
import type { ReadPacket } from "./rtp-reading.ts";

const NONCE_BYTES = 8;

/** Opens the sound of packets; throws `malformed` for what does not authenticate. */
export interface PacketOpener {
  readonly name: "none" | "aes-cbc" | "chacha20-poly1305";
  open(packet: Pick<ReadPacket, "associated" | "payload">): Uint8Array;
}

export const plain: PacketOpener = { name: "none", open: ({ payload }) => payload };

/** AirPlay 1: whole blocks, the same IV for each packet; what is left over is plain. */
export function aesOpener(key: Uint8Array, iv: Uint8Array): PacketOpener {
  return { name: "aes-cbc", open: ({ payload }) => openBlocks(key, iv, payload) };
}

/** AirPlay 2: the nonce is the packet's last 8 bytes, timestamp and SSRC are authenticated (PA-59). */
export function chachaOpener(key: Uint8Array): PacketOpener {
  return {
    name: "chacha20-poly1305",
    open({ associated, payload }) {
      const end = Math.max(0, payload.length - NONCE_BYTES);
      const nonce = new Uint8Array(12);
      nonce.set(payload.subarray(end), 4);
      return open(key, nonce, payload.subarray(0, end), associated);
    },
  };
}
