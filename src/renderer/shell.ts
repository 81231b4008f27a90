import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Bridge } from "../shared/ipc/bridge.ts";
import type { DeviceSummary } from "../shared/model/device.ts";
import type { SessionSnapshot } from "../shared/model/session.ts";
import { type Api, createApi } from "./bridge.ts";
import { Attempts } from "./control/attempts.ts";
import { MediaControl } from "./control/media-control.ts";
import { PlaybackControl } from "./control/playback-control.ts";
import { RemoteControl } from "./control/remote-control.ts";
import { SoundControl } from "./control/sound-control.ts";
import { browserPictures } from "./playing/browser-pictures.ts";
import type { PictureSource } from "./playing/picture-source.ts";
import { createFacts, type Facts, type FactsStore } from "./store/facts.ts";
import { OwnFailures } from "./store/own-failures.ts";
import { createUi, type Ui, type UiStore } from "./store/ui.ts";
import type { WindowClock } from "./window-clock.ts";

/** What every part of a window stands on. */
export interface Shell {
  readonly api: Api;
  readonly facts: FactsStore;
  readonly ui: UiStore;
  readonly control: RemoteControl;
  readonly playback: PlaybackControl;
  readonly media: MediaControl;
  readonly sound: SoundControl;
  readonly pictures: PictureSource;
  readonly ownFailures: OwnFailures;
}

export function createShell(
  bridge: Bridge,
  clock: WindowClock,
  pictures: PictureSource = browserPictures,
): Shell {
  const ownFailures = new OwnFailures(clock);
  const api = createApi(bridge, (error) => ownFailures.note(error));
  const facts = createFacts();
  const ui = createUi();
  const attempts = new Attempts(api, ui);
  const parts = { attempts, facts, ui, clock };
  const control = new RemoteControl(parts);
  const playback = new PlaybackControl(parts);
  const media = new MediaControl({ api, attempts, facts, ui });
  const sound = new SoundControl({ api, ...parts });
  return { api, facts, ui, control, playback, media, sound, pictures, ownFailures };
}

export const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (shell === null) throw new Error("no shell around this component");
  return shell;
}

export function useFacts<T>(select: (facts: Facts) => T): T {
  return useStore(useShell().facts, select);
}

export function useUi<T>(select: (ui: Ui) => T): T {
  return useStore(useShell().ui, select);
}

export function selectedDevice({ devices }: Facts): DeviceSummary | null {
  return devices?.devices.find((device) => device.id === devices.selectedId) ?? null;
}

export function selectedSession({ devices, sessions }: Facts): SessionSnapshot | null {
  return devices?.selectedId == null ? null : (sessions[devices.selectedId] ?? null);
}
