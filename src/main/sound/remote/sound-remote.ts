import type { SoundCommand } from "../../../shared/model/sound.ts";
import type { InterfaceAddress } from "../../runtime/network.ts";
import type { Runtime } from "../../runtime/runtime.ts";

/** Buttons of a receiver, as they reach whoever sends to it (DACP). */
export type RemoteRequest =
  | { readonly kind: "command"; readonly command: SoundCommand }
  | { readonly kind: "volume-step"; readonly direction: "up" | "down" }
  /** Percent, of the receiver that asks. */
  | { readonly kind: "volume"; readonly percent: number }
  | { readonly kind: "mute" };

/** What a receiver reads here (dmcp.volume, playstatusupdate). */
export interface RemoteView {
  readonly state: "stopped" | "paused" | "playing";
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly genre: string | null;
  /** Milliseconds; null: not known. */
  readonly durationMs: number | null;
  readonly remainingMs: number | null;
  /** Percent, of the receiver that asks. */
  readonly volume: number | null;
}

/** Who listens to one receiver's buttons. */
export interface RemoteListener {
  /** Rejections become a status of HTTP. */
  request(request: RemoteRequest): Promise<void>;
  /** By so many seconds, negative is back (its buttons of winding). Absent: it cannot. */
  skip?(seconds: number): Promise<void>;
  view(): RemoteView;
}

/** How a receiver finds itself on the list of speakers that it reads here. */
export interface RemoteSpeaker {
  readonly name: string;
  /** Its 48 bits: what its RAOP service is called before the `@`, `deviceid` of its AirPlay service. */
  readonly machine: bigint;
}

/** A door for one receiver: what it shows to get in. */
export interface RemotePass {
  /** 64 bits as 16 upper-case hexadecimal digits: the header `DACP-ID`, and the name it is announced under. */
  readonly dacpId: string;
  /** 32 bits, decimal in the header `Active-Remote`. */
  readonly activeRemote: number;
  close(): void;
}

/** The DACP server of a session: announced as `iTunes_Ctrl_<DACP-ID>` of `_dacp._tcp`. */
export interface SoundRemote {
  /** Without a speaker it is on its own list under no number, and reads its volume as 0 there. */
  admit(listener: RemoteListener, speaker?: RemoteSpeaker): RemotePass;
  /** Withdraws the announcement. Idempotent. */
  close(): Promise<void>;
}

export interface SoundRemoteOptions {
  /**
   * Which addresses of this machine to be announced on. By default all that lead out of it; those
   * inside when there are no others.
   */
  readonly interfaces?: (entry: InterfaceAddress) => boolean;
}

/**
 * Listens on a free port of every address and announces it (`openSoundRemote` of
 * sound/remote/open-sound-remote.ts). Rejects with `unavailable` when no port can be opened; an
 * interface that cannot announce is logged and left out.
 */
export type OpenSoundRemote = (
  runtime: Runtime,
  options?: SoundRemoteOptions,
) => Promise<SoundRemote>;
