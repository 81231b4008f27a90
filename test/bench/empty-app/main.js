// What Electron costs by itself: one window with an empty page that answers a key.
const { join } = require("node:path");
const { app, BrowserWindow } = require("electron");

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 340, height: 720 });
  window.setMenuBarVisibility(false);
  window.loadFile(join(__dirname, "index.html"));
});
