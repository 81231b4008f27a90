import { hostname } from "node:os";
import { RemoteError } from "../../shared/errors.ts";
import type { Handlers } from "../../shared/ipc/contract.ts";
import { callNames } from "../../shared/ipc/names.ts";
import type { AppSnapshot } from "../../shared/model/app.ts";
import { createHub } from "../device/hub.ts";
import { createDiscovery } from "../discovery/create.ts";
import { createService } from "../ipc/handlers.ts";
import type { Service } from "../ipc/service.ts";
import type { AppPart } from "../ipc/snapshots.ts";
import { dispatch } from "../ipc/validate.ts";
import { createMediaFiles } from "../media/create.ts";
import { protocols } from "../protocols/registry.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Thread } from "../runtime/thread.ts";
import { openSoundRemote } from "../sound/remote/open-sound-remote.ts";
import { createSoundFiles } from "../sound/source/create.ts";
import { createWorkerEngine } from "../sound/worker-engine.ts";
import { openCredentials } from "../storage/keychain.ts";
import { openSettings } from "../storage/settings-file.ts";
import type { CredentialStore, SettingsStore } from "../storage/storage.ts";
import type { OpenService } from "./world.ts";

export interface OwnHub extends OpenService {
  readonly credentials: CredentialStore;
}

/**
 * The whole device layer in this process, on the app's settings and keychain, without windows. Sound is
 * made on the thread that `startSound` begins, once there is some.
 */
export async function openOwnHub(
  runtime: Runtime,
  directory: string,
  version: string,
  startSound: () => Thread,
): Promise<OwnHub> {
  const settings = await openSettings({ directory, runtime });
  const credentials = await openCredentials({ runtime });
  const discovery = createDiscovery({ runtime, plugins: protocols });
  const sounds = createSoundFiles(runtime);
  const hub = createHub({
    runtime,
    plugins: protocols,
    discovery,
    credentials,
    settings,
    files: createMediaFiles(runtime),
    sound: {
      engine: createWorkerEngine(runtime, startSound),
      files: sounds,
      openRemote: () => openSoundRemote(runtime),
    },
    controllerName: `Armchair (${hostname()})`,
  });
  // Not `hub.start`: it would connect the chosen device, which a scan has no use for.
  discovery.start();
  hub.rescan();
  return {
    service: checked(createService(hub, windowless(settings, credentials, version))),
    gone: new AbortController().signal,
    credentials,
    inputOffer: () => sounds.input(),
    close: () => hub.close(),
  };
}

/** Arguments are checked here as they are on the way to the running app. */
function checked(service: Service): Service {
  const entries = callNames.map((name) => [
    name,
    async (...args: unknown[]) => {
      const reply = await dispatch(service, name, args);
      if (reply.ok) return reply.value;
      throw RemoteError.fromBody(reply.error);
    },
  ]);
  return {
    handlers: Object.fromEntries(entries) as Handlers,
    on: (name, listener) => service.on(name, listener),
  };
}

function windowless(
  settings: SettingsStore,
  credentials: CredentialStore,
  version: string,
): AppPart {
  const { platform } = process;
  const noWindows = async () => {
    throw new RemoteError("unsupported", "there are no windows on the command line");
  };
  return {
    "app.snapshot": async (): Promise<AppSnapshot> => ({
      revision: 1,
      version,
      platform: platform === "darwin" || platform === "win32" ? platform : "linux",
      keychain: credentials.kind.value,
      settingsProblem: settings.problem,
      builtInTv: { running: false },
      request: null,
      sandboxed: true,
      developmentRuntime: false,
    }),
    "app.openWindow": noWindows,
    "app.closeWindow": noWindows,
    "app.setFullScreen": noWindows,
    "app.setStrip": noWindows,
    onSnapshot: () => () => {},
  };
}
