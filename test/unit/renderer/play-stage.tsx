import { act, fireEvent, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { RemoteWindow } from "../../../src/renderer/features/remote/remote-window.tsx";
import type { DeviceSummary } from "../../../src/shared/model/device.ts";
import type { SessionSnapshot } from "../../../src/shared/model/session.ts";
import type { FakeBridge } from "../../support/renderer/fake-bridge.ts";
import { aDevice, someDevices } from "../../support/renderer/fixtures.ts";
import { connected, type Stage, type StageOptions, stage } from "./stage.tsx";

export const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });

export const living = aDevice({ playsMedia: true });
export const bedroom = aDevice({ id: "bed", name: "Bedroom", playsMedia: true });
export const kitchen = aDevice({ id: "pod", name: "Kitchen", kind: "homepod" });

/** A connected Living Room and two more, of which the Bedroom plays what a computer sends as well. */
export function theatre(
  session: Partial<SessionSnapshot> = {},
  devices: readonly DeviceSummary[] = [living, bedroom, kitchen],
): FakeBridge {
  const bridge = connected(session);
  bridge.answer("devices.snapshot", () => someDevices(devices));
  return bridge;
}

/** Hands that carry things over a window. */
export interface PlayStage extends Stage {
  /** Holds it over the window. */
  hover(carried: DataTransfer): Promise<void>;
  drop(carried: DataTransfer): Promise<void>;
  paste(carried: DataTransfer, target?: Element): Promise<void>;
}

export async function playStage(
  options: StageOptions = {},
  content: ReactNode = <RemoteWindow />,
): Promise<PlayStage> {
  const on = await stage(content, { bridge: theatre(), ...options });
  const send = (fire: () => void): Promise<void> =>
    act(async () => {
      fire();
      await on.clock.advance(0);
    });
  return {
    ...on,
    hover: (dataTransfer) =>
      send(() => {
        fireEvent.dragEnter(document.body, { dataTransfer });
        fireEvent.dragOver(document.body, { dataTransfer });
      }),
    drop: (dataTransfer) => send(() => void fireEvent.drop(document.body, { dataTransfer })),
    paste: (clipboardData, target = document.body) =>
      send(() => void fireEvent.paste(target, { clipboardData })),
  };
}

/** What a file manager hands over. */
export function carriedFiles(...names: readonly string[]): DataTransfer {
  const files = names.map((name) => new File(["film"], name));
  return {
    types: ["Files"],
    items: files.map(() => ({ kind: "file" })),
    files,
    getData: () => "",
    dropEffect: "none",
  } as unknown as DataTransfer;
}

/** What a browser hands over. */
export function carriedText(text: string): DataTransfer {
  return {
    types: ["text/plain"],
    items: [{ kind: "string" }],
    files: [],
    getData: (type: string) => (type === "text/plain" ? text : ""),
    dropEffect: "none",
  } as unknown as DataTransfer;
}
