import { describe, expect, it } from "vitest";
import { obeyAirplayFault } from "../../../src/main/virtual-tv/airplay-commands.ts";
import { AirplayFaults } from "../../../src/main/virtual-tv/airplay-faults.ts";
import { refusalOf } from "../../../src/main/virtual-tv/airplay-video-faults.ts";
import { TvCommand } from "../../../src/main/virtual-tv/commands.ts";

function faultsWith(...lines: readonly object[]) {
  const done: string[] = [];
  const actions = { reset: () => void done.push("reset"), finish: () => void done.push("finish") };
  const faults = new AirplayFaults(() => {}, actions);
  for (const line of lines) {
    const command = TvCommand.parse(line);
    obeyAirplayFault(faults, command as Parameters<typeof obeyAirplayFault>[1]);
  }
  return { faults, done };
}

describe("the lines that make a video misbehave", () => {
  it("refuse a step, and take it again", () => {
    const refuse = { do: "airplay-video-refuse", step: "play", status: 453 };
    const { faults } = faultsWith(refuse);
    expect(refusalOf(faults.video, "play")).toBe(453);
    expect(refusalOf(faults.video, "setup")).toBeNull();
    const again = faultsWith(refuse, { ...refuse, status: null });
    expect(refusalOf(again.faults.video, "play")).toBeNull();
  });

  it("count errors down, of what plays and never of what sets up", () => {
    const { faults } = faultsWith({ do: "airplay-video-errors", times: 1 });
    expect(refusalOf(faults.video, "setup")).toBeNull();
    expect(refusalOf(faults.video, "command")).toBe(500);
    expect(refusalOf(faults.video, "play")).toBeNull();
  });

  it("turn the others on and off", () => {
    const lines = ["silent", "empty-info", "asks-sender", "states-in-params", "none"];
    const { faults } = faultsWith(...lines.map((name) => ({ do: `airplay-video-${name}` })));
    expect(faults.video).toMatchObject({
      silent: true,
      emptyInfo: true,
      asksSender: true,
      statesInParams: true,
      refusesAll: true,
    });
    faults.clear();
    expect(Object.values(faults.video).filter((value) => value === true)).toEqual([]);
  });

  it("reset the sender, and play to the end", () => {
    const lines = [{ do: "airplay-video-reset" }, { do: "airplay-video-end" }];
    expect(faultsWith(...lines).done).toEqual(["reset", "finish"]);
  });

  it.each([
    { do: "airplay-video-refuse", step: "play", status: 200 },
    { do: "airplay-video-errors", times: -1 },
  ])("are not taken when they make no sense: %j", (line) => {
    expect(TvCommand.safeParse(line).success).toBe(false);
  });
});
