import type { RsaReceiver } from "../crypto/rsa-receiver.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Secret } from "../runtime/secret.ts";
import type { PlistRecord } from "../wire/bplist.ts";
import type { AirplayAccess } from "./advertisement.ts";
import type { AirplayFaults } from "./airplay-faults.ts";
import type { AirplayVideo } from "./airplay-video.ts";
import type { TvIdentity } from "./identity.ts";
import type { MrpLink, MrpPeer } from "./mrp-peer.ts";
import type { PairingDesk } from "./pairing-desk.ts";
import type { Speaker } from "./sink/speaker.ts";
import type { Television } from "./television.ts";

/** What all AirPlay connections of one TV share. */
export interface AirplayContext {
  readonly runtime: Runtime;
  readonly television: Television;
  readonly identity: TvIdentity;
  readonly desk: PairingDesk;
  readonly faults: AirplayFaults;
  readonly access: AirplayAccess;
  /** For `access` "password"; without one, nobody knows it. */
  readonly password?: Secret<string>;
  readonly video: AirplayVideo;
  /** Where sound goes. */
  readonly speaker: Speaker;
  /** For sound that is encrypted by RSA and AES; without one it is noise. */
  readonly rsa?: RsaReceiver;
  /** Where clocks of PTP are listened for. */
  readonly ptpPorts: { readonly event: number; readonly general: number };
  /** The answer to SETUP asks to leave RECORD out, as tvOS 27 does. */
  readonly skipRecord: boolean;
  /** `/info` as whoever is at that address and port gets it. */
  info(sender: string): PlistRecord;
  /** MediaRemote's other side on one data channel. */
  openPeer(link: MrpLink): MrpPeer;
}
