import type { PairingStore } from "../hap/accessory.ts";
import type { InterfaceAddress } from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Secret } from "../runtime/secret.ts";
import type { AirplayAccess } from "./advertisement.ts";
import type { TvModel } from "./model.ts";
import type { TvState } from "./tv-state.ts";

export interface VirtualTvOptions {
  readonly runtime: Runtime;
  /** By default an Apple TV 4K with tvOS 26. */
  readonly model?: TvModel;
  /** Who may use AirPlay; by default everyone with the PIN, or on a HomePod simply everyone. */
  readonly access?: AirplayAccess;
  /** For `access` "password"; without one, no password is right. */
  readonly airplayPassword?: Secret<string>;
  readonly name?: string;
  /** Four digits; otherwise each pairing shows another one. */
  readonly pin?: string;
  /** Address to listen on; by default every one. */
  readonly host?: string;
  /** Port of Companion; by default a free one. */
  readonly port?: number;
  /** Port of AirPlay; by default a free one. */
  readonly airplayPort?: number;
  /** Port of Home Sharing; by default a free one. */
  readonly dmapPort?: number;
  /** False: Companion does not say that it takes a PIN, as on systems before tvOS 15. Default true. */
  readonly companionPairs?: boolean;
  /** Such as "27.0", instead of its model's own. */
  readonly osVersion?: string;
  /** AirPlay's answer to SETUP asks to leave RECORD out, as tvOS 27 does. Default false. */
  readonly skipRecord?: boolean;
  /** False: no mDNS; clients are told the port. Default true. */
  readonly advertise?: boolean;
  /** On which interface addresses to be seen; by default on all. */
  readonly interfaces?: (entry: InterfaceAddress) => boolean;
  readonly volume?: Partial<TvState["volume"]>;
  /** Its owner has put it into a Home Sharing group, where the model knows such. Default false. */
  readonly homeSharing?: boolean;
  /** 32 bytes from which its whole identity follows; otherwise it is another TV each time. */
  readonly seed?: Secret;
  /** Port of AirPlay 1 sound, on models where that has one of its own; by default a free one. */
  readonly raopPort?: number;
  /** Seconds of sound that its speaker keeps, for whoever looks; by default 60. */
  readonly soundKeptS?: number;
  /** PEM of an RSA key: takes sound encrypted for it (`et` 1) and signs what it is asked to. */
  readonly soundKey?: Secret<string>;
  /** Where it listens for clocks of PTP; by default 319 and 320, as everybody. */
  readonly ptpPorts?: { readonly event: number; readonly general: number };
  /** The remotes it knows; by default none. */
  readonly pairings?: PairingStore;
}
