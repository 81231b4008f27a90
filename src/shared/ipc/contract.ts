import { z } from "zod";
import type { ErrorBody } from "../errors.ts";
import type { AppSnapshot, DevicesSnapshot, SettingsSnapshot } from "../model/app.ts";
import { buttons, mediaCommands, pressActions, touchPhases } from "../model/buttons.ts";
import type { FileOffer } from "../model/media.ts";
import { type Artwork, repeatModes, shuffleModes } from "../model/now-playing.ts";
import type { PairingSnapshot } from "../model/pairing.ts";
import { protocolIds } from "../model/protocol.ts";
import type { AccountEntry, AppEntry, SessionSnapshot } from "../model/session.ts";
import { PreferencesChange } from "../model/settings.ts";
import {
  MAX_SPEAKER_DELAY_MS,
  type SoundOffer,
  type SoundSnapshot,
  soundCommands,
} from "../model/sound.ts";
import type { TvScreen } from "../model/tv-screen.ts";
import type { CallName, EventName } from "./names.ts";

/**
 * One contract for every way into the main process: the windows over Electron's IPC, the command
 * line over a local socket. Arguments are validated where they arrive; results are ours and typed.
 */
interface Call<A extends z.ZodTuple, R> {
  readonly args: A;
  /** Phantom: the result's type. Never set. */
  readonly result?: R;
}
function call<R>() {
  return <const A extends z.ZodTuple>(args: A): Call<A, R> => ({ args });
}

const DeviceIdArg = z.string().min(1).max(200);
const Text = z.string().max(10_000);
const Coordinate = z.number().min(0).max(1000);
/** A pairing code as typed; devices show four digits. */
const Pin = z.string().regex(/^\d{4,8}$/);
/** An IPv4 or IPv6 address, or a host name; never a URL. */
export const HostArg = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[0-9A-Za-z.:%_-]+$/);
const OutputIds = z.array(z.string().min(1).max(200)).min(1).max(50);
/** An http or https address, or what `media.offerFile` gave. */
export const MediaSourceArg = z.union([
  z.object({ url: z.url({ protocol: /^https?$/ }).max(8000) }),
  z.object({ offer: z.string().min(1).max(100) }),
]);
const SoundItemId = z.string().min(1).max(100);
const SoundSources = z.array(MediaSourceArg).min(1).max(2000);
const AppTarget = z.string().min(1).max(4000);

export const windowNames = ["remote", "pairing", "settings", "tv", "now-playing"] as const;
export type WindowName = (typeof windowNames)[number];
const WindowNameArg = z.enum(windowNames);

