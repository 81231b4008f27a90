import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DmapPairing } from "../../src/main/protocols/dmap/pairing.ts";
import { AirplayRemote } from "../support/airplay-remote.ts";
import { realRuntime } from "../support/runtime.ts";
import { TvProcess } from "../support/tv-process.ts";

const SEED = "ab".repeat(32);

describe("the virtual Apple TV from the command line", () => {
  let tv: TvProcess;

  beforeAll(async () => {
    tv = await TvProcess.start("--no-mdns", "--host", "127.0.0.1", "--seed", SEED, "--pin", "1111");
  });

  afterAll(async () => {
    await tv?.stop();
  });

  it("says where it listens and what is on its screen", async () => {
    expect(tv.port).toBeGreaterThan(0);
    const screen = await tv.shows(() => true);
    expect(screen).toMatchObject({ name: "Virtual Apple TV", power: "on", view: "home" });
  });

  it("does what it is told, and reports every screen", async () => {
    await tv.do({ do: "ask-text", prompt: "Name", text: "ab" });
    const asking = await tv.shows(({ keyboard }) => keyboard !== null);
    expect(asking.keyboard).toEqual({ prompt: "Name", text: "ab", secure: false });
    await tv.do({ do: "sleep" });
    await tv.received("sleep");
    await tv.shows(({ power }) => power === "asleep");
  });

  it("moves to another port when told to", async () => {
    const before = tv.port;
    await tv.do({ do: "change-port" });
    expect(tv.port).not.toBe(before);
  });

  it("refuses what is no command and goes on", async () => {
    // Deliberately outside the type: this is what a person may type.
    await expect(tv.do({ do: "dance" } as unknown as { do: "wake" })).rejects.toThrow();
    await tv.do({ do: "wake" });
    await tv.shows(({ power }) => power === "on");
  });

  it("is the same TV for the same seed", async () => {
    const again = await TvProcess.start("--no-mdns", "--host", "127.0.0.1", "--seed", SEED);
    expect(again.identifiers).toEqual(tv.identifiers);
    await again.stop();
  });

  it("is any of the models, and misbehaves on AirPlay when told to", async () => {
    const pod = await TvProcess.start("--no-mdns", "--host", "127.0.0.1", "--model=homepod-mini");
    expect((await pod.shows(() => true)).name).toBe("Virtual HomePod");
    const { airplayPort: port } = pod;
    const runtime = realRuntime();
    const remote = await AirplayRemote.connect(runtime, "127.0.0.1", port);
    await remote.transient();
    expect((await remote.ask("POST", "/feedback")).status).toBe(200);
    await pod.do({ do: "airplay-feedback", how: "error" });
    expect((await remote.ask("POST", "/feedback")).status).toBe(500);
    await pod.do({ do: "clear-faults" });
    expect((await remote.ask("POST", "/feedback")).status).toBe(200);
    const gone = remote.control.closed;
    await pod.do({ do: "airplay-reset", connection: "control" });
    expect(await gone).toBeInstanceOf(Error);
    await pod.stop();
  });

  it("is an Apple TV 3 that lets a remote in when told to type its code (PA-20 to PA-23)", async () => {
    const where = ["--host", "127.0.0.1", "--interface", "lo"];
    const tv3 = await TvProcess.start("--model=apple-tv-3", "--name", "Attic", ...where);
    expect(tv3.dmapPort).toBeGreaterThan(0);
    const { signal } = new AbortController();
    const pairing = new DmapPairing("Armchair (test)", realRuntime(), ["127.0.0.1"]);
    try {
      const { pin, remoteName } = await pairing.begin(signal);
      const paired = pairing.paired(signal, () => {});
      await tv3.do({ do: "dmap-wrong-pin" });
      await tv3.do({ do: "pair-remote", name: remoteName, pin });
      await tv3.received("remote refused");
      await tv3.do({ do: "dmap-wrong-pin", on: false });
      await tv3.do({ do: "pair-remote", name: remoteName, pin });
      await tv3.received("paired");
      expect((await paired).kind).toBe("dmap");
    } finally {
      pairing.close();
      await tv3.stop();
    }
  });

  it("says what is wrong with its arguments", async () => {
    await expect(TvProcess.start("--model", "newton")).rejects.toThrow("apple-tv-hd-tvos14");
    await expect(TvProcess.start("--access", "nobody")).rejects.toThrow("home-only");
    await expect(TvProcess.start("--pin", "abc")).rejects.toThrow("--pin takes four digits");
    await expect(TvProcess.start("--nonsense")).rejects.toThrow("--nonsense");
  });
});
