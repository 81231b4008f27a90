import type { EventMap, Handlers } from "../../shared/ipc/contract.ts";
import type { EventName } from "../../shared/ipc/names.ts";
import type { Hub } from "../device/hub.ts";
import type { Off } from "../runtime/signal.ts";

/** What the hub cannot answer: windows and the program itself. Electron's app or the command line has it. */
export type AppPart = Pick<
  Handlers,
  "app.snapshot" | "app.openWindow" | "app.closeWindow" | "app.setFullScreen" | "app.setStrip"
> & {
  /** Answers `AppSnapshot.request`. Absent: nothing from outside ever asks to be played here. */
  readonly "media.answer"?: Handlers["media.answer"];
  /** Called with each new snapshot of the program. */
  onSnapshot(listener: (snapshot: EventMap["app"]) => void): Off;
};

type Listen<N extends EventName> = (listener: (snapshot: EventMap[N]) => void) => Off;

/** Where each event of the contract comes from. */
export function eventSources(hub: Hub, appPart: AppPart): { [N in EventName]: Listen<N> } {
  return {
    app: (listener) => appPart.onSnapshot(listener),
    devices: (listener) => hub.devices.on(listener),
    session: (listener) => hub.sessionChanged.on(listener),
    pairing: (listener) => hub.pairing.snapshot.on(listener),
    settings: (listener) => hub.settings.on(listener),
    sound: (listener) => hub.sound.snapshot.on(listener),
    tv: (listener) =>
      hub.tvScreen?.on((screen) => {
        if (screen) listener(screen);
      }) ?? (() => {}),
  };
}
