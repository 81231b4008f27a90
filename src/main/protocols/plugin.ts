import type { RemoteError } from "../../shared/errors.ts";
import type {
  Button,
  ButtonEdge,
  MediaCommand,
  PressAction,
  TouchPhase,
  TouchPoint,
} from "../../shared/model/buttons.ts";
import type { AccessRestriction, DeviceKind } from "../../shared/model/device.ts";
import type { FeatureStates } from "../../shared/model/features.ts";
import type {
  Artwork,
  ArtworkSize,
  NowPlaying,
  OutputDevice,
  RepeatMode,
  ShuffleMode,
} from "../../shared/model/now-playing.ts";
import type { PairingRequirement, ProtocolId } from "../../shared/model/protocol.ts";
import type {
  AccountEntry,
  AppEntry,
  KeyboardState,
  PowerState,
  VolumeState,
} from "../../shared/model/session.ts";
import type { Identity } from "../../shared/model/settings.ts";
import type { SoundCommand } from "../../shared/model/sound.ts";
import type { Credentials, ProtocolCredentials } from "../hap/credentials.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Secret } from "../runtime/secret.ts";
import type { Off, ReadonlySignal } from "../runtime/signal.ts";
import type { LegCounts, SoundSession } from "../sound/engine.ts";
import type { RemotePass } from "../sound/remote/sound-remote.ts";

/** TXT entries by lower-case key. Bytes, because devices put raw bytes there (edge case E13). */
export interface TxtRecord {
  readonly entries: ReadonlyMap<string, Uint8Array | true>;
  /** UTF-8 with replacement, no-break spaces as spaces; undefined when absent, "" when empty or valueless. */
  text(key: string): string | undefined;
}

/** One resolved DNS-SD service: an instance with a port and at least one address. */
export interface AdvertisedService {
  /** Lower case without domain, such as `_companion-link._tcp`. */
  readonly type: string;
  /** The first label, exactly as announced. */
  readonly instance: string;
  readonly host: string;
  /** Best first: IPv4 before global IPv6 before link-local IPv6 (with %zone). */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly txt: TxtRecord;
}

/** What a device is, as far as one service tells. Absent: that service does not say. */
export interface DeviceFacts {
  readonly kind?: DeviceKind;
  readonly rawModel?: string;
  readonly os?: "tvOS" | "legacy" | "macOS" | "AirPortOS" | "third-party";
  readonly osVersion?: string;
  readonly build?: string;
  readonly mac?: string;
  readonly outputDeviceId?: string;
  readonly manufacturer?: string;
}

/** One service seen through its protocol. Pure. */
export interface ServiceDescription {
  readonly protocol: ProtocolId;
  /** Stable identifiers only; never a name, an address or a Bluetooth address. Best first. */
  readonly identifiers: readonly string[];
  /** The device's name as this service gives it; undefined when it gives none. */
  readonly name?: string;
  readonly port: number;
  readonly pairing: PairingRequirement;
  readonly requiresPassword: boolean;
  /** Whom it keeps out, as far as it announces that. */
  readonly restriction?: AccessRestriction;
  readonly enabled: boolean;
  readonly facts: DeviceFacts;
  /** A secret that the advertisement itself carries (Home Sharing's group id). */
  readonly advertisedCredential?: string;
}

/** A device as discovery or a settings file describes it: what a plug-in needs to plan channels. */
export interface DeviceDescription {
  readonly identifiers: readonly string[];
  readonly name: string;
  readonly addresses: readonly string[];
  readonly services: readonly (ServiceDescription & {
    readonly advertised: AdvertisedService | null;
  })[];
}

/**
 * Everything a channel may be able to do. One member an operation, so that the relay picks per
 * operation. A member that is absent is unsupported by that protocol.
 */
