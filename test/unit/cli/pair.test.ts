import { describe, expect, it } from "vitest";
import { RemoteError } from "../../../src/shared/errors.ts";
import type { ProtocolId } from "../../../src/shared/model/protocol.ts";
import type { LostChannel } from "../../../src/shared/model/session.ts";
import { CliRun, ScriptedService, summary } from "../../support/cli-world.ts";
import { settle } from "../../support/manual-clock.ts";

const unpaired = summary({ paired: false });
const subject = { deviceId: "tv-1", name: "Living Room" };
const wrong = { code: "wrong-pin", message: "" } as const;

/** A TV that shows 1234; `end` is what a right code leads to. */
function pairing(end: "keychain" | "memory" = "keychain", devices = [unpaired]) {
  const service: ScriptedService = new ScriptedService(devices, {
    "pairing.start": async () => {
      service.pairing({ step: "starting", ...subject });
      ask(null);
    },
    "pairing.submitPin": async (pin) => {
      service.pairing({ step: "checking", ...subject });
      if (pin === "1234") service.pairing({ step: "paired", ...subject, keptIn: end, limited: [] });
      else ask(wrong);
    },
    "pairing.cancel": async () => {},
    "devices.forget": async () => {},
  });
  const ask = (previous: typeof wrong | null) =>
    service.pairing({
      second: null,
      step: "enter-pin",
      ...subject,
      protocol: "companion",
      previous,
    });
  return new CliRun(service);
}

/** A TV that shows 1234 and then, for what plays, 5678. */
function pairingTwice(first: ProtocolId = "companion") {
  const ask = (second: boolean, previous: typeof wrong | null = null) =>
    service.pairing({
      step: "enter-pin",
      ...subject,
      protocol: second ? "airplay" : first,
      previous,
      second: second ? first : null,
    });
  const end = (limited: readonly LostChannel[]) =>
    service.pairing({ step: "paired", ...subject, keptIn: "keychain", limited });
  const service: ScriptedService = new ScriptedService([unpaired], {
    "pairing.start": async () => ask(false),
    "pairing.submitPin": async (pin) => {
      service.pairing({ step: "checking", ...subject });
      if (pin === "5678") end([]);
      else ask(true, pin === "1234" ? null : wrong);
    },
    "pairing.skip": async () => end([{ protocol: "mrp", cause: "unpaired" }]),
  });
  return new CliRun(service);
}

