// Runs the tests, in parts or whole, and closes with one line: "N passed, N failed, N skipped".
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { preflight } from "./lib/preflight.mjs";

const inCi = Boolean(process.env.CI);
const results = "test-results";
const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed and why, told once more at the end: a long log is often seen by its tail alone. */
const failures = [];

function run(title, command, args) {
  console.log(`\n── ${title}`);
  const { status } = spawnSync(command, args, { stdio: "inherit", env: process.env });
  return status === 0;
}

/** What it says is shown whole when it ends: two at once would be unreadable. */
function runAside(title, command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: process.env });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => said.push(part));
    child.on("error", (error) => said.push(Buffer.from(`${error}\n`)));
    child.on("close", (status) => {
      console.log(`\n── ${title}`);
      process.stdout.write(Buffer.concat(said));
      resolve(status === 0);
    });
  });
}

/** Steps that are right or wrong as a whole count as one test each. */
function step(title, command, args) {
  stepEnded(title, run(title, command, args));
}

function stepEnded(title, ok) {
  if (ok) total.passed += 1;
  else {
    total.failed += 1;
    failures.push(title);
  }
}

/** Such steps side by side, at most so many at once. */
async function stepsAside(most, steps) {
  const waiting = [...steps];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      stepEnded(next[0], await runAside(...next));
    }
  };
  await Promise.all(Array.from({ length: most }, work));
}

/** The command line of one run, and where its report will be. */
function vitestRun(title, projects, { wrapper = [], more = [] } = {}) {
  mkdirSync(results, { recursive: true });
  const report = join(results, `${title.replaceAll(/\W+/g, "-")}.json`);
  rmSync(report, { force: true });
  const [command, ...args] = [
    ...wrapper,
    process.execPath,
    "node_modules/vitest/vitest.mjs",
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...more,
    ...extra,
  ];
  return { command, args, report };
}

function count(ok, report) {
  try {
    const summary = JSON.parse(readFileSync(report, "utf8"));
    total.passed += summary.numPassedTests;
    total.failed += summary.numFailedTests;
    total.skipped += summary.numPendingTests + summary.numTodoTests;
    failures.push(...summary.testResults.flatMap(failedIn));
    // A file that fails to load has no failed test of its own, and nor has an error after the last.
    if (!ok && summary.numFailedTests === 0) {
      total.failed += 1;
      failures.push(`${report}: it ended with an error outside its tests`);
    }
  } catch (error) {
    total.failed += 1;
    failures.push(`${report}: ${error.message}`);
  }
}

/** The failed tests of a file with their messages, and the file itself where it did not load. */
function failedIn(file) {
  const name = relative(".", file.name);
  const tests = file.assertionResults.filter(({ status }) => status === "failed");
  if (tests.length === 0) return file.status === "failed" ? [`${name}: ${file.message}`] : [];
  return tests.map((test) => {
    const lines = test.failureMessages.join("\n").split("\n");
    const ours = lines.filter((line) => !/^\s+at .*node_modules/.test(line));
    return `${name} > ${test.fullName}\n${ours.join("\n")}`;
  });
}

function vitest(title, projects, options) {
  const { command, args, report } = vitestRun(title, projects, options);
  count(run(title, command, args), report);
}

/**
 * In parts side by side, each in a network of its own: these tests wait for other programs and for
 * the clock most of the time. Of a chosen file there is only one part.
 */
async function vitestInShards(title, projects, { wrapper, shards }) {
  if (extra.length > 0) return vitest(title, projects, { wrapper });
  console.log(`\n── ${title}, in ${shards} parts`);
  await Promise.all(
    Array.from({ length: shards }, async (_, at) => {
      const name = `${title} ${at + 1} of ${shards}`;
      const more = [`--shard=${at + 1}/${shards}`];
      const { command, args, report } = vitestRun(name, projects, { wrapper, more });
      count(await runAside(name, command, args), report);
    }),
  );
}

const node = process.execPath;
const tsc = (title, config) => [title, node, ["node_modules/typescript/bin/tsc", "-p", config]];
const world = ["bash", "scripts/world.sh"];
const parts = {
  /** Two at a time, the longest first: each of them uses one core. */
  check: () =>
    stepsAside(2, [
      tsc("types: node", "tsconfig.node.json"),
      tsc("types: the development runtime's Electron", "tsconfig.electron25.json"),
      tsc("types: app tests", "tsconfig.app.json"),
      tsc("types: web", "tsconfig.web.json"),
      tsc("types: anywhere", "tsconfig.json"),
      ["generated code", node, ["scripts/generate-media-remote.mjs", "--check"]],
      ["lint and format", node, ["node_modules/@biomejs/biome/bin/biome", "ci", "."]],
    ]),
  unit: () => vitest("unit", ["unit", "renderer"]),
  protocol: () => vitest("protocol", ["protocol"]),
  build: () => step("build", node, ["node_modules/electron-vite/bin/electron-vite.js", "build"]),
  interop: () => vitestInShards("interop", ["interop"], { wrapper: world, shards: 3 }),
  app: () => vitestInShards("app", ["app"], { wrapper: world, shards: 2 }),
};
const plans = {
  all: ["check", "unit", "protocol", "build", "app", "interop"],
  interop: ["build", "interop"],
  app: ["build", "app"],
};

const [wanted = "all", ...extra] = process.argv.slice(2);
const plan = plans[wanted] ?? [wanted];
if (plan.some((name) => !(name in parts))) {
  console.error(`unknown part ${wanted}; one of ${["all", ...Object.keys(parts)].join(", ")}`);
  process.exit(2);
}
if (plan.includes("interop") || plan.includes("app")) await preflight({ for: "test" });
for (const name of plan) await parts[name]();
// A peer that is missing fails its test in CI; skipping there would hide it.
if (inCi && total.skipped > 0) total.failed += total.skipped;
for (const failure of failures) console.log(`\nfailed: ${failure}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
