import { type IpcMainInvokeEvent, ipcMain, type WebContents } from "electron";
import type { Reply } from "../../shared/ipc/contract.ts";
import { CALL_CHANNEL, EVENT_CHANNEL, eventNames } from "../../shared/ipc/names.ts";
import type { Log } from "../runtime/log.ts";
import type { Off } from "../runtime/signal.ts";
import type { Service } from "./service.ts";
import { dispatch } from "./validate.ts";

export interface ElectronPortOptions {
  readonly service: Service;
  readonly log: Log;
  /** Whether the sender is the page of a window that we opened. */
  readonly owns: (contents: WebContents) => boolean;
  readonly isOwnPage: (address: string) => boolean;
  /** Who gets the events. */
  readonly listeners: () => readonly WebContents[];
}

/** Serves the contract to our windows: checks who asks, then what; publishes snapshots. */
export function openElectronPort(options: ElectronPortOptions): Off {
  const { service, log, listeners } = options;
  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, args: unknown): Promise<Reply<unknown>> => {
    if (isTrusted(event, options)) return dispatch(service, name, args);
    log.warn("refused a call from a stranger");
    const error = { code: "invalid", message: "this page may not call" } as const;
    return Promise.resolve({ ok: false, error });
  });
  const offs = eventNames.map((name) =>
    service.on(name, (snapshot) => {
      for (const contents of listeners()) contents.send(EVENT_CHANNEL, name, snapshot);
    }),
  );
  return () => {
    ipcMain.removeHandler(CALL_CHANNEL);
    for (const off of offs) off();
  };
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
