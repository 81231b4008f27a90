/** `_mcF` of the `_iMC` event (CO-12): what the foreground app accepts at the moment. */
export const MediaFlag = {
  Play: 0x001,
  Pause: 0x002,
  Next: 0x004,
  Previous: 0x008,
  FastForward: 0x010,
  Rewind: 0x020,
  Volume: 0x100,
  SkipForward: 0x200,
  SkipBackward: 0x400,
} as const;
