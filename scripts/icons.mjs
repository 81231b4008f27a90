// Makes every icon from the SVGs in assets/. Run it after changing one (needs a display) and commit
// what it writes: `xvfb-run -a node scripts/icons.mjs`.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { electronDist } from "./lib/electron-dist.mjs";
import { root } from "./lib/paths.mjs";
import { isRoot } from "./lib/system.mjs";

const assets = join(root, "assets");
const work = mkdtempSync(join(tmpdir(), "armchair-icons-"));
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const states = ["connected", "asleep", "lost"];

const read = (name) => readFileSync(join(assets, name), "utf8");
const png = (size) => join(work, `${size}.png`);

/** For panels of unknown colour: white, with a dark edge that shows on a light one. */
function outlined(svg) {
  const inner = svg.replace(/^<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  const white = inner
    .replaceAll('fill="#000"', 'fill="#fff"')
    .replace(/(<\/mask>[\s\S]*|^(?![\s\S]*<mask)[\s\S]*)/, (drawn) =>
      drawn.replaceAll('stroke="#000"', 'stroke="#fff"'),
    )
    // Inside a mask black still means "not here".
    .replace(/<mask[\s\S]*?<\/mask>/, () => /<mask[\s\S]*?<\/mask>/.exec(inner)?.[0] ?? "");
  const filter =
    '<filter id="edge" x="-20%" y="-20%" width="140%" height="140%">' +
    '<feMorphology in="SourceAlpha" operator="dilate" radius="1.600"/>' +
    '<feFlood flood-color="#202024"/><feComposite operator="in" in2="grown"/></filter>';
  const edge = filter.replace('radius="1.600"/>', 'radius="1.600" result="grown"/>');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44"><defs>${edge}</defs>` +
    `<g transform="translate(2 2) scale(.91)"><g filter="url(#edge)">${white}</g>${white}</g></svg>`
  );
}

/** ICO: a directory of PNGs (Vista and later). */
function ico(entries) {
  const head = Buffer.alloc(6 + 16 * entries.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(entries.length, 4);
  let offset = head.length;
  entries.forEach(({ size, bytes }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at); // 256 is written as 0
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(bytes.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += bytes.length;
  });
  return Buffer.concat([head, ...entries.map(({ bytes }) => bytes)]);
}

/** ICNS: blocks of type, length, PNG; the types that take PNG since OS X 10.7. */
function icns(bySize) {
  const types = { icp4: 16, icp5: 32, icp6: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 };
  const retina = { ic11: 32, ic12: 64, ic13: 256, ic14: 512 };
  const blocks = Object.entries({ ...types, ...retina }).map(([type, size]) => {
    const head = Buffer.alloc(8);
    head.write(type, "latin1");
    head.writeUInt32BE(bySize[size].length + 8, 4);
    return Buffer.concat([head, bySize[size]]);
  });
  const body = Buffer.concat(blocks);
  const head = Buffer.alloc(8);
  head.write("icns", "latin1");
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

mkdirSync(join(assets, "icons"), { recursive: true });
mkdirSync(join(assets, "shipped/tray"), { recursive: true });
const tray = (name) => join(assets, "shipped/tray", name);
const jobs = [
  ...sizes.map((size) => ({ svg: read("icon.svg"), size, file: png(size) })),
  ...states.flatMap((state) => {
    const svg = read(`tray/${state}.svg`);
    return [
      { svg, size: 22, file: tray(`${state}Template.png`) },
      { svg, size: 44, file: tray(`${state}Template@2x.png`) },
      { svg: outlined(svg), size: 22, file: tray(`${state}.png`) },
      { svg: outlined(svg), size: 44, file: tray(`${state}@2x.png`) },
    ];
  }),
];
const list = join(work, "jobs.json");
writeFileSync(list, JSON.stringify(jobs));
const { executable } = await electronDist();
const here = join(root, "scripts/icons");
execFileSync(executable, [...(isRoot() ? ["--no-sandbox"] : []), here], {
  env: { ...process.env, ARMCHAIR_ICON_JOBS: list },
  stdio: ["ignore", "ignore", "ignore"],
});

const bySize = Object.fromEntries(sizes.map((size) => [size, readFileSync(png(size))]));
for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
  writeFileSync(join(assets, `icons/${size}x${size}.png`), bySize[size]);
}
writeFileSync(join(assets, "shipped/icon.png"), bySize[256]);
writeFileSync(join(assets, "icon.png"), bySize[1024]);
writeFileSync(
  join(assets, "icon.ico"),
  ico([16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, bytes: bySize[size] }))),
);
writeFileSync(join(assets, "icon.icns"), icns(bySize));
rmSync(work, { recursive: true });
