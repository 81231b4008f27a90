import { describe, expect, it } from "vitest";
import type { ErrorBody } from "../../../src/shared/errors.ts";
import { CliRun, ScriptedService, summary } from "../../support/cli-world.ts";
import { settle } from "../../support/manual-clock.ts";

const subject = { deviceId: "tv-1", name: "Living Room" };

/** An Apple TV 3, which wants our code typed on it. */
function turned() {
  const service: ScriptedService = new ScriptedService([summary({ paired: false })], {
    "pairing.start": async () => service.pairing({ step: "starting", ...subject }),
  });
  const run = new CliRun(service);
  const show = async (previous: ErrorBody | null = null, pin = "0412") => {
    const untilMs = run.clock.wallMs() + 300_000;
    const remoteName = "Armchair (study)";
    service.pairing({
      step: "show-pin",
      ...subject,
      protocol: "dmap",
      pin,
      remoteName,
      previous,
      untilMs,
    });
    await settle();
  };
  const start = async (...args: string[]) => {
    const status = run.start("pair", "tv-1", ...args);
    await settle();
    return { status };
  };
  return { run, service, show, start };
}

const instruction = [
  "On Living Room choose Settings, General, Remotes, then Armchair (study),",
  "and type 0412 there. Waiting for it, 5 minutes at most.",
];

describe("pair, turned round", () => {
  it("says what to do on the device, and that it was done (PA-20)", async () => {
    const { run, service, show, start } = turned();
    const { status } = await start("--protocol", "dmap");
    expect(service.called("pairing.start")).toEqual([["pairing.start", "tv-1", "dmap"]]);
    await show();
    expect(run.out).toEqual(instruction);
    service.pairing({ step: "paired", ...subject, keptIn: "keychain", limited: [] });
    expect(await status).toBe(0);
    expect(run.out.at(-1)).toBe("Paired with Living Room.");
    expect(run.prompts).toEqual([]);
  });

  it("says that another code was typed, and shows the code only once", async () => {
    const { run, service, show, start } = turned();
    const { status } = await start();
    await show();
    await show({ code: "wrong-pin", message: "" });
    expect([run.out, run.err]).toEqual([instruction, ["Another code was typed on the device."]]);
    service.pairing({ step: "paired", ...subject, keptIn: "keychain", limited: [] });
    expect(await status).toBe(0);
  });

  it.each([
    [{ code: "timeout", message: "" }, 5, "Nobody typed the code on the device in time."],
    [{ code: "rejected", message: "" }, 6, "The device refused."],
  ] as const)("tells a time-out from a refusal", async (error, code, sentence) => {
    const { run, service, show, start } = turned();
    const { status } = await start();
    await show();
    service.pairing({ step: "failed", ...subject, error });
    expect(await status).toBe(code);
    expect(run.err).toEqual([sentence]);
  });

  it("gives the code to a script as JSON", async () => {
    const { run, show, start } = turned();
    const { status } = await start("--json");
    await show();
    expect(JSON.parse(run.out[0] ?? "")).toMatchObject({ device: "tv-1", type: "0412" });
    run.interrupt();
    expect(await status).toBe(130);
    expect(run.service.called("pairing.cancel")).toHaveLength(1);
  });

  it("takes no code from here, and no protocol that there is not", async () => {
    const { show, start } = turned();
    const { status } = await start("--pin", "1234");
    await show();
    expect(await status).toBe(2);
    expect(await turned().run.run("pair", "--protocol", "telepathy")).toBe(2);
  });
});
