import type { Service } from "../ipc/service.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { SettingsStore } from "../storage/storage.ts";
import type { Windows } from "./windows.ts";

/** Everything below the windows, put together. */
export interface Core {
  readonly service: Service;
  startDemo(): void;
  suspended(): void;
  resumed(): void;
  close(): Promise<void>;
}

export interface CoreOptions {
  readonly runtime: Runtime;
  readonly settings: SettingsStore;
  readonly userData: string;
  readonly windows: Windows;
}
