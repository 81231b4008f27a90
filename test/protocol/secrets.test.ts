import { afterEach, describe, expect, it } from "vitest";
import { World } from "./whole-path.ts";

const PIN = "7395";
const TYPED = "correct horse battery staple";

/** Everything that leaves the process's memory, or could: log, trace, snapshots, settings. */
function everythingWritten(world: World): string {
  const { hub, settings, written } = world;
  return [
    ...written,
    JSON.stringify(settings.settings.value),
    JSON.stringify(hub.devices.value),
    JSON.stringify(hub.peek(world.id)?.snapshot.value.connection),
    JSON.stringify(hub.pairing.snapshot.value),
  ].join("\n");
}

describe("secrets", () => {
  let world: World;
  afterEach(() => world.close());

  it("leave no trace of the PIN, the keys or a typed password, with tracing on", async () => {
    world = await World.start({ pin: PIN });
    const seen: string[] = [];
    world.hub.pairing.snapshot.on((snapshot) => seen.push(JSON.stringify(snapshot)));
    await world.paired();
    world.tv.scenarios.askForText({ secure: true, prompt: "Password" });
    await world.until("the field is open", () => {
      return world.hub.peek(world.id)?.snapshot.value.keyboard.focused === true;
    });
    const typing = world.hub.session(world.id).commands.textSet(TYPED);
    await world.until("the text arrives", () => world.tv.state.value.keyboard?.text === TYPED);
    await typing;

    const { companion } = await world.credentials.get(world.id);
    if (!companion) throw new Error("no key was stored");
    const key = Buffer.from(companion.ourPrivateKey.expose());
    const text = [everythingWritten(world), ...seen].join("\n");
    expect(world.written.length).toBeGreaterThan(20);
    for (const secret of [PIN, key.toString("hex"), key.toString("base64")]) {
      expect(text.includes(secret)).toBe(false);
    }
    // The window shows what is in the field; nothing that is kept does.
    expect(world.written.join("\n").includes(TYPED)).toBe(false);
    expect(JSON.stringify(world.settings.settings.value).includes(TYPED)).toBe(false);
  });
});
