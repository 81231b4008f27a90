import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/**
 * The rules of docs/ARCHITECTURE.md, checked on every import. A rule that only stands in a document
 * is a wish.
 */
const root = resolve("src");
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"))
  .map((file) => file.replaceAll("\\", "/"));

interface Import {
  readonly from: string;
  readonly specifier: string;
  /** Path below src for our own files, else null. */
  readonly target: string | null;
}

const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
const imports: Import[] = files.flatMap((file) => {
  const source = sources.get(file) ?? "";
  return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => ({
    from: file,
    specifier: fileName,
    target: fileName.startsWith(".")
      ? relative(root, resolve(root, dirname(file), fileName)).replaceAll("\\", "/")
      : null,
  }));
});

/** The room a file belongs to. */
function room(file: string): string {
  const [top = "", second = "", third = ""] = file.split("/");
  if (top !== "main") return top;
  if (file === "main/index.ts") return "index";
  if (second === "protocols" && third.includes(".")) return "protocols";
  return second;
}

/** Which rooms each room may import, itself and `shared` aside. */
const below: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  renderer: [],
  preload: [],
  runtime: [],
  wire: ["runtime"],
  crypto: ["runtime"],
  hap: ["crypto", "wire", "runtime"],
  announce: ["wire", "runtime"],
  sound: ["announce", "media", "crypto", "wire", "runtime"],
  protocols: ["sound", "hap", "announce", "crypto", "wire", "runtime"],
  storage: ["hap", "runtime"],
  discovery: ["protocols", "wire", "runtime"],
  media: ["runtime"],
  device: ["discovery", "protocols", "sound", "media", "storage", "hap", "runtime"],
  "virtual-tv": [
    "device",
    "discovery",
    "protocols",
    "announce",
    "hap",
    "crypto",
    "wire",
    "runtime",
  ],
  ipc: ["device", "runtime"],
  cli: [
    "ipc",
    "device",
    "sound",
    "media",
    "discovery",
    "protocols",
    "storage",
    "virtual-tv",
    "runtime",
  ],
  // D-Bus is the one wire format that the app itself speaks.
  app: [
    "ipc",
    "device",
    "sound",
    "media",
    "discovery",
    "protocols",
    "storage",
    "virtual-tv",
    "wire",
    "runtime",
  ],
  index: ["app", "ipc", "device", "discovery", "protocols", "storage", "virtual-tv", "runtime"],
};

const wrong = (test: (entry: Import) => boolean) =>
  imports.filter(test).map(({ from, specifier }) => `${from} imports ${specifier}`);

describe("architecture", () => {
  it("has every file in a room it knows", () => {
    expect(files.filter((file) => !(room(file) in below))).toEqual([]);
  });

  it("lets imports point one way only", () => {
    expect(
      wrong(({ from, target }) => {
        // The version of the program is read from package.json.
        if (target === null || target === "../package.json") return false;
        const source = room(from);
        const wanted = room(target);
        if (wanted === source || wanted === "shared") return false;
        return !below[source]?.includes(wanted);
      }),
    ).toEqual([]);
  });

  it("keeps protocols apart from one another", () => {
    const protocolOf = (file: string) => /^main\/protocols\/([^/]+)\//.exec(file)?.[1];
    expect(
      wrong(({ from, target }) => {
        const [own, other] = [protocolOf(from), target === null ? undefined : protocolOf(target)];
        // What AirPlay and RAOP share: the connection to a receiver. It knows neither of them.
        if (other === "rtsp") return false;
        return own !== undefined && other !== undefined && own !== other;
      }),
    ).toEqual([]);
  });

  it("lets device and discovery know the plug-in contract, never a protocol by name", () => {
    expect(
      wrong(
        ({ from, target }) =>
          /^main\/(device|discovery)\//.test(from) &&
          target !== null &&
          /^main\/protocols\/([^/]+\/|registry)/.test(target),
      ),
    ).toEqual([]);
  });

  it("imports Electron only where Electron lives", () => {
    expect(
      wrong(
        ({ from, specifier }) =>
          (specifier === "electron" || specifier.startsWith("electron/")) &&
          !/^(main\/app\/|main\/index\.ts|main\/ipc\/electron-port\.ts|preload\/)/.test(from),
      ),
    ).toEqual([]);
  });

  it("imports ciphers and curves only in crypto, and random bytes only in runtime", () => {
    expect(
      wrong(
        ({ from, specifier }) =>
          /^(node:crypto|crypto|@noble\/.*|tweetnacl|fast-srp-hap)$/.test(specifier) &&
          !/^main\/(crypto\/|runtime\/random\.ts|index\.ts|cli\/web-crypto\.ts|app\/web-crypto\.ts|runtime\/web-crypto\.ts)/.test(
            from,
          ),
      ),
    ).toEqual([]);
  });

  it("opens sockets and reads clocks only in runtime", () => {
    const sockets = /^(node:)?(net|dgram|tls|http|https|timers|timers\/promises)$/;
    expect(
      wrong(
        ({ from, specifier }) =>
          from.startsWith("main/") && sockets.test(specifier) && room(from) !== "runtime",
      ),
    ).toEqual([]);
    const impure =
      /\b(setTimeout|setInterval|setImmediate|Date\.now|new Date\(\)|Math\.random|performance\.now)\b/;
    const offenders = [...sources]
      .filter(([file]) => room(file) !== "runtime" && file !== "renderer/clock.ts")
      .filter(([, source]) => impure.test(withoutComments(source)))
      .map(([file]) => file);
    expect(offenders).toEqual([]);
  });

  it("gives the windows no Node module", () => {
    expect(
      wrong(({ from, specifier }) => from.startsWith("renderer/") && specifier.startsWith("node:")),
    ).toEqual([]);
  });

  it("keeps files small: 400 lines at most, tables and generated code aside", () => {
    const tables = /(-table|-tables|\.generated|words\/[a-z-]+)\.tsx?$/;
    const long = [...sources]
      .filter(([file]) => !tables.test(file))
      .map(([file, source]) => [file, source.split("\n").length] as const)
      .filter(([, lines]) => lines > 400);
    expect(long).toEqual([]);
  });

  it("asks for nothing that Node 18.15 lacks, which the development runtime has", () => {
    const newer =
      /\b(URL\.canParse|URL\.parse|Promise\.(withResolvers|try)|(Object|Map)\.groupBy|AbortSignal\.any|Array\.fromAsync)\b|\.(toSorted|toReversed|toSpliced|isWellFormed|toWellFormed)\(/;
    const offenders = [...sources]
      .filter(([file]) => !file.startsWith("renderer/"))
      .filter(([, source]) => newer.test(withoutComments(source)))
      .map(([file]) => file);
    expect(offenders).toEqual([]);
  });

  it("uses no loosened check", () => {
    const loosened =
      /@ts-ignore|@ts-nocheck|@ts-expect-error|biome-ignore|eslint-disable|\bas any\b/;
    expect(
      [...sources].filter(([, source]) => loosened.test(source)).map(([file]) => file),
    ).toEqual([]);
  });
});

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}
