import type { Page } from "playwright-core";
import type { TestContext } from "vitest";
import type { Clock } from "../../src/main/runtime/clock.ts";
import { VirtualTv, type VirtualTvOptions } from "../../src/main/virtual-tv/virtual-tv.ts";
import { realRuntime } from "./runtime.ts";
import { type LaunchOptions, openStage, type RunningApp, type Stage } from "./stage.ts";

export const TV_NAME = "Living Room";
export const PIN = "4711";

/** What a test waits for on a TV, in this process or in one of its own. */
export interface SeenTv {
  received(what: string): Promise<unknown>;
}

/** A virtual Apple TV on the test's network and the app on a screen: what a person has. */
export interface LivingRoom {
  readonly stage: Stage;
  readonly tv: VirtualTv;
  open(options?: LaunchOptions): Promise<{ readonly app: RunningApp; readonly remote: Page }>;
}

/** The most that one wait of the clock below counts, ms. */
const TICK_MS = 50;

/**
 * Its timers count only the time in which this process runs: where it is kept waiting between the two ends
 * of a tap, which it sends and reads itself, the TV would take the tap for a hold.
 */
function countingOwnTime(clock: Clock): Clock {
  return {
    ...clock,
    after(delayMs, action) {
      const wait = (leftMs: number) => {
        const tickMs = Math.min(leftMs, TICK_MS);
        timer = clock.after(tickMs, () => (leftMs > tickMs ? wait(leftMs - tickMs) : action()));
      };
      let timer = { cancel() {} };
      wait(delayMs);
      return { cancel: () => timer.cancel() };
    },
  };
}

export async function livingRoom(
  context: TestContext,
  options: Partial<VirtualTvOptions> = {},
): Promise<LivingRoom> {
  const { runtime = realRuntime(), ...others } = options;
  const tv = await VirtualTv.start({
    runtime: { ...runtime, clock: countingOwnTime(runtime.clock) },
    name: TV_NAME,
    pin: PIN,
    ...others,
  });
  context.onTestFinished(() => tv.close());
  const stage = await openStage(context);
  return {
    stage,
    tv,
    async open(launch = {}) {
      const app = await stage.launch(launch);
      return { app, remote: await app.window("remote") };
    },
  };
}

/** Chooses the TV on the empty remote and waits for the four boxes. */
export async function askForCode(remote: Page): Promise<void> {
  await remote.getByRole("button", { name: new RegExp(TV_NAME) }).click();
  await remote.getByLabel("Digit 1 of 4").waitFor();
}

/** Types a code as a person does: the boxes take it digit by digit and send it by themselves. */
export async function typeCode(remote: Page, code: string): Promise<void> {
  await remote.getByLabel("Digit 1 of 4").focus();
  await remote.keyboard.type(code);
}

/** The whole wizard, until the remote is there and connected. */
export async function pair(remote: Page, tv: SeenTv): Promise<void> {
  await askForCode(remote);
  await tv.received("show pin");
  await typeCode(remote, PIN);
  await remote.getByRole("heading", { name: `${TV_NAME} is paired` }).waitFor();
  await remote.getByRole("button", { name: "Done" }).click();
  await connected(remote, tv);
}

/** Until the TV has us on its list and the remote's keys are live. */
export async function connected(remote: Page, tv: SeenTv): Promise<void> {
  await tv.received("connected");
  await remote.locator(".middle[data-ready]").waitFor();
}

/** Clicks a part of the disc where it is drawn: its wedges overlap as rectangles. */
export async function clickDisc(remote: Page, part: "up" | "down" | "left" | "right" | "select") {
  const disc = remote.getByRole("group", { name: "Direction pad" });
  const { width, height } = (await disc.boundingBox()) ?? { width: 0, height: 0 };
  const at = {
    up: [0.5, 0.1],
    down: [0.5, 0.9],
    left: [0.1, 0.5],
    right: [0.9, 0.5],
    select: [0.5, 0.5],
  } as const;
  const [x, y] = at[part];
  await disc.click({ position: { x: x * width, y: y * height } });
}
