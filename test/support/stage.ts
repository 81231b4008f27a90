import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, chromium, type ElectronApplication, type Page } from "playwright-core";
import type { TestContext } from "vitest";
import type { WindowName } from "../../src/shared/ipc/contract.ts";
import { electronPath } from "./peers.ts";
import { type Display, startXvfb } from "./xvfb.ts";

export interface LaunchOptions {
  /** Kept between two launches in one test: the settings, and the log. */
  readonly userData?: string;
  readonly args?: readonly string[];
  /** On top of a bare environment without any D-Bus session. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A packaged app instead of the checkout. */
  readonly executable?: string;
  /** Not as root, and so with Chromium's sandbox on; `openByPage` only. */
  readonly ordinaryUser?: boolean;
}

/** Root becomes somebody else in a user namespace, with no right that root has. */
const asOrdinaryUser = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"];

/** As root Chromium refuses to start with its sandbox on: docs/decisions/0007-no-sandbox-as-root.md */
const sandboxSwitches = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

const heldStart = resolve("test/support/held-start.cjs");

/** One running Armchair. */
export class RunningApp {
  readonly electron: ElectronApplication;
  readonly userData: string;

  constructor(electron: ElectronApplication, userData: string) {
    this.electron = electron;
    this.userData = userData;
  }

  /** The page of a window, once that is open and its page is there. */
  async window(name: WindowName): Promise<Page> {
    const wanted = (page: Page) => page.url().includes(`window=${name}`);
    const page =
      this.electron.windows().find(wanted) ??
      (await this.electron.waitForEvent("window", { predicate: wanted, timeout: 20_000 }));
    await page.waitForLoadState();
    return page;
  }

  /** Quits as a person would; resolves when every process has gone. */
  async close(): Promise<void> {
    await this.electron.close();
  }
}

function logOf(userData: string): string {
  const file = join(userData, "logs", "armchair.log");
  return existsSync(file) ? readFileSync(file, "utf8") : "(none)";
}

/** A screen, and what was started on it. Keeps the evidence when a test fails. */
export class Stage {
  readonly #display: Display;
  readonly #apps: RunningApp[] = [];
  readonly #processes: ChildProcess[] = [];
  readonly #folders: string[] = [];

  private constructor(display: Display) {
    this.#display = display;
  }

  static async open(): Promise<Stage> {
    return new Stage(await startXvfb());
  }

  get display(): string {
    return this.#display.name;
  }

  /** An empty folder that goes when the stage closes. */
  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), "armchair-app-"));
    this.#folders.push(folder);
    return folder;
  }

  async launch(options: LaunchOptions = {}): Promise<RunningApp> {
    const { userData = this.folder() } = options;
    const { args, ...command } = this.#command({ ...options, userData });
    const held = { ...command, args: ["-r", heldStart, ...args], timeout: 30_000 };
    const electron = await _electron.launch(held).catch((cause: unknown) => {
      throw new Error(`It did not start. Its log:\n${logOf(userData)}\n${cause}`, { cause });
    });
    const app = new RunningApp(electron, userData);
    this.#apps.push(app);
    return app;
  }

  /** Starts a process that hands over to another one, and resolves when it has ended. */
  async runToEnd(options: LaunchOptions): Promise<void> {
    const { executablePath, args, env } = this.#command(options);
    await once(spawn(executablePath, args, { env, stdio: "ignore" }), "exit");
  }

  /**
   * Starts the app and finds its remote without a debugger in the main process, which a package's fuses
   * shut out and another user has no use for.
   */
  async openByPage(options: LaunchOptions): Promise<{ readonly page: Page; readonly pid: number }> {
    const { executablePath, args, env } = this.#command({ userData: this.folder(), ...options });
    const given = options.ordinaryUser
      ? args.filter((arg) => !sandboxSwitches.includes(arg))
      : args;
    const [program = "", ...rest] = [
      ...(options.ordinaryUser ? asOrdinaryUser : []),
      executablePath,
      ...given,
      "--remote-debugging-port=0",
    ];
    const app = spawn(program, rest, { env, stdio: ["ignore", "ignore", "pipe"] });
    this.#processes.push(app);
    const address = await debuggerOf(app);
    const browser = await chromium.connectOverCDP(address, { noDefaults: true });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error("the app has no pages");
    const page = context.pages()[0] ?? (await context.waitForEvent("page"));
    await page.waitForURL(/window=remote/);
    return { page, pid: app.pid ?? 0 };
  }

  #command({ userData = "", args = [], environment = {}, executable }: LaunchOptions) {
    const home = join(userData, "home");
    mkdirSync(home, { recursive: true });
    return {
      executablePath: executable ?? electronPath(),
      args: [
        ...sandboxSwitches,
        ...(executable === undefined ? [resolve(".")] : []),
        `--user-data-dir=${userData}`,
        ...args,
      ],
      env: {
        PATH: process.env["PATH"] ?? "",
        LANG: "en_GB.UTF-8",
        LANGUAGE: "en",
        HOME: home,
        DISPLAY: this.#display.name,
        DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent/bus",
        ...environment,
      },
    };
  }

  /** Whether or not the app in it has ended. */
  async close(): Promise<void> {
    for (const app of this.#apps.splice(0)) await app.close().catch(() => {});
    for (const app of this.#processes.splice(0)) {
      if (app.exitCode !== null || app.signalCode !== null) continue;
      const gone = once(app, "exit");
      app.kill();
      await gone;
    }
    await this.#display.stop();
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }

  /** Puts the log and a picture of every window where a person looks after a failed test. */
  async keepEvidence(name: string): Promise<void> {
    const folder = resolve("test-results", name.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 100));
    mkdirSync(folder, { recursive: true });
    for (const [index, app] of this.#apps.entries()) {
      const log = join(app.userData, "logs");
      if (existsSync(log)) cpSync(log, join(folder, `logs-${index}`), { recursive: true });
      for (const [page, window] of app.electron.windows().entries()) {
        await window
          .screenshot({ path: join(folder, `app-${index}-window-${page}.png`), timeout: 5000 })
          .catch(() => {});
      }
    }
  }
}

/** Where Chromium's debugger listens, once it does. */
function debuggerOf(app: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    app.stderr?.on("data", (chunk: Buffer) => {
      said += String(chunk);
      const [, found] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    app.once("exit", (code) => reject(new Error(`the app ended with ${code}: ${said}`)));
  });
}

/** For a test of its own: the stage opens now, keeps evidence if the test fails, and closes after it. */
export async function openStage(context: TestContext): Promise<Stage> {
  const stage = await Stage.open();
  context.onTestFinished(async () => {
    if (context.task.result?.state === "fail") await stage.keepEvidence(context.task.name);
    await stage.close();
  });
  return stage;
}
