/**
 * What is in MP4 and QuickTime files, by sample entry (the registry is mp4ra.org), and whether an Apple
 * TV plays it. Played: what Apple's technical specifications of Apple TV HD and Apple TV 4K name (H.264,
 * HEVC Main and Main 10, Dolby Vision, MPEG-4; AAC, HE-AAC, MP3, Apple Lossless, FLAC, AC-3, E-AC-3, and
 * the uncompressed sound of AIFF and WAV). What they do not name is an obstacle, which a person may ignore.
 */
export interface CodecRow {
  readonly name: string;
  readonly plays: boolean;
}

const plays = (name: string): CodecRow => ({ name, plays: true });
const not = (name: string): CodecRow => ({ name, plays: false });

const PCM = plays("PCM");
const ENCRYPTED = not("a film with copy protection");
const PRO_RES = not("ProRes");
const DTS = not("DTS");

export const codecRows: Readonly<Record<string, CodecRow>> = {
  avc1: plays("H.264"),
  avc3: plays("H.264"),
  hvc1: plays("HEVC"),
  dvh1: plays("Dolby Vision"),
  dva1: plays("Dolby Vision"),
  mp4v: plays("MPEG-4"),
  // Its parameters are among the pictures; Apple's players want them ahead ("hvc1").
  hev1: not("HEVC of the form hev1"),
  dvhe: not("Dolby Vision of the form dvhe"),
  av01: not("AV1"),
  vp08: not("VP8"),
  vp09: not("VP9"),
  vvc1: not("VVC"),
  apch: PRO_RES,
  apcn: PRO_RES,
  apcs: PRO_RES,
  apco: PRO_RES,
  ap4h: PRO_RES,
  ap4x: PRO_RES,
  jpeg: not("Motion JPEG"),
  mjpa: not("Motion JPEG"),
  mjpb: not("Motion JPEG"),
  s263: not("H.263"),
  h263: not("H.263"),
  SVQ1: not("Sorenson Video"),
  SVQ3: not("Sorenson Video"),
  cvid: not("Cinepak"),
  AVdn: not("DNxHD"),
  FFV1: not("FFV1"),
  encv: ENCRYPTED,
  drmi: ENCRYPTED,
  mp4a: plays("AAC"),
  alac: plays("Apple Lossless"),
  fLaC: plays("FLAC"),
  "ac-3": plays("AC-3"),
  "ec-3": plays("E-AC-3"),
  mp3: plays("MP3"),
  lpcm: PCM,
  ipcm: PCM,
  fpcm: PCM,
  sowt: PCM,
  twos: PCM,
  in24: PCM,
  in32: PCM,
  fl32: PCM,
  fl64: PCM,
  raw: PCM,
  ulaw: PCM,
  alaw: PCM,
  ima4: PCM,
  Opus: not("Opus"),
  dtsc: DTS,
  dtsh: DTS,
  dtsl: DTS,
  dtse: DTS,
  dtsx: DTS,
  mlpa: not("Dolby TrueHD"),
  "ac-4": not("AC-4"),
  samr: not("AMR"),
  sawb: not("AMR"),
  enca: ENCRYPTED,
  drms: ENCRYPTED,
};

/** `mp4a` and `mp4v` carry many kinds: the object types of mp4ra.org, in hexadecimal. */
export const objectTypeRows: Readonly<Record<string, CodecRow>> = {
  "20": plays("MPEG-4"),
  "40": plays("AAC"),
  "66": plays("AAC"),
  "67": plays("AAC"),
  "68": plays("AAC"),
  "69": plays("MP3"),
  "6b": plays("MP3"),
  a5: plays("AC-3"),
  a6: plays("E-AC-3"),
  "60": not("MPEG-2"),
  "61": not("MPEG-2"),
  "62": not("MPEG-2"),
  "63": not("MPEG-2"),
  "64": not("MPEG-2"),
  "65": not("MPEG-2"),
  "6a": not("MPEG-1"),
  "6c": not("Motion JPEG"),
  a9: DTS,
  aa: DTS,
  ab: DTS,
  ac: DTS,
  ad: not("Opus"),
  dd: not("Vorbis"),
};

/** H.264's profile_idc (ITU-T H.264, Annex A), in hexadecimal, that no Apple TV decodes. */
export const h264Rows: Readonly<Record<string, CodecRow>> = {
  "6e": not("H.264 with 10 bits"),
  "7a": not("H.264 with 4:2:2 colours"),
  f4: not("H.264 with 4:4:4 colours"),
  "2c": not("H.264 with 4:4:4 colours"),
};

/** HEVC's general_profile_idc (ITU-T H.265, Annex A) beyond Main, Main 10 and Main Still Picture. */
export const hevcRows: Readonly<Record<string, CodecRow>> = {
  "4": not("HEVC with range extensions"),
  "9": not("HEVC with screen content extensions"),
};