describe("pair", () => {
  it("asks for the code and tells where it went well", async () => {
    const run = pairing();
    run.typed.push(" 1234 ");
    expect(await run.run("pair")).toBe(0);
    expect(run.prompts).toEqual(["Code on the screen of Living Room: "]);
    expect([run.out, run.err]).toEqual([["Paired with Living Room."], []]);
    expect(run.service.listenerCount).toBe(0);
  });

  it("takes the code with the command", async () => {
    const run = pairing();
    expect(await run.run("pair", "--device", "tv-1", "--pin", "1234", "--json")).toBe(0);
    expect(JSON.parse(run.out[0] ?? "")).toEqual({
      paired: "tv-1",
      name: "Living Room",
      keptIn: "keychain",
      limited: [],
    });
    expect(run.prompts).toEqual([]);
  });

  it("takes the device as an argument, too", async () => {
    const run = pairing();
    expect(await run.run("pair", "Living Room", "--pin", "1234")).toBe(0);
    expect(await pairing().run("pair", "Kitchen", "--pin", "1234")).toBe(3);
  });

  it("asks again after a wrong code", async () => {
    const run = pairing();
    run.typed.push("0000", "1234");
    expect(await run.run("pair")).toBe(0);
    expect(run.err).toEqual(["That code was not right."]);
  });

  it("exits 6 when the code given was wrong, and lets go of the device", async () => {
    const run = pairing();
    expect(await run.run("pair", "--pin", "0000")).toBe(6);
    expect(run.err).toEqual(["That code was not right."]);
    expect(run.service.called("pairing.cancel")).toHaveLength(1);
  });

  it("says why a second code is wanted, and goes without it for an empty line", async () => {
    const run = pairingTwice();
    run.typed.push("1234", "");
    expect(await run.run("pair")).toBe(0);
    expect(run.err).toEqual([
      "Living Room did not take the first code's key for airplay and shows another code. Without it the buttons work, but not what plays.",
      'Without mrp: Not paired; run "pair" first.',
    ]);
    expect(run.service.called("pairing.skip")).toHaveLength(1);
    expect(run.out).toEqual(["Paired with Living Room."]);
  });

  it("says of an Apple TV 3 that its AirPlay wants a code of its own, once", async () => {
    const run = pairingTwice("dmap");
    run.typed.push("1234", "0000", "5678");
    expect(await run.run("pair")).toBe(0);
    expect(run.err).toEqual([
      "Living Room is paired as a remote. For videos, AirPlay wants a code of its own, which Living Room shows now. Without it the remote works all the same.",
      "That code was not right.",
    ]);
  });

  it("takes a second code, also after one that came with the command and one mistyped", async () => {
    const run = pairingTwice();
    run.typed.push("0000", "5678");
    expect(await run.run("pair", "--pin", "1234", "--json")).toBe(0);
    expect(run.service.called("pairing.submitPin").map(([, pin]) => pin)).toEqual([
      "1234",
      "0000",
      "5678",
    ]);
    expect(JSON.parse(run.out[0] ?? "")).toMatchObject({ paired: "tv-1", limited: [] });
  });

  it("asks for no second code with --skip-second", async () => {
    const run = pairingTwice();
    expect(await run.run("pair", "--pin", "1234", "--skip-second")).toBe(0);
    expect(run.prompts).toEqual([]);
    expect(run.service.called("pairing.skip")).toHaveLength(1);
  });

  it("says of a HomePod that it needs no pairing, which is no error", async () => {
    const pod = summary({ name: "Kitchen", paired: false, pairable: false, unpairable: "no-code" });
    const run = pairing("keychain", [pod]);
    expect(await run.run("pair", "Kitchen")).toBe(0);
    expect(run.out).toEqual(["Kitchen needs no pairing: name it with --device and use it."]);
    expect(run.service.called("pairing")).toEqual([]);
  });

  it("exits 2 for a code that cannot be one", async () => {
    expect(await pairing().run("pair", "--pin", "12")).toBe(2);
  });

  it("warns when the key is kept in memory only", async () => {
    const run = pairing("memory");
    expect(await run.run("pair", "--pin", "1234")).toBe(0);
    expect(run.err).toEqual(["The key could not be stored: it is gone when the program ends."]);
  });

  it("tells how long a device backs off", async () => {
    const error = { code: "backoff", message: "", details: { retryAfterS: 3600 } } as const;
    const service: ScriptedService = new ScriptedService([unpaired], {
      "pairing.start": async () => {
        service.pairing({ step: "backing-off", ...subject, untilMs: 1, error });
      },
    });
    const run = new CliRun(service);
    expect(await run.run("pair")).toBe(6);
    expect(run.err[0]).toContain("3600 seconds");
  });

  it("waits out a short back-off after a wrong code, and asks again", async () => {
    const error = { code: "backoff", message: "", details: { retryAfterS: 2 } } as const;
    const starts: number[] = [];
    const service: ScriptedService = new ScriptedService([unpaired], {
      "pairing.start": async () => {
        starts.push(again.clock.now());
        const step = {
          second: null,
          step: "enter-pin",
          protocol: "companion",
          previous: null,
        } as const;
        service.pairing({ ...step, ...subject });
      },
      "pairing.submitPin": async (pin) => {
        if (pin === "1234")
          service.pairing({ step: "paired", ...subject, keptIn: "keychain", limited: [] });
        else service.pairing({ step: "backing-off", ...subject, untilMs: 1, error });
      },
    });
    const again = new CliRun(service);
    again.typed.push("0000", "1234");
    expect(await again.run("pair", "--device", "tv-1")).toBe(0);
    expect(starts).toEqual([0, 2000]);
    expect(again.err).toEqual([
      "That code was not right.",
      "The device takes another code in 2 s; waiting.",
    ]);
  });

  it("calls a wrong code wrong, even when the device backs off at once", async () => {
    const error = { code: "backoff", message: "", details: { retryAfterS: 2 } } as const;
    const service: ScriptedService = new ScriptedService([unpaired], {
      "pairing.start": async () => {
        const step = {
          second: null,
          step: "enter-pin",
          protocol: "companion",
          previous: null,
        } as const;
        service.pairing({ ...step, ...subject });
      },
      "pairing.submitPin": async () =>
        service.pairing({ step: "backing-off", ...subject, untilMs: 1, error }),
    });
    const run = new CliRun(service);
    expect(await run.run("pair", "--pin", "0000")).toBe(6);
    expect(run.err).toEqual(["That code was not right."]);
  });

  it("exits 3 when nothing in sight can be paired, and 2 when it is not clear what", async () => {
    expect(await pairing("keychain", []).run("pair")).toBe(3);
    const run = pairing("keychain", [unpaired, summary({ id: "tv-2", paired: false })]);
    expect(await run.run("pair")).toBe(2);
    expect(run.service.called("pairing.start")).toEqual([]);
  });

  it("gives up in order when interrupted at the question", async () => {
    const service: ScriptedService = new ScriptedService([unpaired], {
      "pairing.start": async () => service.pairing({ step: "starting", ...subject }),
    });
    const run = new CliRun(service);
    const status = run.start("pair", "--device", "tv-1");
    await settle();
    run.interrupt();
    expect(await status).toBe(130);
    expect(service.called("pairing.cancel")).toHaveLength(1);
  });
});

describe("forget", () => {
  it("forgets the chosen device", async () => {
    const run = pairing("keychain", [summary()]);
    expect(await run.run("forget", "--device", "Living Room")).toBe(0);
    expect(run.service.called("devices.forget")).toEqual([["devices.forget", "tv-1"]]);
    expect(run.out).toEqual(["Forgot Living Room."]);
  });

  it("exits 7 when the keychain will not let go of the key", async () => {
    const service = new ScriptedService([summary()], {
      "devices.forget": async () => {
        throw new RemoteError("locked", "the keychain is locked");
      },
    });
    expect(await new CliRun(service).run("forget")).toBe(7);
  });
});