export interface Operations {
  press(button: Button, action: PressAction): Promise<void>;
  button(button: Button, edge: ButtonEdge): Promise<void>;
  media(command: MediaCommand): Promise<void>;
  /** Seconds; negative is back. */
  skip(seconds: number): Promise<void>;
  volumeStep(direction: "up" | "down"): Promise<void>;
  /** Percent; resolves with the volume the device reports. */
  setVolume(percent: number): Promise<void>;
  /** Seconds from the start. Rejects with `rejected` when the device says no. */
  seek(seconds: number): Promise<void>;
  setShuffle(mode: ShuffleMode): Promise<void>;
  setRepeat(mode: RepeatMode): Promise<void>;
  /** Ids of `NowPlaying.audio` and `.subtitles`; null switches subtitles off. `not-found` for others. */
  selectAudio(id: string): Promise<void>;
  selectSubtitles(id: string | null): Promise<void>;
  /** The picture of what plays now, or null when there is none. Never rejects for a bad picture. */
  artwork(size: ArtworkSize): Promise<Artwork | null>;
  addOutputs(ids: readonly string[]): Promise<void>;
  removeOutputs(ids: readonly string[]): Promise<void>;
  setOutputs(ids: readonly string[]): Promise<void>;
  /** Percent, of one speaker of the group. */
  setOutputVolume(id: string, percent: number): Promise<void>;
  turnOn(): Promise<void>;
  turnOff(): Promise<void>;
  appList(): Promise<readonly AppEntry[]>;
  launchApp(target: string): Promise<void>;
  accountList(): Promise<readonly AccountEntry[]>;
  switchAccount(id: string): Promise<void>;
  /** Null when no field has the focus; the other three then reject with `unavailable`. */
  textGet(): Promise<string | null>;
  textSet(text: string): Promise<string>;
  textAppend(text: string): Promise<string>;
  textClear(): Promise<void>;
  swipe(from: TouchPoint, to: TouchPoint, durationMs: number): Promise<void>;
  touch(phase: TouchPhase, at: TouchPoint): Promise<void>;
  click(action: PressAction): Promise<void>;
  /**
   * Has the device fetch and play something. Resolves once it took it; how it goes on is in the
   * channel's state, which leads from now on. Rejects with `unpaired` (subject `password` when it
   * wants that), `unsupported` (no way of playing is left), `rejected`, `busy` or `cancelled`. What
   * this channel played before is ended first.
   */
  playMedia(item: MediaItem, signal: AbortSignal): Promise<MediaPlayback>;
  /**
   * Makes the device one of the speakers of a session. Resolves once sound is on its way there; how it
   * goes on is in the channel's state, which leads from now on (IF-030 to IF-033), and in `ended`.
   * Rejects with `unpaired` (subject `password` when it wants that), `unavailable` (subject `in-use`:
   * 453), `unsupported`, `rejected`, `refused`, `timeout` (subject `audio-setup`: it let us in and never
   * answered; tvOS 27 does that), `busy` (it is one already) or `cancelled`, and leaves nothing behind
   * (QK-09).
   */
  playSound(join: SoundJoin, signal: AbortSignal): Promise<SoundPart>;
}
export type OperationName = keyof Operations;

/** Something that the device fetches by itself. */
export interface MediaItem {
  /** Its address as the device reaches it; `localAddress` is ours on the way to the device. */
  urlFor(localAddress: string): Promise<string>;
  /** For what is shown while it plays. */
  readonly title: string;
  /** Null: not known. */
  readonly mimeType: string | null;
  /** Seconds from the start at which to begin. */
  readonly startS: number;
  /** Seconds; null: not known. */
  readonly durationS: number | null;
}

export interface SoundJoin {
  readonly session: SoundSession;
  /** Percent to begin with; null: what the device says it has, else 33 (RA-13, IF-120). */
  readonly volume: number | null;
  /** Milliseconds by which it sounds later than the others; negative is earlier. */
  readonly delayMs: number;
  /** For the headers `DACP-ID` and `Active-Remote`. */
  readonly pass: Pick<RemotePass, "dacpId" | "activeRemote">;
  /** What the device's own controls mean while it plays: the session's, not the speaker's alone. */
  readonly controls: {
    command(command: SoundCommand): Promise<void>;
    /** Seconds from the start. */
    seek(seconds: number): Promise<void>;
  };
}

export type SoundEnd =
  /** By us, or the session was closed. */
  | { readonly kind: "left" }
  /** Somebody else plays there now, or it was taken away there. */
  | { readonly kind: "interrupted" }
  | { readonly kind: "failed"; readonly error: RemoteError };

/** One device's part in a session. Its volume is the channel's `state.volume` and `setVolume`. */
export interface SoundPart {
  /** Resolves exactly once, with nothing left open. */
  readonly ended: Promise<SoundEnd>;
  setDelay(delayMs: number): void;
  counts(): Promise<LegCounts>;
  /** TEARDOWN. Idempotent; never rejects. */
  leave(): Promise<void>;
}

export type MediaEnd =
  /** It played to its end. */
  | { readonly kind: "finished" }
  /** By us, with `stop`. */
  | { readonly kind: "stopped" }
  /** On the device, or because something else was played there. */
  | { readonly kind: "interrupted" }
  | { readonly kind: "failed"; readonly error: RemoteError };

export interface MediaPlayback {
  /** Resolves exactly once. */
  readonly ended: Promise<MediaEnd>;
}

/** What a channel knows about the device. Undefined: this protocol does not tell. Whole each time. */
export interface ChannelState {
  readonly features: FeatureStates;
  readonly power?: PowerState;
  readonly volume?: VolumeState;
  readonly keyboard?: KeyboardState;
  /** Null: this protocol tells what plays, and nothing does. */
  readonly nowPlaying?: NowPlaying | null;
  readonly outputs?: readonly OutputDevice[];
  /** What the device says of itself once it is connected, such as its build. */
  readonly facts?: DeviceFacts;
  /**
   * Operations that this channel carries out before any other, for as long as it plays what we sent
   * (parity IF-030 to IF-033). `nowPlaying` leads with them.
   */
  readonly leads?: readonly OperationName[];
}

