import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** A row of the table: the case, and where it is tested for each protocol. */
const rows = readFileSync("test/interop/README.md", "utf8")
  .split("\n")
  .filter((line) => /^\| [a-z_]+ \| `/.test(line))
  .map((line) => line.slice(2, -2).split(" | "));

describe("TS-01 the table of the cases that pyatv shares", () => {
  it("has all 47 of them", () => {
    const cases = rows.map(([name]) => name);
    expect(cases).toHaveLength(47);
    expect(new Set(cases).size).toBe(47);
  });

  it.each(rows)("%s is tested where it says", (_name, ...places) => {
    expect(places).toHaveLength(2);
    for (const place of places) {
      const [, file = "", title = ""] = /^`(.+?)` (.+)$/.exec(place) ?? [];
      expect(existsSync(file), file).toBe(true);
      const named = [`"${title}`, `\`${title}`, `(\n    "${title}`];
      const source = readFileSync(file, "utf8");
      expect(
        named.some((start) => source.includes(start)),
        `${file}: ${title}`,
      ).toBe(true);
    }
  });
});
