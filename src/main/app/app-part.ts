import { app } from "electron";
import type { AppSnapshot } from "../../shared/model/app.ts";
import type { BuiltInTv } from "../device/built-in-tv.ts";
import type { AppPart } from "../ipc/snapshots.ts";
import { Signal } from "../runtime/signal.ts";
import type { CredentialStore, SettingsStore } from "../storage/storage.ts";
import type { PlayRequests } from "./play-requests.ts";
import type { Windows } from "./windows.ts";

export interface AppPartOptions {
  readonly windows: Windows;
  readonly settings: SettingsStore;
  readonly credentials: CredentialStore;
  readonly builtInTv: BuiltInTv;
  readonly requests: PlayRequests;
}

/** The part of the contract that only this program can serve: its windows and itself. */
export function createAppPart(options: AppPartOptions): AppPart {
  const { windows, settings, credentials, builtInTv, requests } = options;
  const make = (revision: number): AppSnapshot => ({
    revision,
    version: app.getVersion(),
    platform: platform(),
    keychain: credentials.kind.value,
    settingsProblem: settings.problem,
    builtInTv: { running: builtInTv.screen.value !== null },
    request: requests.request.value,
    sandboxed: !app.commandLine.hasSwitch("no-sandbox"),
    developmentRuntime: Number.parseInt(process.versions.electron, 10) < OLDEST_SUPPORTED,
  });
  const snapshot = new Signal(make(1));
  const renew = () => snapshot.set(make(snapshot.value.revision + 1));
  credentials.kind.on(renew);
  requests.request.on(renew);
  builtInTv.screen.on((screen) => {
    if ((screen !== null) !== snapshot.value.builtInTv.running) renew();
  });
  return {
    "app.snapshot": async () => snapshot.value,
    "app.openWindow": async (name) => void windows.open(name),
    "app.closeWindow": async (name) => windows.close(name),
    "app.setFullScreen": async (on) => windows.setFullScreen("now-playing", on),
    "app.setStrip": async (strip) => windows.setStrip(strip),
    "media.answer": (id, deviceId) => requests.answer(id, deviceId),
    onSnapshot: (listener) => snapshot.on(listener),
  };
}

/** Anything older is the stand-in that closed networks develop with. */
const OLDEST_SUPPORTED = 40;

function platform(): AppSnapshot["platform"] {
  const { platform: name } = process;
  return name === "darwin" || name === "win32" ? name : "linux";
}
