import { describe, expect, it } from "vitest";
import { createApi } from "../../../src/renderer/bridge.ts";
import { createFacts, follow, receive } from "../../../src/renderer/store/facts.ts";
import { followSession } from "../../../src/renderer/store/follow-session.ts";
import { RemoteError } from "../../../src/shared/errors.ts";
import { FakeBridge } from "../../support/renderer/fake-bridge.ts";
import { aDevice, anApp, aSession, someDevices } from "../../support/renderer/fixtures.ts";
import { settle } from "../../support/renderer/manual-window-clock.ts";

describe("the facts of a window", () => {
  it("ignores a snapshot that is older than the one it has", () => {
    const facts = createFacts();
    receive(facts, "app", anApp({ revision: 5, version: "new" }));
    receive(facts, "app", anApp({ revision: 4, version: "old" }));
    expect(facts.getState().app?.version).toBe("new");
  });

  it("sorts sessions out by device", () => {
    const facts = createFacts();
    receive(facts, "session", aSession({ deviceId: "a", revision: 9, power: "on" }));
    receive(facts, "session", aSession({ deviceId: "b", revision: 1, power: "off" }));
    receive(facts, "session", aSession({ deviceId: "a", revision: 8, power: "off" }));
    expect(facts.getState().sessions["a"]?.power).toBe("on");
    expect(facts.getState().sessions["b"]?.power).toBe("off");
  });

  it("keeps what a newer snapshot repeats as the same objects, and only that", () => {
    const facts = createFacts();
    const first = aSession({ revision: 1, features: { menu: "available" }, power: "on" });
    receive(facts, "session", first);
    const next = structuredClone({ ...first, revision: 2, power: "off" as const });
    receive(facts, "session", { ...next, volume: { control: "absolute", percent: 40 } });
    const held = facts.getState().sessions["tv"];
    expect(held).toMatchObject({ revision: 2, power: "off", volume: { percent: 40 } });
    expect(held?.features).toBe(first.features);
    expect(held?.outputs).toBe(first.outputs);
    expect(held?.volume).not.toBe(first.volume);
  });

  it("keeps an event that arrives before the answer to the first question", async () => {
    const bridge = new FakeBridge();
    let answer: (snapshot: unknown) => void = () => undefined;
    bridge.answer("app.snapshot", () => new Promise((resolve) => (answer = resolve)));
    const facts = createFacts();
    follow(createApi(bridge), facts, ["app"]);
    bridge.emit("app", anApp({ revision: 3, version: "event" }));
    answer(anApp({ revision: 2, version: "answer" }));
    await settle();
    expect(facts.getState().app?.version).toBe("event");
  });

  it("begins a forgotten device's next session afresh, though it counts from 1 again", () => {
    const facts = createFacts();
    receive(facts, "devices", someDevices([aDevice()], { revision: 1 }));
    receive(facts, "session", aSession({ revision: 70 }));
    receive(facts, "devices", someDevices([aDevice({ paired: false })], { revision: 2 }));
    receive(facts, "session", aSession({ revision: 71 }));
    expect(facts.getState().sessions["tv"]).toBeUndefined();
    receive(facts, "devices", someDevices([aDevice()], { revision: 3 }));
    receive(facts, "session", aSession({ revision: 1 }));
    expect(facts.getState().sessions["tv"]?.revision).toBe(1);
  });

  it("stops listening when told to", () => {
    const bridge = new FakeBridge();
    const stop = follow(createApi(bridge), createFacts(), ["app", "devices"]);
    expect(bridge.listenerCount).toBe(2);
    stop();
    expect(bridge.listenerCount).toBe(0);
  });

  it("connects to the selected device once it is paired, and once only", async () => {
    const bridge = new FakeBridge();
    bridge.answer("session.connect", () => aSession());
    const facts = createFacts();
    followSession(createApi(bridge), facts);
    receive(facts, "devices", someDevices([aDevice({ paired: false })], { revision: 1 }));
    await settle();
    expect(bridge.of("session.connect")).toEqual([]);
    receive(facts, "devices", someDevices([aDevice()], { revision: 2 }));
    await settle();
    receive(facts, "devices", someDevices([aDevice()], { revision: 3 }));
    await settle();
    expect(bridge.of("session.connect")).toEqual([["tv"]]);
  });

  it("leaves a session alone that main is already taking care of", async () => {
    const bridge = new FakeBridge();
    bridge.hold(aSession({ connection: { phase: "connecting", attempt: 1 } }));
    const facts = createFacts();
    followSession(createApi(bridge), facts);
    receive(facts, "devices", someDevices([aDevice()]));
    await settle();
    expect(bridge.of("session.connect")).toEqual([]);
    expect(facts.getState().sessions["tv"]?.connection.phase).toBe("connecting");
  });
});

describe("the typed bridge", () => {
  it("rejects with the error that the reply carries", async () => {
    const bridge = new FakeBridge();
    bridge.refuse("power.set", { code: "timeout", message: "late", details: { subject: "x" } });
    const failure = await createApi(bridge)
      .call("power.set", "tv", "on")
      .catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(RemoteError);
    expect(failure).toMatchObject({ code: "timeout", details: { subject: "x" } });
  });

  it("makes a RemoteError of anything else that goes wrong", async () => {
    const bridge = new FakeBridge();
    bridge.answer("demo.start", () => {
      throw new Error("broken pipe");
    });
    const failure = await createApi(bridge)
      .call("demo.start")
      .catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: "bug" });
  });
});
