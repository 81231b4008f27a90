// Loaded into the main process before the app, by Electron's own `-r`. Answers requests on standard
// input, `{"do", "with"}` a line, with `{"value"}` or `{"error"}` after the word "probe". Times are
// milliseconds of the machine's monotonic clock.
const { createInterface } = require("node:readline");
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");
const { app, BrowserWindow } = require("electron");

const nowMs = () => Number(process.hrtime.bigint()) / 1e6;
const realTimeout = globalThis.setTimeout;
const pause = (ms) => new Promise((resolve) => realTimeout(resolve, ms));

/** How often a timer of the main process fired. */
let fired = 0;
for (const name of ["setTimeout", "setInterval"]) {
  const real = globalThis[name];
  globalThis[name] = (action, ...rest) =>
    real(
      (...args) => {
        fired += 1;
        return action(...args);
      },
      ...rest,
    );
}

const firstPage = new Promise((resolve) => {
  app.once("browser-window-created", (_event, { webContents }) => {
    webContents.once("dom-ready", () => resolve(webContents));
  });
});

/** The page of a window of ours, once it is there; the first one of any app without a name. */
async function pageOf(window) {
  if (window === undefined) return firstPage;
  for (;;) {
    const found = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes(`window=${window}`),
    );
    if (found && !found.webContents.isLoading()) return found.webContents;
    await pause(10);
  }
}

function press(page, keyCode) {
  page.sendInputEvent({ type: "keyDown", keyCode });
  page.sendInputEvent({ type: "keyUp", keyCode });
}

/** The renderer's clock, in ms behind ours: the middle of the narrowest bounds of many questions. */
async function clockOffset(page) {
  let [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 100; round += 1) {
    const before = nowMs();
    const there = await page.executeJavaScript("performance.now()");
    least = Math.max(least, before - there);
    most = Math.min(most, nowMs() - there);
  }
  return { offsetMs: (least + most) / 2, uncertainMs: (most - least) / 2 };
}

const answers = {
  /** When the page first showed an effect of the key. */
  async answered({ key }) {
    const page = await firstPage;
    for (;;) {
      press(page, key);
      if (await page.executeJavaScript("document.querySelector('dialog[open]') !== null")) break;
      await pause(2);
    }
    return nowMs();
  },

  /** Presses until the next request comes. */
  async pressing({ key, everyMs }) {
    const page = await firstPage;
    pressing = true;
    const again = () => {
      if (!pressing) return;
      press(page, key);
      realTimeout(again, everyMs);
    };
    again();
  },

  async run({ code, window }) {
    return (await pageOf(window)).executeJavaScript(code);
  },

  /** How far the clock of that page is behind ours. */
  async offset({ window }) {
    return clockOffset(await pageOf(window));
  },

  /** Bytes that are in use after everything else was collected: in the main process, in the pages. */
  async heap() {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc");
    for (let time = 0; time < 3; time += 1) {
      collect();
      await pause(50);
    }
    const pages = BrowserWindow.getAllWindows().map(({ webContents }) =>
      webContents.executeJavaScript(
        "gc(); gc(); new Promise((resolve) => setTimeout(() => { gc(); resolve(performance.memory.usedJSHeapSize); }, 50))",
      ),
    );
    const used = await Promise.all(pages);
    collect();
    return {
      main: process.memoryUsage().heapUsed,
      pages: used.reduce((sum, each) => sum + each, 0),
    };
  },

  /** When each key press came to the page's first listener; of several keys one after another. */
  async presses({ key, count, spacingMs }) {
    const keys = [key].flat();
    const page = await firstPage;
    await page.executeJavaScript(
      "window.seen = []; window.noting ??= (addEventListener('keydown', () => seen.push(performance.now()), true), true)",
    );
    for (let index = 0; index < count; index += 1) {
      press(page, keys[index % keys.length]);
      await pause(spacingMs);
    }
    const { offsetMs, uncertainMs } = await clockOffset(page);
    const seen = await page.executeJavaScript("seen");
    return { uncertainMs, atMs: seen.map((ms) => ms + offsetMs) };
  },

  timers: async () => fired,
  quit: async () => app.quit(),
};

let pressing = false;
createInterface({ input: process.stdin }).on("line", async (line) => {
  pressing = false;
  const request = JSON.parse(line);
  let reply;
  try {
    reply = { value: (await answers[request.do](request.with)) ?? null };
  } catch (error) {
    reply = { error: String(error) };
  }
  process.stdout.write(`probe ${JSON.stringify(reply)}\n`);
});
