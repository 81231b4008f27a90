import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TV_PIN, type TvLan, tvLan } from "../support/tv-lan.ts";

const signal = new AbortController().signal;

describe("pairing with the virtual Apple TV", () => {
  let world: TvLan;

  beforeEach(async () => {
    world = await tvLan();
  });

  afterEach(async () => {
    await world.close();
    await world.clock.advance(0);
    expect(world.lan.openHandles).toBe(0);
  });

  async function tryPin(pin: string): Promise<unknown> {
    const dialogue = world.dialogue();
    try {
      await world.run(dialogue.begin(signal));
      return await world.run(dialogue.finish(pin, signal));
    } finally {
      dialogue.close();
    }
  }

  it("shows the PIN while somebody pairs and takes it away afterwards (PA-31)", async () => {
    const dialogue = world.dialogue();
    expect(world.tv.screen.value.pin).toBeNull();
    await world.run(dialogue.begin(signal));
    expect(world.tv.screen.value.pin).toBe(TV_PIN);
    await world.run(dialogue.finish(TV_PIN, signal));
    expect(world.tv.screen.value.pin).toBeNull();
    await world.tv.received("paired");
  });

  it("takes the PIN away when the remote goes away", async () => {
    const dialogue = world.dialogue();
    await world.run(dialogue.begin(signal));
    dialogue.close();
    await world.clock.advance(10);
    expect(world.tv.screen.value.pin).toBeNull();
  });

  it("makes a wrong PIN wait 1, 16, 32 and 64 s, until it is restarted", async () => {
    for (const retryAfterS of [1, 16, 32, 64]) {
      await expect(tryPin("0000")).rejects.toMatchObject({
        code: "wrong-pin",
        details: { retryAfterS },
      });
      await expect(tryPin(TV_PIN)).rejects.toMatchObject({ code: "backoff" });
      await world.clock.advance(retryAfterS * 1000);
    }
    await world.tv.restart();
    await expect(tryPin(TV_PIN)).resolves.toMatchObject({ kind: "hap" });
  });

  it("lets one remote pair at a time", async () => {
    const first = world.dialogue();
    await world.run(first.begin(signal));
    await expect(tryPin(TV_PIN)).rejects.toMatchObject({ code: "busy" });
    expect(world.tv.screen.value.pin).toBe(TV_PIN);
    await world.run(first.finish(TV_PIN, signal));
    await expect(tryPin(TV_PIN)).resolves.toMatchObject({ kind: "hap" });
  });

  it.each([
    ["a back-off of its own", "backoff", (tv: TvLan["tv"]) => tv.faults.backoff(180)],
    ["busy", "busy", (tv: TvLan["tv"]) => tv.faults.busy()],
    ["too many remotes", "full", (tv: TvLan["tv"]) => tv.faults.maxPeers()],
  ])("refuses with %s", async (_name, code, fault) => {
    fault(world.tv);
    await expect(tryPin(TV_PIN)).rejects.toMatchObject({ code });
    world.tv.faults.clear();
    await expect(tryPin(TV_PIN)).resolves.toMatchObject({ kind: "hap" });
  });

  it.each([
    ["proof", (tv: TvLan["tv"]) => tv.faults.wrongProof()],
    ["signature", (tv: TvLan["tv"]) => tv.faults.wrongSignature()],
  ])("is found out when its %s is wrong (QK-26)", async (_name, fault) => {
    fault(world.tv);
    await expect(tryPin(TV_PIN)).rejects.toMatchObject({ code: expect.any(String) });
  });

  it("remembers a remote, until it forgets its pairings (PA-42)", async () => {
    const credentials = await world.pair();
    const channel = await world.open(credentials);
    world.tv.faults.forgetPairing();
    expect((await world.run(channel.closed)).kind).not.toBe("asked");
    await expect(world.open(credentials)).rejects.toMatchObject({ code: "unpaired" });
  });
});
