/** Ways to misbehave on the wire, read anew for each frame. */
export interface WireFaults {
  /** Frames still sent before the connection is reset; null for no limit. */
  framesLeft: number | null;
  delayMs: number;
  /** Each frame leaves in pieces of so many bytes; 0 for whole ones. */
  pieceBytes: number;
  /** One bit of the next frame's last byte is flipped. */
  garbleNext: boolean;
  /** Nothing is read and nothing is sent, and no connection is closed. */
  halfOpen: boolean;
}

export function quietWire(): WireFaults {
  return { framesLeft: null, delayMs: 0, pieceBytes: 0, garbleNext: false, halfOpen: false };
}
