import { tmpdir } from "node:os";
import { type LocalServer, serveLocally } from "../ipc/local-socket.ts";
import type { Service } from "../ipc/service.ts";
import type { Runtime } from "../runtime/runtime.ts";

/** Lets the command line use the running app; the app runs on without when there is no place for it. */
export class LocalDoor {
  readonly #server: Promise<LocalServer | undefined>;

  constructor(runtime: Runtime, service: Service, directory: string) {
    const { platform, env } = process;
    const socketFolder = env["XDG_RUNTIME_DIR"] || tmpdir();
    this.#server = serveLocally({
      place: { directory, socketFolder, platform },
      runtime,
      service,
    }).catch((error: unknown) => {
      runtime.log.warn("the command line cannot use this app", { error: String(error) });
      return undefined;
    });
  }

  async close(): Promise<void> {
    const server = await this.#server;
    await server?.close();
  }
}
