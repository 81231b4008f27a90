import type { ErrorBody } from "../../shared/errors.ts";
import type { AppSnapshot, DevicesSnapshot } from "../../shared/model/app.ts";
import type { DeviceId, DeviceSummary } from "../../shared/model/device.ts";
import type { FileObstacle, FileOffer } from "../../shared/model/media.ts";
import type { SoundOffer } from "../../shared/model/sound.ts";
import { looksOfLink } from "../playing/kinds.ts";

/** What is to be seen or heard on a device. */
export type PlayItem =
  | {
      readonly source: "link";
      readonly title: string;
      readonly url: string;
      /** A person said that it is to be heard, such as a radio station. */
      readonly asSound: boolean;
    }
  | { readonly source: "file"; readonly title: string; readonly offer: FileOffer }
  /** Songs, to be heard one after the other. */
  | { readonly source: "sound"; readonly title: string; readonly offers: readonly SoundOffer[] }
  /** Asked for from outside: the main process knows what it is, and waits for an answer. */
  | {
      readonly source: "request";
      readonly title: string;
      readonly requestId: string;
      readonly isSound: boolean;
    };

/** `reading`: a file is looked into. `starting`: on its way to the device. */
export type PlayStage =
  | { readonly at: "choosing" }
  | { readonly at: "reading"; readonly title: string }
  | { readonly at: "obstacle"; readonly obstacle: FileObstacle }
  | { readonly at: "starting" }
  | { readonly at: "failed"; readonly error: ErrorBody };

/** What a person wants to play, from the choice until the device took it. */
export interface PlayDraft {
  readonly stage: PlayStage;
  readonly item: PlayItem | null;
  readonly deviceId: DeviceId | null;
  /** Files that came along and stay behind: videos beside songs, and every video but the first. */
  readonly leftOver: number;
  /** Where it was let go of, although that device plays sound only. */
  readonly notOn?: DeviceId;
}

/** How something gets to a device: `media` is fetched by it, `sound` is sent to it. */
export type PlayWay = "media" | "sound";

type Plays = Pick<DeviceSummary, "playsMedia" | "playsSound">;

/** By which way this goes to that device; null: by none. */
export function wayOf(item: PlayItem, device: Plays): PlayWay | null {
  const { playsMedia, playsSound } = device;
  const media = playsMedia ? "media" : null;
  if (item.source === "sound") return playsSound ? "sound" : null;
  if (item.source === "request" && item.isSound && playsSound) return "sound";
  if (item.source !== "link") return media;
  if (item.asSound && playsSound) return "sound";
  const looks = looksOfLink(item.url);
  if (looks === "sound") return playsSound ? "sound" : media;
  return playsSound && !playsMedia && looks === "unknown" ? "sound" : media;
}

/** The devices that something can go to. */
export function targetsFor(
  devices: DevicesSnapshot | null,
  item: PlayItem | null,
): readonly DeviceSummary[] {
  const all = devices?.devices ?? [];
  if (item === null) return all.filter(({ playsMedia, playsSound }) => playsMedia || playsSound);
  return all.filter((device) => wayOf(item, device) !== null);
}

/** The devices that take something to play by its address; for music those as well that it is sent to. */
export function playTargets(
  devices: DevicesSnapshot | null,
  isSound = false,
): readonly DeviceSummary[] {
  return (
    devices?.devices.filter(
      ({ playsMedia, playsSound }) => playsMedia || (isSound && playsSound),
    ) ?? []
  );
}

/** The devices that sound can be sent to. */
export function soundTargets(devices: DevicesSnapshot | null): readonly DeviceSummary[] {
  return devices?.devices.filter(({ playsSound }) => playsSound) ?? [];
}

/** The one that is asked for, else the one in use, else the first; null when none plays. */
export function playTarget(
  devices: DevicesSnapshot | null,
  wanted: DeviceId | null = null,
  targets: readonly DeviceSummary[] = playTargets(devices),
): DeviceId | null {
  const found =
    targets.find(({ id }) => id === wanted) ??
    targets.find(({ id }) => id === devices?.selectedId) ??
    targets[0];
  return found?.id ?? null;
}

/** Whether the main process still waits for an answer to it. */
export function isOpenRequest(app: AppSnapshot | null, item: PlayItem): boolean {
  return item.source !== "request" || app?.request?.id === item.requestId;
}
