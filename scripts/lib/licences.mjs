import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import { compiledIn, lesser, lesserNotice } from "./compiled-in.mjs";
import { root } from "./paths.mjs";

/** What we may pass on together with MIT code. No GPL, AGPL or LGPL among it, but what `lesser` names. */
const allowed = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "Unlicense",
  "CC0-1.0",
]);

const licenceFile = /^(licen[cs]e|copying|notice)/i;

/**
 * Writes the licence of every package that our sources import, and of everything those depend on,
 * to out/licences/. Throws when one of them may not be passed on.
 * @returns {string[]} the packages, as `name@version`
 */
export function collectLicences() {
  const packages = new Map();
  for (const name of importedPackages(join(root, "src"))) add(packages, name, root);
  const refused = [...packages.values()].filter(
    ({ name, licence }) => !allowed.has(licence) && lesser[name]?.licence !== licence,
  );
  if (refused.length > 0) {
    const list = refused.map(({ id, licence }) => `${id} (${licence})`).join(", ");
    throw new Error(`These licences are not on the list of what we may ship: ${list}`);
  }
  const folder = join(root, "out/licences");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "ARMCHAIR.txt"), readFileSync(join(root, "LICENSE")));
  const entries = [...packages.values()].sort((a, b) => a.id.localeCompare(b.id));
  writeFileSync(
    join(folder, "THIRD-PARTY.txt"),
    entries
      .map(({ id, licence, text }) => `${id}\n${licence}\n\n${text.trim()}\n`)
      .join(`\n${"-".repeat(79)}\n\n`),
  );
  return entries.map(({ id }) => id);
}

/** Bare specifiers in import and export statements, dynamic ones included. */
function importedPackages(folder) {
  const names = new Set();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(file)) continue;
    const source = readFileSync(join(folder, file), "utf8");
    for (const [, specifier] of source.matchAll(
      /(?:from|import|import\(|require\()\s*"([^".][^"]*)"/g,
    )) {
      const name = specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");
      if (!name.startsWith("node:") && !builtinModules.includes(name)) names.add(name);
    }
  }
  names.delete("electron"); // brings its own licence files
  return names;
}

function add(packages, name, from) {
  const folder = find(name, from);
  if (folder === null) return; // an optional dependency for another platform
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const id = `${manifest.name}@${manifest.version}`;
  if (packages.has(id)) return;
  const licence = licenceOf(manifest);
  const text = [licenceText(folder, manifest), ...moreTerms(manifest.name)].join("\n\n");
  packages.set(id, { id, name: manifest.name, licence, text });
  const needed = { ...manifest.dependencies, ...manifest.optionalDependencies };
  for (const dependency of Object.keys(needed)) add(packages, dependency, folder);
}

/** What has to be said beside a package's own licence. */
function moreTerms(name) {
  const inside = compiledIn[name];
  const { terms = [], licence = "" } = inside ?? lesser[name] ?? {};
  return [
    ...(inside
      ? [`With ${inside.library} (${inside.source}), ${licence}.\n${inside.copyright}`]
      : []),
    ...(licence.startsWith("LGPL") ? [lesserNotice] : []),
    ...terms.map((file) => readFileSync(join(root, "scripts/licences", file), "utf8").trim()),
  ];
}

function find(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
    if (dirname(folder) === folder) return null;
  }
}

const licenceOf = ({ license }) =>
  (typeof license === "string" ? license : license?.type) ?? "none given";

function licenceText(folder, { author, license }) {
  const files = readdirSync(folder).filter((name) => licenceFile.test(name));
  if (files.length > 0)
    return files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  const who = typeof author === "string" ? author : (author?.name ?? "its authors");
  return `Copyright ${who}. Published under ${license}; the package has no licence file.`;
}
