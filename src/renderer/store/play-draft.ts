import type { ErrorBody } from "../../shared/errors.ts";
import type { AppSnapshot, DevicesSnapshot } from "../../shared/model/app.ts";
import type { DeviceId, DeviceSummary } from "../../shared/model/device.ts";
import type { FileObstacle, FileOffer } from "../../shared/model/media.ts";

/** What is to be seen on a device. */
export type PlayItem =
  | { readonly source: "link"; readonly title: string; readonly url: string }
  | { readonly source: "file"; readonly title: string; readonly offer: FileOffer }
  /** Asked for from outside: the main process knows what it is, and waits for an answer. */
  | { readonly source: "request"; readonly title: string; readonly requestId: string };

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
  /** Files that came along and stay behind: one plays at a time. */
  readonly leftOver: number;
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

/** The one that is asked for, else the one in use, else the first; null when none plays. */
export function playTarget(
  devices: DevicesSnapshot | null,
  wanted: DeviceId | null = null,
  isSound = false,
): DeviceId | null {
  const targets = playTargets(devices, isSound);
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
