import { describe, expect, it } from "vitest";
import { UnseenLine } from "../../../src/main/cli/console.ts";
import { CliRun, ScriptedService, summary } from "../../support/cli-world.ts";

const run = () =>
  new CliRun(new ScriptedService([summary()], { "devices.setPassword": async () => {} }));

describe("password", () => {
  it("is typed unseen, kept, and shown nowhere", async () => {
    const cli = run();
    cli.typed.push(" open sesame ");
    expect(await cli.run("password", "set", "Living Room")).toBe(0);
    expect(cli.prompts).toEqual(["AirPlay password of Living Room: (unseen)"]);
    expect(cli.service.called("devices.setPassword")).toEqual([
      ["devices.setPassword", "tv-1", " open sesame "],
    ]);
    expect(cli.out).toEqual(["The password of Living Room is kept."]);
    expect([...cli.out, ...cli.err].join()).not.toContain("sesame");
  });

  it("is forgotten", async () => {
    const cli = run();
    expect(await cli.run("password", "clear", "--json")).toBe(0);
    expect(cli.service.called("devices.setPassword")).toEqual([
      ["devices.setPassword", "tv-1", null],
    ]);
    expect(JSON.parse(cli.out[0] ?? "")).toEqual({ device: "tv-1", password: "cleared" });
  });

  it("is not set to nothing", async () => {
    const cli = run();
    cli.typed.push("");
    expect(await cli.run("password", "set")).toBe(2);
    expect(await run().run("password", "set")).toBe(130);
  });
});

describe("a line typed unseen", () => {
  const typed = (...keys: string[]) => {
    const line = new UnseenLine();
    const ends = keys.map((key) => line.type(key));
    return [ends.at(-1), line.text];
  };

  it("is what was typed, without what was taken back", () => {
    expect(typed("a", "b", "\u007f", "ü", "😀", "\r")).toEqual(["line", "aü😀"]);
    expect(typed("wrong", "\u0015", "right\n")).toEqual(["line", "right"]);
    expect(typed("a", "\u001b[A", "\u001bOP", "b", "\r")).toEqual(["line", "ab"]);
  });

  it("may be given up", () => {
    expect(typed("secret", "\u0003")[0]).toBe("interrupt");
    expect(typed("\u0004")[0]).toBe("over");
    expect(typed("a", "\u0004", "\r")).toEqual(["line", "a"]);
  });
});
