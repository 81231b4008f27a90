import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import { companionDevice, openContext, openWith, pairWith } from "../support/companion-device.ts";
import { FAKE_PIN, PyatvFakeCompanion } from "../support/pyatv-fake-companion.ts";
import { realRuntime } from "../support/runtime.ts";

const runtime = realRuntime();
let fake: PyatvFakeCompanion;
let credentials: HapCredentials;

beforeAll(async () => {
  fake = await PyatvFakeCompanion.start();
  credentials = await pairWith(companionDevice("127.0.0.1", fake.port), FAKE_PIN, runtime);
});
afterAll(() => fake.stop());

const open = () =>
  openWith(companionDevice("127.0.0.1", fake.port), credentials, openContext(runtime));

describe("our Companion client against pyatv's fake Apple TV", () => {
  test("PA-61 pairs with the PIN, verifies, and presses a button", async () => {
    const channel = await open();
    await channel.operations.press?.("menu", "tap");
    expect(await fake.state()).toMatchObject({ paired: true, button: "menu" });
    await channel.close();
    expect(await channel.closed).toEqual({ kind: "asked" });
  });
});
