import { describe, expect, it } from "vitest";
import { Command } from "../../../src/main/wire/mrp/numbers.ts";
import { settle } from "../../support/manual-clock.ts";
import { command, playing } from "../../support/mrp-messages.ts";
import { mrpWorld } from "../../support/mrp-world.ts";

describe("the channel", () => {
  it("hands on signs of life, and closes the session once", async () => {
    const { channel, session } = mrpWorld();
    await channel.probe();
    expect(session.probes).toBe(1);
    await channel.close();
    expect(await channel.closed).toEqual({ kind: "asked" });
  });

  it("stops listening when the session ends", async () => {
    const { session } = mrpWorld();
    session.end({ kind: "ended" });
    await settle();
    expect(session.messages.listenerCount).toBe(0);
    expect(session.deviceInfo.listenerCount).toBe(0);
    expect(session.facts.listenerCount).toBe(0);
  });

  it("IF-167: tells what the device says of itself, beside what the link knows", () => {
    const { session, state } = mrpWorld({
      systemBuildVersion: "23J362",
      modelIdentifier: "AppleTV14,1",
    });
    session.facts.set({ osVersion: "26.0", build: "old" });
    expect(state().facts).toMatchObject({
      osVersion: "26.0",
      build: "23J362",
      rawModel: "AppleTV14,1",
    });
  });

  it("FE-02, FE-03, FE-04: features follow commands and fields", () => {
    const { session, state } = mrpWorld();
    session.push(
      ...playing(
        { title: "A", duration: 10, artworkAvailable: true },
        { commands: [command(Command.SeekToPlaybackPosition), command(Command.NextTrack)] },
      ),
    );
    expect(state().features).toMatchObject({
      title: "available",
      artist: "unavailable",
      "total-time": "available",
      position: "unavailable",
      artwork: "available",
      app: "available",
      "set-position": "available",
      next: "available",
      previous: "unavailable",
      "fast-forward": "unavailable",
      "play-pause": "unavailable",
      "home-hold": "available",
      "add-output-devices": "available",
    });
    expect(state().features.siri).toBeUndefined();
    expect(state().features["app-list"]).toBeUndefined();
  });
});
