/**
 * What the data of a tag is. Numbers are unsigned and big-endian; the width is the one that is
 * written, any of 1 to 8 bytes is read.
 */
export type DmapKind = "u8" | "u16" | "u32" | "u64" | "bool" | "text" | "bytes" | "container";

/**
 * Tags by their four characters: kind and DAAP/DACP name, as far as one is known. From the content
 * codes that servers list themselves, and another implementation (docs/protocols/dmap.md#tags).
 */
export const dmapTags = {
  // Envelopes
  mlog: ["container", "dmap.loginresponse"],
  msrv: ["container", "dmap.serverinforesponse"],
  mccr: ["container", "dmap.contentcodesresponse"],
  mdcl: ["container", "dmap.dictionary"],
  mlcl: ["container", "dmap.listing"],
  mlit: ["container", "dmap.listingitem"],
  mupd: ["container", "dmap.updateresponse"],
  avdb: ["container", "daap.serverdatabases"],
  aply: ["container", "daap.databaseplaylists"],
  caci: ["container", "dacp.controlint"],
  casp: ["container", "dacp.speakers"],
  cmcp: ["container", "dmcp.controlprompt"],
  cmgt: ["container", "dmcp.getpropertyresponse"],
  cmpa: ["container", "dacp.pairinganswer"],
  cmst: ["container", "dmcp.playstatus"],
  ceQR: ["container", "com.apple.itunes.playqueue-contents-response"],
  // dmap: what every answer has
  mlid: ["u32", "dmap.sessionid"],
  mstt: ["u32", "dmap.status"],
  msts: ["text", "dmap.statusstring"],
  mrco: ["u32", "dmap.returnedcount"],
  mtco: ["u32", "dmap.containercount"],
  mimc: ["u32", "dmap.itemcount"],
  muty: ["u8", "dmap.updatetype"],
  musr: ["u32", "dmap.serverrevision"],
  miid: ["u32", "dmap.itemid"],
  minm: ["text", "dmap.itemname"],
  mper: ["u64", "dmap.persistentid"],
  mcnm: ["text", "dmap.contentcodesnumber"],
  mcna: ["text", "dmap.contentcodesname"],
  mcty: ["u16", "dmap.contentcodestype"],
  // dmap: what a server says of itself
  mpro: ["u32", "dmap.protocolversion"],
  msal: ["bool", "dmap.supportsautologout"],
  msau: ["u8", "dmap.authenticationmethod"],
  msas: ["u8", "dmap.authenticationschemes"],
  msbr: ["bool", "dmap.supportsbrowse"],
  mscu: ["u64", ""],
  msdc: ["u32", "dmap.databasescount"],
  msed: ["bool", "dmap.supportsedit"],
  msex: ["bool", "dmap.supportsextensions"],
  msix: ["bool", "dmap.supportsindex"],
  mslr: ["bool", "dmap.loginrequired"],
  msma: ["u64", "dmap.speakermachineaddress"],
  mspi: ["bool", "dmap.supportspersistentids"],
  msqy: ["bool", "dmap.supportsquery"],
  msrs: ["bool", "dmap.supportsresolve"],
  msup: ["bool", "dmap.supportsupdate"],
  mstc: ["u32", "dmap.utctime"],
  mstm: ["u32", "dmap.timeoutinterval"],
  msto: ["u32", "dmap.utcoffset"],
  // daap
  apro: ["u32", "daap.protocolversion"],
  asai: ["u64", "daap.songalbumid"],
  asal: ["text", "daap.songalbum"],
  asar: ["text", "daap.songartist"],
  asgn: ["text", "daap.songgenre"],
  asse: ["u64", ""],
  astm: ["u32", "daap.songtime"],
  ated: ["bool", "daap.supportsextradata"],
  atCV: ["u32", ""],
  atSV: ["u32", ""],
  // com.apple.itunes
  aeFP: ["u8", "com.apple.itunes.req-fplay"],
  aeFR: ["u8", ""],
  aeGs: ["bool", "com.apple.itunes.can-be-genius-seed"],
  aeSV: ["u32", "com.apple.itunes.music-sharing-version"],
  aeSX: ["u64", ""],
  aead: ["bytes", ""],
  aelb: ["bool", "com.apple.itunes.like-button"],
  aels: ["u8", "com.apple.itunes.liked-state"],
  asgr: ["u16", "com.apple.itunes.gapless-resy"],
  ceGS: ["text", "com.apple.itunes.genius-selectable"],
  ceMQ: ["bool", ""],
  ceNQ: ["u32", ""],
  ceNR: ["bytes", ""],
  ceQA: ["u8", ""],
  ceQU: ["bool", ""],
  ceQu: ["bool", ""],
  // A binary property list about what plays, such as a shop's identifier.
  ceSD: ["bytes", "playing metadata"],
  // dacp: what plays
  caar: ["u32", "dacp.availablerepeatstates"],
  caas: ["u32", "dacp.availableshufflestates"],
  cafe: ["bool", "dacp.fullscreenenabled"],
  cafs: ["u8", "dacp.fullscreen"],
  caia: ["bool", "dacp.isactive"],
  caks: ["u8", ""],
  cana: ["text", "dacp.nowplayingartist"],
  cang: ["text", "dacp.nowplayinggenre"],
  canl: ["text", "dacp.nowplayingalbum"],
  cann: ["text", "dacp.nowplayingname"],
  canp: ["bytes", "dacp.nowplayingids"],
  cant: ["u32", "dacp.remainingtime"],
  caov: ["u8", ""],
  capl: ["bytes", ""],
  capr: ["u32", "dacp.protocolversion"],
  caps: ["u8", "dacp.playstatus"],
  carp: ["u8", "dacp.repeatstate"],
  casa: ["u32", ""],
  casc: ["u8", ""],
  cash: ["u8", "dacp.shufflestate"],
  cass: ["u8", ""],
  cast: ["u32", "dacp.tracklength"],
  casu: ["u8", "dacp.su"],
  cavc: ["bool", "dacp.volumecontrollable"],
  cave: ["bool", "dacp.visualizerenabled"],
  cavs: ["u8", "dacp.visualizer"],
  // dmcp: control
  cmbe: ["text", "dmcp.controlpromptevent"],
  cmcc: ["text", "dmcp.controlpromptcommand"],
  cmce: ["text", ""],
  cmcv: ["bytes", ""],
  cmik: ["u8", ""],
  cmmk: ["u32", "dmcp.mediakind"],
  cmnm: ["text", "dacp.devicename"],
  cmpg: ["u64", "dacp.pairingguid"],
  cmpr: ["u32", "dmcp.protocolversion"],
  cmrl: ["u8", ""],
  cmsb: ["u8", ""],
  cmsc: ["u8", ""],
  cmsp: ["u8", ""],
  cmsr: ["u32", "dmcp.serverrevision"],
  cmsv: ["u8", ""],
  cmte: ["text", ""],
  cmty: ["text", "dacp.devicetype"],
  cmvo: ["u32", "dmcp.volume"],
} as const satisfies Readonly<Record<string, readonly [kind: DmapKind, name: string]>>;

