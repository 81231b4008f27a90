import { contextBridge, type IpcRendererEvent, ipcRenderer } from "electron";
import { BRIDGE_NAME, type Bridge } from "../shared/ipc/bridge.ts";
import type { Reply } from "../shared/ipc/contract.ts";
import {
  CALL_CHANNEL,
  type CallName,
  callNames,
  EVENT_CHANNEL,
  type EventName,
  eventNames,
} from "../shared/ipc/names.ts";
import type { FileOffer } from "../shared/model/media.ts";
import type { SoundOffer } from "../shared/model/sound.ts";
import { pathOf } from "./path-of.ts";

/** A page that could name a path could have any file served; it has `offerFile` and `offerSound` for those a person chose. */
const notForPages: readonly CallName[] = ["media.offerFile", "sound.offer"];
const known: ReadonlySet<string> = new Set(callNames.filter((name) => !notForPages.includes(name)));
const heard: ReadonlySet<string> = new Set(eventNames);

async function offered<R>(name: CallName, file: unknown): Promise<Reply<R>> {
  const path = pathOf(file);
  if (path === "") return { ok: false, error: { code: "invalid", message: "this is no file" } };
  return ipcRenderer.invoke(CALL_CHANNEL, name, [path]);
}

/** The page is not trusted with a channel name, an event object or `ipcRenderer` itself. */
const bridge: Bridge = {
  async call(name: CallName, args: readonly unknown[]): Promise<Reply<unknown>> {
    if (!known.has(name) || !Array.isArray(args)) {
      return { ok: false, error: { code: "invalid", message: "there is no such call" } };
    }
    return ipcRenderer.invoke(CALL_CHANNEL, name, [...args]);
  },

  offerFile: (file: unknown): Promise<Reply<FileOffer>> => offered("media.offerFile", file),
  offerSound: (file: unknown): Promise<Reply<readonly SoundOffer[]>> =>
    offered("sound.offer", file),

  on(name: EventName, listener: (snapshot: unknown) => void): () => void {
    if (!heard.has(name)) return () => undefined;
    const forward = (_event: IpcRendererEvent, event: unknown, snapshot: unknown): void => {
      if (event === name) listener(snapshot);
    };
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => {
      ipcRenderer.removeListener(EVENT_CHANNEL, forward);
    };
  },
};

contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);
