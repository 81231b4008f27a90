// Runs inside Electron: draws each job's SVG on a canvas and writes the PNG. Chromium is the only
// SVG renderer that a checkout is sure to have.
const { readFileSync, writeFileSync } = require("node:fs");
const { app, BrowserWindow } = require("electron");

const jobs = JSON.parse(readFileSync(process.env.ARMCHAIR_ICON_JOBS, "utf8"));

function draw(svg, size) {
  return new Promise((resolve, reject) => {
    const image = new Image(size, size);
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = size;
      canvas.height = size;
      const context = canvas.getContext("2d");
      context.imageSmoothingQuality = "high";
      context.drawImage(image, 0, 0, size, size);
      resolve(canvas.toDataURL("image/png").split(",")[1]);
    };
    image.onerror = () => reject(new Error("not an image"));
    image.src = `data:image/svg+xml;base64,${btoa(svg)}`;
  });
}

app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false });
  await window.loadURL("data:text/html,<title>icons</title>");
  for (const { svg, size, file } of jobs) {
    const call = `(${draw})(${JSON.stringify(svg)}, ${size})`;
    const png = await window.webContents.executeJavaScript(call);
    writeFileSync(file, Buffer.from(png, "base64"));
  }
  app.exit(0);
});
