import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { mediaEndings, wantedByArguments } from "../../src/main/app/play-link.ts";

// What the packages tell the system that they open, and what the program opens.
const file = readFileSync("electron-builder.yml", "utf8");
const section = /^fileAssociations:\n((?: .*\n|\n)*)/m.exec(file)?.[1] ?? "";
const associations = section.split(/^ {2}- /m).slice(1);
const wordOf = (association: string, key: string) =>
  new RegExp(`^(?: {4})?${key}: (.+)$`, "m").exec(association)?.[1] ?? "";
const endingsOf = (association: string) => wordOf(association, "ext").match(/[a-z0-9]+/g) ?? [];
const registered = associations.flatMap(endingsOf);

it("packages register the endings that the program opens, each once, and no others", () => {
  expect(registered.length).toBeGreaterThan(10);
  expect([...registered].sort()).toEqual([...mediaEndings].sort());
});

it.each(registered)(
  "a file that ends in .%s, opened with us, is one to play, in capitals too",
  (ending) => {
    for (const name of [`song.${ending}`, `SONG.${ending.toUpperCase()}`]) {
      const wanted = wantedByArguments(["armchair", name], (path) => `/here/${path}`);
      expect(wanted).toEqual([{ source: "file", path: `/here/${name}` }]);
    }
  },
);

it("none is claimed: whoever plays it now keeps it, and each has its type and a name", () => {
  for (const association of associations) {
    expect(wordOf(association, "role")).toBe("Viewer");
    expect(wordOf(association, "rank")).toBe("Alternate");
    expect(wordOf(association, "mimeType")).toMatch(/^(audio|video)\/[a-z0-9.-]+$/);
    expect(wordOf(association, "name")).not.toBe("");
  }
  const types = associations.map((association) => wordOf(association, "mimeType"));
  expect(new Set(types).size).toBe(types.length);
});
