// Loaded before the app: holds it until Playwright is connected to it and says so, as Playwright's own
// loader does, without that one's switches. Of a window that is being made just then Playwright would
// wait for an answer for ever, once in some thousand starts.
const { app } = require("electron");

// The app takes what stands alone on its command line for a file to play.
process.argv.splice(process.argv.indexOf("-r"), 2);

const whenReady = app.whenReady();
const emit = app.emit.bind(app);
let told = [];
let isReady = false;
let go = () => {};
const held = new Promise((resolve) => {
  go = resolve;
});

app.emit = (event, ...details) => {
  if (event !== "ready") return emit(event, ...details);
  told = details;
  return app.listenerCount("ready") > 0;
};
app.isReady = () => isReady;
app.whenReady = () => held;

/** Playwright's word, by the name that it has for it. */
globalThis.__playwright_run = async () => {
  await whenReady;
  isReady = true;
  go();
  emit("ready", ...told);
};
