import { hostname } from "node:os";
import { app } from "electron";
import { createHub } from "../device/hub.ts";
import { createDiscovery } from "../discovery/create.ts";
import { createService } from "../ipc/handlers.ts";
import type { Service } from "../ipc/service.ts";
import { createMediaFiles } from "../media/create.ts";
import { protocols } from "../protocols/registry.ts";
import { type InnerRuntime, reachOutside } from "../runtime/outside.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { startThread } from "../runtime/thread.ts";
import { openSoundRemote } from "../sound/remote/open-sound-remote.ts";
import { createSoundFiles } from "../sound/source/create.ts";
import { createWorkerEngine } from "../sound/worker-engine.ts";
import { openTvMemory } from "../storage/built-in-tv-file.ts";
import { leaveStuckKeychain } from "../storage/exit.ts";
import { openCredentials } from "../storage/keychain.ts";
import type { SettingsStore } from "../storage/storage.ts";
import { createBuiltInTv } from "../virtual-tv/built-in.ts";
import { beginDemo, createDemoNeighbours } from "../virtual-tv/demo.ts";
import { createAppPart } from "./app-part.ts";
import { AacDecoders } from "./decoder/aac-decoders.ts";
import { openDecoderWindow } from "./decoder/decoder-window.ts";
import { LocalDoor } from "./local-door.ts";
import { PlayRequests } from "./play-requests.ts";
import type { Windows } from "./windows.ts";

/** Everything below the windows, put together. */
export interface Core {
  readonly runtime: Runtime;
  readonly service: Service;
  readonly requests: PlayRequests;
  /** Starts the built-in Apple TV and shows its screen, and puts other virtual devices beside it. */
  startDemo(): void;
  /** The machine woke up. */
  resumed(): void;
  /** Somebody came back to a window. */
  attended(): void;
  close(): Promise<void>;
}

export interface CoreOptions {
  readonly inner: InnerRuntime;
  readonly settings: SettingsStore;
  readonly windows: Windows;
  /** The bundle of the thread that makes sound. */
  readonly soundThread: string;
  /** The preload script of the page that decodes AAC. */
  readonly decoderPreload: string;
}

export async function createCore({
  inner,
  settings,
  windows,
  soundThread,
  decoderPreload,
}: CoreOptions): Promise<Core> {
  const runtime = reachOutside(inner);
  const credentials = await openCredentials({ runtime });
  const userData = app.getPath("userData");
  let memory: ReturnType<typeof openTvMemory> | undefined;
  const remember = () => {
    memory ??= openTvMemory(userData, runtime);
    return memory;
  };
  const decoders = new AacDecoders(runtime, () => openDecoderWindow(decoderPreload));
  // Something is on, so that a first look at the remote shows what it can show.
  const neighbours = createDemoNeighbours(runtime, remember);
  const builtInTv = createBuiltInTv(runtime, { remember, begin: beginDemo, beside: neighbours });
  const hub = createHub({
    runtime,
    plugins: protocols,
    discovery: createDiscovery({ runtime, plugins: protocols }),
    credentials,
    settings,
    controllerName: `Armchair (${hostname()})`,
    builtInTv,
    files: createMediaFiles(runtime),
    sound: {
      engine: createWorkerEngine({ ...runtime, openAac: decoders.open }, () =>
        startThread(soundThread),
      ),
      files: createSoundFiles(runtime),
      openRemote: () => openSoundRemote(runtime),
    },
  });
  const requests: PlayRequests = new PlayRequests({
    log: runtime.log,
    offer: (path) => service.handlers["media.offerFile"](path),
    play: (id, source, startS) => service.handlers["media.play"](id, source, startS),
    offerSound: (path) => service.handlers["sound.offer"](path),
    playSound: (id, sources) => service.handlers["sound.play"]([...sources], [id]),
    devices: () => hub.devices.value.devices,
    show: () => void windows.open("remote"),
  });
  const appPart = createAppPart({ windows, settings, credentials, builtInTv, requests });
  const service: Service = createService(hub, appPart);
  const door = new LocalDoor(runtime, service, userData);
  app.on("quit", () => leaveStuckKeychain(credentials));
  hub.start();
  return {
    runtime,
    service,
    requests,
    startDemo() {
      service.handlers["demo.start"]().then(
        () => windows.open("tv"),
        (error: unknown) =>
          runtime.log.error("the built-in Apple TV did not start", { error: String(error) }),
      );
      neighbours
        .start()
        .catch((error: unknown) =>
          runtime.log.error("the devices of the demo did not start", { error: String(error) }),
        );
    },
    resumed: () => hub.resumed(),
    attended: () => hub.attended(),
    async close() {
      await door.close();
      await neighbours.stop();
      await hub.close();
      decoders.close();
    },
  };
}
