// What the remote loads when it needs it is there already, so that no test waits for a disk.
import "../../../src/renderer/features/now-playing/now-playing-panel.tsx";
import "../../../src/renderer/features/sound/sound-card.tsx";
import "../../../src/renderer/features/sound/sound-sheet.tsx";
import { fireEvent, screen, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import type { DeviceSummary } from "../../../src/shared/model/device.ts";
import type { SoundSnapshot } from "../../../src/shared/model/sound.ts";
import type { FakeBridge } from "../../support/renderer/fake-bridge.ts";
import { aDevice, someSound } from "../../support/renderer/fixtures.ts";
import { type PlayStage, playStage, theatre } from "./play-stage.tsx";

const pod = (id: string, name: string, change: Partial<DeviceSummary> = {}): DeviceSummary =>
  aDevice({
    id,
    name,
    kind: "homepod",
    paired: false,
    pairable: false,
    needsPairing: false,
    playsSound: true,
    ...change,
  });

/** A TV that plays videos and sound, one that plays videos only, and two speakers. */
export const living = aDevice({ playsMedia: true, playsSound: true });
export const bedroom = aDevice({ id: "bed", name: "Bedroom", playsMedia: true });
export const kitchen = pod("pod", "Kitchen");
export const bath = pod("bath", "Bathroom", { kind: "speaker" });
export const house = [living, bedroom, kitchen, bath];

export const soundHouse = (devices: readonly DeviceSummary[] = house): FakeBridge =>
  theatre({}, devices);

export const dialog = () =>
  within(screen.getByRole("dialog", { name: "Sound from this computer" }));

export interface SoundStage extends PlayStage {
  /** The same sound changed, as the main process would tell of it. */
  tell(change: Partial<SoundSnapshot>): Promise<void>;
}

/** A window while this computer sends `sound`. */
export async function soundStage(
  sound: Partial<SoundSnapshot> = {},
  bridge: FakeBridge = soundHouse(),
  content: ReactNode = <RemoteWindow />,
): Promise<SoundStage> {
  let now = someSound(sound);
  bridge.answer("sound.snapshot", () => now);
  const on = await playStage({ bridge }, content);
  return {
    ...on,
    tell: async (change) => {
      now = { ...now, ...change, revision: now.revision + 1 };
      await on.emit("sound", now);
    },
  };
}

/** The panel of what is sent, opened by its key. */
export async function soundSheet(
  ...options: Parameters<typeof soundStage>
): Promise<SoundStage & { readonly sheet: ReturnType<typeof dialog> }> {
  const on = await soundStage(...options);
  await on.key("s");
  await screen.findByRole("dialog", { name: "Sound from this computer" });
  return { ...on, sheet: dialog() };
}

export const press = (key: string, more: KeyboardEventInit = {}): boolean =>
  fireEvent.keyDown(screen.getByRole("listbox"), { key, ...more });
