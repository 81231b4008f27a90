import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { exitCodeOf, exitCodes } from "../../src/main/cli/exit-codes.ts";
import { createProgram } from "../../src/main/cli/program.ts";

/** Documents rot where nobody looks; what a machine can compare is compared here. */
const read = (path: string) => readFileSync(path, "utf8");
const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|tsx|mjs|py)$/.test(file))
    .map((file) => join(folder, file));

/** As GitHub makes them of headings. */
function anchors(markdown: string): string[] {
  const headings = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading ?? "");
  return headings.map((heading) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** The rows of the first table whose header begins like that, as cells. */
function table(markdown: string, header: string): string[][] {
  const [, ...rows] = markdown
    .slice(markdown.indexOf(`| ${header}`))
    .split("\n\n", 1)[0]
    ?.trim()
    .split("\n") ?? [""];
  return rows.slice(1).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe("the documents", () => {
  it("have every page and heading that the code points to", () => {
    const missing = ["src", "test", "scripts"].flatMap(filesBelow).flatMap((file) =>
      [...read(file).matchAll(/docs\/[\w/.-]+\.md(?:#([\w-]+))?/g)].flatMap(([link, anchor]) => {
        const path = link.split("#")[0] ?? "";
        const isThere =
          existsSync(path) && (anchor === undefined || anchors(read(path)).includes(anchor));
        return isThere ? [] : [`${file}: ${link}`];
      }),
    );
    expect(missing).toEqual([]);
  });

  it("link to each other only where something is", () => {
    const pages = readdirSync("docs", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md"))
      .map((file) => join("docs", file));
    const missing = ["README.md", ...pages].flatMap((page) =>
      [...read(page).matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].flatMap(
        ([link, file, anchor]) => {
          const path = file ? join(dirname(page), file) : page;
          const isThere =
            existsSync(path) && (anchor === undefined || anchors(read(path)).includes(anchor));
          return isThere ? [] : [`${page}: ${link}`];
        },
      ),
    );
    expect(missing).toEqual([]);
  });

  it.each(["README.md", "docs/ARCHITECTURE.md", "docs/CLI.md", "docs/virtual-tv.md"])(
    "name in %s only files that exist",
    (document) => {
      const named = [...read(document).matchAll(/`((?:src|test|scripts|docs)\/[\w/.-]+)`/g)];
      expect(named.map(([, path]) => path ?? "").filter((path) => !existsSync(path))).toEqual([]);
    },
  );

  it("number each decision once", () => {
    const numbers = readdirSync("docs/decisions").map((file) => file.slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toMatch(/^\d{4}$/);
  });

  it("have every decision that is named by its number alone", () => {
    const known = new Set(readdirSync("docs/decisions").map((file) => file.slice(0, 4)));
    const files = [
      ...["src", "test", "scripts"].flatMap(filesBelow),
      ...readdirSync("docs/protocols").map((file) => join("docs/protocols", file)),
    ];
    const missing = files.flatMap((file) =>
      [...read(file).matchAll(/docs\/decisions\/(\d{4})/g)].flatMap(([, number = ""]) =>
        known.has(number) ? [] : [`${file}: ${number}`],
      ),
    );
    expect(missing).toEqual([]);
  });

  it("describe every command that the command line has", () => {
    const program = createProgram("0", () => {});
    const described = table(read("docs/CLI.md"), "command")
      .flatMap(([names = ""]) => [...names.matchAll(/`([a-z]+(?:-[a-z]+)*)/g)])
      .map(([, name]) => name);
    for (const command of program.commands) expect(described).toContain(command.name());
  });

  it("list the exit codes that the command line has", () => {
    const documented = table(read("docs/CLI.md"), "exit status");
    const codes = documented.map(([code]) => Number(code));
    // 137 is what the system makes of a process that ends itself the hard way.
    expect(codes.filter((code) => code !== 137)).toEqual(Object.values(exitCodes));
    for (const [code, , errors = ""] of documented)
      for (const [, error] of errors.matchAll(/`([\w-]+)`/g))
        expect([error, exitCodeOf[error as keyof typeof exitCodeOf]]).toEqual([
          error,
          Number(code),
        ]);
    const inReadme = table(read("README.md"), "exit code").map(([code]) => Number(code));
    expect(inReadme).toEqual(Object.values(exitCodes).filter((code) => code < 100));
  });
});