export type CloseReason =
  | { readonly kind: "asked" }
  /** The device ended it in order. */
  | { readonly kind: "ended" }
  | { readonly kind: "failed"; readonly error: RemoteError };

/** An open, authenticated connection of one protocol. */
export interface Channel {
  readonly protocol: ProtocolId;
  readonly operations: Partial<Operations>;
  readonly state: ReadonlySignal<ChannelState>;
  /** Resolves exactly once. */
  readonly closed: Promise<CloseReason>;
  /**
   * Asks the device for a sign of life; rejects with `lost` or `timeout` and closes when there is
   * none within `timeoutMs`, by default what suits the protocol.
   */
  probe(timeoutMs?: number): Promise<void>;
  /** Orderly and idempotent; resolves when nothing is left open. */
  close(): Promise<void>;
}

/**
 * How one protocol would reach the device. Planning does no I/O. Several plans of one protocol are
 * ways to the same channel: they are tried one after the other, best first, until one opens.
 */
export interface ChannelPlan {
  readonly protocol: ProtocolId;
  /** Which of them it is, for the log. */
  readonly way: string;
  /** Among plans of one protocol the lowest is tried first. */
  readonly rank: number;
  /**
   * Holds no connection while nothing is asked of it, so that opening it proves nothing: it neither
   * makes a session ready beside other channels nor keeps one alive. Where a device has nothing else,
   * its `probe` is asked first.
   */
  readonly standby?: true;
  /** Rejects with `refused`, `timeout`, `lost`, `unpaired`, `malformed`; leaves nothing open. */
  open(context: OpenContext): Promise<Channel>;
}

export interface OpenContext {
  readonly runtime: Runtime;
  readonly signal: AbortSignal;
  readonly identity: Identity;
  /** The name to show on the TV. */
  readonly controllerName: string;
  /** Of a device that has no volume but that of the sound we send. */
  readonly volume?: RememberedVolume;
}

/** How loud sound is to be there from the next time on that it is sent. */
export interface RememberedVolume {
  /** Percent; null: nobody has said yet. */
  percent(): number | null;
  set(percent: number): void;
  onChange(listener: () => void): Off;
}

export interface PairingTarget {
  readonly device: DeviceDescription;
  readonly controllerName: string;
  readonly identity: Identity;
  /** What its owner set for everybody, where that is kept: some ask for it before they show a code. */
  readonly password?: Secret<string>;
}

/**
 * Pairing with one device over one protocol; the device shows a PIN. `begin` makes it appear.
 * Errors: `backoff` (retryAfterS), `busy`, `full`, `unavailable`, `wrong-pin`, `rejected`, `lost`, `timeout`.
 * After any error the dialogue is over: close it and start another.
 */
export interface PairingDialogue {
  begin(signal: AbortSignal): Promise<void>;
  finish(pin: string, signal: AbortSignal): Promise<ProtocolCredentials>;
  close(): void;
}

/** What a person does on the device when we show the PIN. */
export interface PairingInvitation {
  readonly pin: string;
  /** As the device lists us. */
  readonly remoteName: string;
}

/**
 * Pairing turned round (DMAP): we announce ourselves and show the PIN, and the device calls.
 * Errors: `timeout`, `unavailable` (nowhere to announce), `cancelled`.
 */
export interface TurnedPairingDialogue {
  /** Resolves once the device can see us. */
  begin(signal: AbortSignal): Promise<PairingInvitation>;
  /** Resolves when the device called with the right code. `onRefused`: it called with another one. */
  paired(signal: AbortSignal, onRefused: () => void): Promise<ProtocolCredentials>;
  close(): void;
}

export interface ProtocolPlugin {
  readonly id: ProtocolId;
  readonly serviceTypes: readonly string[];
  /** Undefined: not a service of ours after all. `siblings` are all services of the same device. */
  describe(
    service: AdvertisedService,
    siblings: readonly AdvertisedService[],
  ): ServiceDescription | undefined;
  /**
   * Plans without any credential mean that the device is controlled without pairing. A remembered
   * service has no advertisement: its `facts` still say which model it is.
   */
  plan(device: DeviceDescription, credentials: Credentials): readonly ChannelPlan[];
  /**
   * Whether the device takes these keys for this protocol, without opening a channel: `refused`
   * only when it said so. Undefined: this plug-in needs no key of its own.
   */
  readonly accepts?: (
    device: DeviceDescription,
    credentials: Credentials,
    context: OpenContext,
  ) => Promise<"accepted" | "refused" | "unreachable" | "not-needed">;
  readonly pairing?: (target: PairingTarget, runtime: Runtime) => PairingDialogue;
  /** Instead of `pairing`. */
  readonly turnedPairing?: (target: PairingTarget, runtime: Runtime) => TurnedPairingDialogue;
}
