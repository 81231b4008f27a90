import { app, type Session, session, type WebContents } from "electron";
import type { Log } from "../runtime/log.ts";
import { isDecoderPage, isOwnPage } from "./asset-path.ts";

/** For every window. The renderer is taken to be hostile: it gets pixels, input and the bridge. */
export function webPreferences(preload: string): Electron.WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    safeDialogs: true,
    devTools: !app.isPackaged,
  };
}

/** Closes every door that Chromium leaves open to a page. Call it once the app is ready. */
export function lockDown(log: Log): void {
  lockSession(session.defaultSession, log);
  app.on("session-created", (created) => lockSession(created, log));
  app.on("web-contents-created", (_event, contents) => lockContents(contents, log));
  app.on("certificate-error", (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
}

function lockSession(target: Session, log: Log): void {
  target.setPermissionCheckHandler(() => false);
  target.setPermissionRequestHandler((_contents, permission, callback) => {
    log.warn("denied a permission", { permission });
    callback(false);
  });
  target.setDevicePermissionHandler(() => false);
  target.on("will-download", (event) => {
    log.warn("denied a download");
    event.preventDefault();
  });
  // The second lock behind the CSP: a page reaches our files and no network at all.
  target.webRequest.onBeforeRequest(({ url }, callback) => {
    const allowed = isOwnPage(url) || isDecoderPage(url) || isDeveloperTool(url);
    if (!allowed) log.warn("denied a request");
    callback({ cancel: !allowed });
  });
}

const isDeveloperTool = (url: string) => !app.isPackaged && url.startsWith("devtools:");

function lockContents(contents: WebContents, log: Log): void {
  const refuse = (event: { preventDefault(): void }) => {
    log.warn("denied a navigation");
    event.preventDefault();
  };
  contents.on("will-navigate", refuse);
  contents.on("will-frame-navigate", refuse);
  contents.on("will-redirect", refuse);
  contents.on("will-attach-webview", refuse);
  contents.setWindowOpenHandler(() => {
    log.warn("denied a new window");
    return { action: "deny" };
  });
  // WebRTC is the one way to the network that neither the CSP nor webRequest sees.
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
}
