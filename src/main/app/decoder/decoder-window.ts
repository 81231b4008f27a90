import { BrowserWindow, MessageChannelMain } from "electron";
import { RemoteError } from "../../../shared/errors.ts";
import { DECODER_CHANNEL } from "../../../shared/ipc/packet-decoding.ts";
import { DECODER_ORIGIN } from "../asset-path.ts";
import { webPreferences } from "../security.ts";
import type { DecoderPage } from "./decoder-page.ts";

/**
 * A window that is never shown, on a page of an origin of its own, so that it shares neither a process nor
 * anything kept with the windows of the app. All it can do is to answer on the port it is handed.
 */
export function openDecoderWindow(preload: string): DecoderPage {
  const window = new BrowserWindow({
    show: false,
    focusable: false,
    skipTaskbar: true,
    paintWhenInitiallyHidden: false,
    webPreferences: { ...webPreferences(preload), backgroundThrottling: false },
  });
  // Of macOS: it is on no list of windows.
  window.excludedFromShownWindowsMenu = true;
  const { port1, port2 } = new MessageChannelMain();
  let gone: (error: RemoteError | null) => void = () => {};
  const whenGone = new Promise<RemoteError | null>((resolve) => {
    gone = resolve;
  });
  const { webContents } = window;
  webContents.on("render-process-gone", (_event, { reason }) => {
    gone(new RemoteError("bug", `the decoder's process ended: ${reason}`));
  });
  window.on("closed", () => gone(null));
  port1.on("close", () => gone(new RemoteError("bug", "the decoder hung up")));
  // What is posted before waits in the port.
  window.loadURL(`${DECODER_ORIGIN}/decoder/index.html`).then(
    () => {
      if (!window.isDestroyed()) webContents.postMessage(DECODER_CHANNEL, null, [port2]);
    },
    (cause: unknown) => gone(new RemoteError("bug", "the decoder did not load", { cause })),
  );
  return {
    gone: whenGone,
    post: (request) => port1.postMessage(request),
    onMessage(listener) {
      port1.on("message", ({ data }) => listener(data));
      port1.start();
    },
    close() {
      gone(null);
      port1.close();
      if (!window.isDestroyed()) window.destroy();
    },
  };
}
