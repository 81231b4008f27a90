import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { assetAt, isDecoderPage, isOwnPage } from "../../src/main/app/asset-path.ts";

const folder = join("/", "app", "out", "renderer");
const at = (address: string) => assetAt(folder, address)?.path ?? null;

describe("assetAt", () => {
  it("finds the files of the built renderer, whatever the query says", () => {
    expect(at("app://armchair/")).toBe(join(folder, "index.html"));
    expect(at("app://armchair/index.html?window=remote#top")).toBe(join(folder, "index.html"));
    expect(assetAt(folder, "app://armchair/assets/index-1.js")).toEqual({
      path: join(folder, "assets/index-1.js"),
      contentType: "text/javascript; charset=utf-8",
    });
  });

  it.each([
    "app://armchair/..%2f..%2fpackage.json",
    "app://armchair/%2e%2e/%2e%2e/main/index.js",
    "app://armchair/assets/..%5c..%5c..%5cmain%5cindex.js",
    "app://armchair/..%2frenderer-of-another%2findex.html",
    "app://armchair/C:%2fWindows%2fwin.ini.js",
    "app://armchair/index.html%00.js",
    "app://armchair/%E0%A4%A.js",
    "app://elsewhere/index.html",
    "app://armchair:80/index.html",
    "file:///app/out/renderer/index.html",
    "https://armchair/index.html",
    "not an address",
  ])("answers nothing for %s", (address) => {
    const path = at(address);
    // A URL parser folds plain dots before we see them; what is left must be inside.
    expect(path === null || path.startsWith(`${folder}/`)).toBe(true);
    expect(path === null || address.includes("%2e%2e/%2e%2e")).toBe(true);
  });

  it("finds the page that decodes, on an origin of its own", () => {
    expect(at("app://decoder/decoder/index.html")).toBe(join(folder, "decoder/index.html"));
    expect(at("app://decoder/assets/decoder-1.js")).toBe(join(folder, "assets/decoder-1.js"));
    expect(isDecoderPage("app://decoder/decoder/index.html")).toBe(true);
    expect(isOwnPage("app://decoder/decoder/index.html")).toBe(false);
    expect(isDecoderPage("app://armchair/decoder/index.html")).toBe(false);
  });

  it("serves no kind of file that we do not ship", () => {
    expect(at("app://armchair/secrets.json")).toBeNull();
    expect(at("app://armchair/assets/")).toBeNull();
  });
});

describe("isOwnPage", () => {
  it("knows our pages from everybody else's", () => {
    expect(isOwnPage("app://armchair/index.html?window=tv")).toBe(true);
    for (const address of ["app://elsewhere/", "file:///index.html", "data:text/html,x", ""]) {
      expect(isOwnPage(address)).toBe(false);
    }
  });
});
