import { act, cleanup, configure, fireEvent, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach } from "vitest";
import { App } from "../../../src/renderer/app.tsx";
import { createShell, type Shell } from "../../../src/renderer/shell.ts";
import { follow } from "../../../src/renderer/store/facts.ts";
import { followSession } from "../../../src/renderer/store/follow-session.ts";
import { en } from "../../../src/renderer/words/en.ts";
import { createWords, type Words } from "../../../src/renderer/words/words.ts";
import type { EventMap } from "../../../src/shared/ipc/contract.ts";
import type { EventName } from "../../../src/shared/ipc/names.ts";
import type { SessionSnapshot } from "../../../src/shared/model/session.ts";
import { FakeBridge } from "../../support/renderer/fake-bridge.ts";
import { FakePictures } from "../../support/renderer/fake-pictures.ts";
import { aDevice, aSession, someDevices } from "../../support/renderer/fixtures.ts";
import { ManualWindowClock } from "../../support/renderer/manual-window-clock.ts";

// A busy machine takes a second to look through a page, which is all that is waited by default.
configure({ asyncUtilTimeout: 4000 });

export const english: Words = createWords("en", en);

/** A window on a stage: its bridge, its time, and its hands. */
export interface Stage {
  readonly bridge: FakeBridge;
  readonly clock: ManualWindowClock;
  readonly shell: Shell;
  readonly pictures: FakePictures;
  readonly container: HTMLElement;
  emit<N extends EventName>(name: N, snapshot: EventMap[N]): Promise<void>;
  /** Lets `ms` pass in the window. */
  pass(ms: number): Promise<void>;
  keyDown(key: string, more?: KeyboardEventInit): Promise<void>;
  keyUp(key: string, more?: KeyboardEventInit): Promise<void>;
  /** Down and up again. */
  key(key: string, more?: KeyboardEventInit): Promise<void>;
}

export interface StageOptions {
  readonly bridge?: FakeBridge;
  readonly words?: Words;
  /** Pixels: the remote as it usually is, or wide. */
  readonly width?: number;
  readonly pictures?: FakePictures;
}

/** Happy DOM's own way to size the window; the page hears of it as of any other. */
export function sizeWindow(width: number, height: number): void {
  const { happyDOM } = window as unknown as {
    readonly happyDOM: { setViewport(size: { width: number; height: number }): void };
  };
  happyDOM.setViewport({ width, height });
}

const offs: (() => void)[] = [];
afterEach(() => {
  for (const off of offs.splice(0)) off();
  cleanup();
});

/** Puts a window on with what the main process would have told it by then. */
export async function stage(content: ReactNode, options: StageOptions = {}): Promise<Stage> {
  const { bridge = new FakeBridge(), words = english, width = 340 } = options;
  const { pictures = new FakePictures() } = options;
  sizeWindow(width, 720);
  const clock = new ManualWindowClock();
  const shell = createShell(bridge, clock, pictures);
  const names = ["settings", "devices", "app", "pairing", "tv", "sound"] as const;
  offs.push(follow(shell.api, shell.facts, names), followSession(shell.api, shell.facts));
  const { container } = render(
    <App shell={shell} clock={clock} words={words}>
      {content}
    </App>,
  );
  const pass = (ms: number) => act(async () => clock.advance(ms));
  await pass(0);
  const code = (key: string): string => `Key${key.toUpperCase()}`;
  const target = (): Element => document.activeElement ?? document.body;
  const keyDown = (key: string, more: KeyboardEventInit = {}) =>
    act(async () => {
      fireEvent.keyDown(target(), { key, code: code(key), ...more });
      await clock.advance(0);
    });
  const keyUp = (key: string, more: KeyboardEventInit = {}) =>
    act(async () => {
      fireEvent.keyUp(target(), { key, code: code(key), ...more });
      await clock.advance(0);
    });
  return {
    bridge,
    clock,
    shell,
    pictures,
    container,
    pass,
    keyDown,
    keyUp,
    key: async (key, more) => {
      await keyDown(key, more);
      await keyUp(key, more);
    },
    emit: (name, snapshot) =>
      act(async () => {
        bridge.emit(name, snapshot);
        await clock.advance(0);
      }),
  };
}

/** A bridge to one paired Apple TV that is connected. */
export function connected(change: Partial<SessionSnapshot> = {}): FakeBridge {
  const bridge = new FakeBridge();
  const session = aSession(change);
  bridge.answer("devices.snapshot", () =>
    someDevices([aDevice({ id: session.deviceId, name: session.name })]),
  );
  bridge.hold(session);
  return bridge;
}
