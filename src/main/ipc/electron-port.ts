import { type IpcMainInvokeEvent, ipcMain, type WebContents } from "electron";
import type { Reply } from "../../shared/ipc/contract.ts";
import { CALL_CHANNEL, EVENT_CHANNEL, type EventName, eventNames } from "../../shared/ipc/names.ts";
import type { SessionSnapshot } from "../../shared/model/session.ts";
import type { SoundSnapshot } from "../../shared/model/sound.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import { Paced } from "./paced.ts";
import type { Service } from "./service.ts";
import { dispatch } from "./validate.ts";

export interface ElectronPortOptions {
  /** Windows may ask before it is there; their calls wait for it. */
  readonly service: Promise<Service>;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether the sender is the page of a window that we opened. */
  readonly owns: (contents: WebContents) => boolean;
  readonly isOwnPage: (address: string) => boolean;
  /** Who gets the events. */
  readonly listeners: () => readonly WebContents[];
}

/** A window draws no more often than this, whatever a device tells. */
const SESSION_SPACING_MS = 16;

/** Serves the contract to our windows: checks who asks, then what; publishes snapshots. */
export function openElectronPort(options: ElectronPortOptions): void {
  const { log } = options;
  const answer = async (
    event: IpcMainInvokeEvent,
    name: unknown,
    args: unknown,
  ): Promise<Reply<unknown>> => {
    if (isTrusted(event, options)) return dispatch(await options.service, name, args);
    log.warn("refused a call from a stranger");
    return { ok: false, error: { code: "invalid", message: "this page may not call" } };
  };
  ipcMain.handle(CALL_CHANNEL, answer);
  options.service.then(
    (service) => publish(service, options),
    // Whoever makes the service says why there is none.
    () => ipcMain.removeHandler(CALL_CHANNEL),
  );
}

function publish(service: Service, { clock, listeners }: ElectronPortOptions): void {
  const send = (name: EventName, snapshot: unknown) => {
    for (const contents of listeners()) contents.send(EVENT_CHANNEL, name, snapshot);
  };
  const sessions = new Paced<SessionSnapshot>(clock, SESSION_SPACING_MS, (snapshot) =>
    send("session", snapshot),
  );
  // A slider that is dragged changes it as often as the hand moves.
  const sounds = new Paced<SoundSnapshot>(clock, SESSION_SPACING_MS, (sound) =>
    send("sound", sound),
  );
  for (const name of eventNames) {
    if (name !== "session" && name !== "sound") service.on(name, (shown) => send(name, shown));
  }
  service.on("sound", (snapshot) => sounds.push("", snapshot));
  service.on("session", (snapshot) => sessions.push(snapshot.deviceId, snapshot));
}

/** The top frame of one of our windows, showing one of our pages. */
function isTrusted(event: IpcMainInvokeEvent, options: ElectronPortOptions): boolean {
  const { sender, senderFrame } = event;
  return (
    options.owns(sender) &&
    senderFrame !== null &&
    senderFrame === sender.mainFrame &&
    options.isOwnPage(senderFrame.url)
  );
}
