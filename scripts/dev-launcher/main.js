// What `electron <folder>` needs and the development runtime lacks: opens the app in the folder
// named on the command line. Packed as resources/default_app.asar; a packaged app.asar wins over it.
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { join, resolve } = require("node:path");
const { app } = require("electron");

function parse(words) {
  const preload = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === "-r" || word === "--require") preload.push(words[++index]);
    else if (word === "--version" || word === "-v") return { preload, version: true };
    else if (!word.startsWith("-")) return { preload, folder: resolve(word) };
  }
  return { preload };
}

function open(folder) {
  const description = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  Object.defineProperty(process, "defaultApp", { value: true, enumerable: true });
  app.setVersion(description.version ?? "0.0.0");
  app.setName(description.productName ?? description.name);
  if (description.desktopName) app.setDesktopName(description.desktopName);
  app.setAppPath(folder);
  Module._load(Module._resolveFilename(folder, null, true), Module, true);
}

const { preload, folder, version } = parse(process.argv.slice(1));
for (const name of preload) Module._load(name, Module, true);
if (version) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
} else if (folder) {
  open(folder);
} else {
  process.stderr.write("Name the folder of an app to open.\n");
  process.exit(1);
}