export type DmapTag = keyof typeof dmapTags;

export interface DmapTagInfo {
  /** The four characters. */
  readonly tag: string;
  readonly kind: DmapKind;
  /** The four characters as they are sent, a big-endian number. */
  readonly code: number;
}

const infos: readonly DmapTagInfo[] = Object.entries(dmapTags).map(([tag, [kind]]) => ({
  tag,
  kind,
  code: [...tag].reduce((code, character) => (code << 8) | character.charCodeAt(0), 0),
}));

/** A power of two, several times as many as there are tags. */
const SLOTS = 1024;
const slotOf = (code: number) => Math.imul(code, 0x9e37_79b1) >>> 22;
/** By `slotOf`, or the next place that was free: a Map would put each number into an object first. */
const bySlot: readonly (DmapTagInfo | undefined)[] = infos.reduce((slots, info) => {
  let slot = slotOf(info.code);
  while (slots[slot] !== undefined) slot = (slot + 1) % SLOTS;
  slots[slot] = info;
  return slots;
}, new Array<DmapTagInfo | undefined>(SLOTS).fill(undefined));

/**
 * By the four characters as they are sent, a big-endian number of 32 bits, signed. Undefined: a tag
 * that nobody here has met.
 */
export function dmapTagOfCode(code: number): DmapTagInfo | undefined {
  let slot = slotOf(code);
  for (;;) {
    const info = bySlot[slot];
    if (info === undefined || info.code === code) return info;
    slot = (slot + 1) % SLOTS;
  }
}