export const calls = {
  "app.snapshot": call<AppSnapshot>()(z.tuple([])),
  "app.openWindow": call<void>()(z.tuple([WindowNameArg])),
  "app.closeWindow": call<void>()(z.tuple([WindowNameArg])),
  /** Under 400 px of height the remote is a strip; main only needs it for the smallest size. */
  /** The now-playing window as an ambient view over the whole screen, or back. */
  "app.setFullScreen": call<void>()(z.tuple([z.boolean()])),
  "app.setStrip": call<void>()(z.tuple([z.boolean()])),
  "devices.snapshot": call<DevicesSnapshot>()(z.tuple([])),
  "devices.rescan": call<void>()(z.tuple([])),
  /** Probes an address by unicast and remembers it; `not-found` when nothing answers. */
  "devices.add": call<readonly string[]>()(z.tuple([HostArg])),
  "devices.rename": call<void>()(z.tuple([DeviceIdArg, z.string().max(60)])),
  /** Removes the key and what we remember. */
  "devices.forget": call<void>()(z.tuple([DeviceIdArg])),
  "devices.select": call<void>()(z.tuple([DeviceIdArg])),
  /** The password of its AirPlay, set by its owner; null forgets it. */
  "devices.setPassword": call<void>()(
    z.tuple([DeviceIdArg, z.string().min(1).max(200).nullable()]),
  ),
  "session.snapshot": call<SessionSnapshot | null>()(z.tuple([DeviceIdArg])),
  /** Resolves once the session is ready, or rejects with what stopped the first attempt. */
  "session.connect": call<SessionSnapshot>()(z.tuple([DeviceIdArg])),
  "session.disconnect": call<void>()(z.tuple([DeviceIdArg])),
  "remote.press": call<void>()(z.tuple([DeviceIdArg, z.enum(buttons), z.enum(pressActions)])),
  "remote.button": call<void>()(z.tuple([DeviceIdArg, z.enum(buttons), z.enum(["down", "up"])])),
  "remote.media": call<void>()(z.tuple([DeviceIdArg, z.enum(mediaCommands)])),
  /** Seconds; negative is back. */
  "remote.skip": call<void>()(z.tuple([DeviceIdArg, z.number().min(-86_400).max(86_400)])),
  /** Seconds from the start. */
  "playback.seek": call<void>()(z.tuple([DeviceIdArg, z.number().min(0).max(1_000_000)])),
  "playback.shuffle": call<void>()(z.tuple([DeviceIdArg, z.enum(shuffleModes)])),
  "playback.repeat": call<void>()(z.tuple([DeviceIdArg, z.enum(repeatModes)])),
  /** Null switches subtitles off. */
  "playback.audio": call<void>()(z.tuple([DeviceIdArg, z.string().max(300)])),
  "playback.subtitles": call<void>()(z.tuple([DeviceIdArg, z.string().max(300).nullable()])),
  /** Pixels; a height of 0 keeps the shape. Null when the device has no picture for what plays. */
  "playback.artwork": call<Artwork | null>()(
    z.tuple([DeviceIdArg, z.number().int().min(1).max(4096), z.number().int().min(0).max(4096)]),
  ),
  "outputs.add": call<void>()(z.tuple([DeviceIdArg, OutputIds])),
  "outputs.remove": call<void>()(z.tuple([DeviceIdArg, OutputIds])),
  "outputs.set": call<void>()(z.tuple([DeviceIdArg, OutputIds])),
  /** Percent, of one speaker. */
  "outputs.setVolume": call<void>()(
    z.tuple([DeviceIdArg, z.string().min(1).max(200), z.number().min(0).max(100)]),
  ),
  /**
   * A file to play, by its path: makes it known and says whether a TV can play it. Pages cannot call
   * this; they have `Bridge.offerFile`, which takes only files that a person chose.
   */
  "media.offerFile": call<FileOffer>()(z.tuple([z.string().min(1).max(4096)])),
  /** Resolves once the device took it. Seconds from the start. */
  "media.play": call<void>()(z.tuple([DeviceIdArg, MediaSourceArg, z.number().min(0).max(1e6)])),
  /** Ends what we play there; nothing happens when that is nothing. */
  "media.stop": call<void>()(z.tuple([DeviceIdArg])),
  /** Answers `AppSnapshot.request`: plays it on this device, or, null, does not. */
  "media.answer": call<void>()(z.tuple([z.string().max(100), DeviceIdArg.nullable()])),
  "sound.snapshot": call<SoundSnapshot>()(z.tuple([])),
  /**
   * Files, a folder or a playlist, by path: what of it can be played. Pages cannot call this; they have
   * `Bridge.offerSound`, which takes only what a person dropped or chose.
   */
  "sound.offer": call<readonly SoundOffer[]>()(z.tuple([z.string().min(1).max(4096)])),
  /** Plays these now, in this order, on these devices, instead of what was sent before. */
  "sound.play": call<void>()(z.tuple([SoundSources, z.array(DeviceIdArg).min(1).max(50)])),
  /** Puts these into the queue before the item with that id; null: at its end. */
  "sound.add": call<void>()(z.tuple([SoundSources, SoundItemId.nullable()])),
  /** To before another one; null: to the end. */
  "sound.move": call<void>()(z.tuple([SoundItemId, SoundItemId.nullable()])),
  "sound.remove": call<void>()(z.tuple([SoundItemId])),
  "sound.skipTo": call<void>()(z.tuple([SoundItemId])),
  "sound.command": call<void>()(z.tuple([z.enum(soundCommands)])),
  /** Seconds from the start of the current item. */
  "sound.seek": call<void>()(z.tuple([z.number().min(0).max(1e6)])),
  /** Resolves once sound is on its way there. */
  "sound.join": call<void>()(z.tuple([DeviceIdArg])),
  "sound.leave": call<void>()(z.tuple([DeviceIdArg])),
  /** Percent, of one speaker; null: of all, which keeps their proportions. */
  "sound.setVolume": call<void>()(z.tuple([DeviceIdArg.nullable(), z.number().min(0).max(100)])),
  "sound.setDelay": call<void>()(
    z.tuple([DeviceIdArg, z.number().int().min(-MAX_SPEAKER_DELAY_MS).max(MAX_SPEAKER_DELAY_MS)]),
  ),
  /** The cover of an item; null: it has none. */
  "sound.artwork": call<Artwork | null>()(z.tuple([SoundItemId])),
  "volume.step": call<void>()(z.tuple([DeviceIdArg, z.enum(["up", "down"])])),
  /** Percent. */
  "volume.set": call<void>()(z.tuple([DeviceIdArg, z.number().min(0).max(100)])),
  "power.set": call<void>()(z.tuple([DeviceIdArg, z.enum(["on", "off", "toggle"])])),
  "apps.list": call<readonly AppEntry[]>()(z.tuple([DeviceIdArg])),
  /** A bundle identifier, or a URL that an app on the TV opens. */
  "apps.launch": call<void>()(z.tuple([DeviceIdArg, AppTarget])),
  "apps.pin": call<void>()(z.tuple([DeviceIdArg, z.string().max(300), z.boolean()])),
  "accounts.list": call<readonly AccountEntry[]>()(z.tuple([DeviceIdArg])),
  "accounts.switch": call<void>()(z.tuple([DeviceIdArg, z.string().min(1).max(300)])),
  /** Null when no text field has the focus. */
  "text.get": call<string | null>()(z.tuple([DeviceIdArg])),
  "text.set": call<string>()(z.tuple([DeviceIdArg, Text])),
  "text.append": call<string>()(z.tuple([DeviceIdArg, Text])),
  "text.clear": call<void>()(z.tuple([DeviceIdArg])),
  "touch.swipe": call<void>()(
    z.tuple([
      DeviceIdArg,
      z.object({
        from: z.object({ x: Coordinate, y: Coordinate }),
        to: z.object({ x: Coordinate, y: Coordinate }),
        durationMs: z.number().min(0).max(10_000),
      }),
    ]),
  ),
  "touch.event": call<void>()(z.tuple([DeviceIdArg, z.enum(touchPhases), Coordinate, Coordinate])),
  "touch.click": call<void>()(z.tuple([DeviceIdArg, z.enum(pressActions)])),
  "pairing.snapshot": call<PairingSnapshot>()(z.tuple([])),
  /** Without a protocol: the one that opens most. */
  "pairing.start": call<void>()(z.tuple([DeviceIdArg, z.enum(protocolIds).optional()])),
  "pairing.submitPin": call<void>()(z.tuple([Pin])),
  /** Instead of a second code: keeps what is paired. */
  "pairing.skip": call<void>()(z.tuple([])),
  "pairing.cancel": call<void>()(z.tuple([])),
  "settings.snapshot": call<SettingsSnapshot>()(z.tuple([])),
  "settings.update": call<void>()(z.tuple([PreferencesChange])),
  /** Starts the built-in Apple TV and returns its device id once it is on the list. */
  "demo.start": call<string>()(z.tuple([])),
  "demo.stop": call<void>()(z.tuple([])),
  "tv.snapshot": call<TvScreen | null>()(z.tuple([])),
  /** A person at the TV types the code of one of `TvScreen.remotes`; what comes of it is said there. */
  "tv.pairRemote": call<void>()(z.tuple([z.string().max(40), Pin])),
} satisfies Record<CallName, Call<z.ZodTuple, unknown>>;

export type Args<N extends CallName> = z.infer<(typeof calls)[N]["args"]>;
export type Result<N extends CallName> =
  (typeof calls)[N] extends Call<z.ZodTuple, infer R> ? R : never;

export type Handlers = { readonly [N in CallName]: (...args: Args<N>) => Promise<Result<N>> };

/** Whole snapshots; `revision` rises by event, so an older one is ignored. */
export interface Events {
  readonly app: AppSnapshot;
  readonly devices: DevicesSnapshot;
  readonly session: SessionSnapshot;
  readonly pairing: PairingSnapshot;
  readonly settings: SettingsSnapshot;
  readonly tv: TvScreen;
  readonly sound: SoundSnapshot;
}
// Every event name has a snapshot type, and nothing else has.
export type EventMap = { readonly [N in EventName]: Events[N] };

export type Reply<R> =
  | { readonly ok: true; readonly value: R }
  | { readonly ok: false; readonly error: ErrorBody };
