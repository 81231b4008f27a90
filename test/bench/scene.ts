import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { KeyringSession } from "../support/keyring-session.ts";
import { startXvfb } from "../support/xvfb.ts";
import { ElectronProgram } from "./electron-program.ts";
import { Program } from "./lines.ts";

/** Both programs on one screen, and the TV that ours controls. */
export interface Scene {
  readonly tv: Program;
  open(what: "ours" | "empty", args?: readonly string[]): ElectronProgram;
}

/** When the page heard of each key, of the machine's monotonic clock. */
export interface Presses {
  readonly uncertainMs: number;
  readonly atMs: readonly number[];
}

export const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** The TV, a screen and a keychain for the work; none of them is there afterwards. */
export async function onScene<T>(work: (scene: Scene) => Promise<T>): Promise<T> {
  const display = await startXvfb();
  const keyring = await KeyringSession.unlocked();
  const folder = mkdtempSync(join(tmpdir(), "armchair-bench-"));
  const tv = new Program(process.execPath, [resolve("out/bench/tv.cjs"), "--announced"]);
  const environment = { ...keyring.environment, DISPLAY: display.name };
  try {
    await tv.ask("port");
    return await work({
      tv,
      open: (what, args = []) =>
        new ElectronProgram({
          folder: resolve(what === "ours" ? "." : "test/bench/empty-app"),
          userData: join(folder, what),
          environment,
          args,
        }),
    });
  } finally {
    await tv.stop();
    await keyring.stop();
    await display.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The key goes to the keychain, so that each later start connects by itself. */
export async function pairOnce({ open }: Scene): Promise<void> {
  const app = open("ours");
  await app.ask("run", { code: waitFor("devices", "value.devices.length > 0") });
  await app.ask("run", { code: call("pairing.start", "value.devices[0].id") });
  await app.ask("run", { code: waitFor("pairing", "value.pairing.step === 'enter-pin'") });
  await app.ask("run", { code: "armchair.call('pairing.submitPin', ['1234'])" });
  await app.ask("run", { code: waitFor("pairing", "value.pairing.step === 'paired'") });
  await app.stop();
}

/** In the page: until a snapshot is as wanted. */
const waitFor = (name: string, test: string) => `new Promise((resolve) => {
  const look = (value) => { if (${test}) resolve(true); };
  armchair.on("${name}", look);
  armchair.call("${name}.snapshot", []).then((reply) => look(reply.value));
})`;
const call = (name: string, id: string) =>
  `armchair.call("devices.snapshot", []).then(({ value }) => armchair.call("${name}", [${id}]))`;

/** Until the remote's keys are live. */
export const connected = (app: ElectronProgram) =>
  app.ask("run", {
    code: `new Promise((resolve) => {
      const look = () => document.querySelector(".middle[data-ready]") ? resolve(true) : requestAnimationFrame(look);
      look();
    })`,
  });
