// What electron-builder's settings cannot say. It loads this as CommonJS.
const { rmSync } = require("node:fs");
const { join } = require("node:path");

exports.default = async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const resources =
    electronPlatformName === "darwin"
      ? join(appOutDir, `${packager.appInfo.productFilename}.app/Contents/Resources`)
      : join(appOutDir, "resources");
  // Electron's own start page, or the development runtime's launcher.
  rmSync(join(resources, "default_app.asar"), { force: true });
};
