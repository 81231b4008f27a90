import { ipcRenderer } from "electron";
import { DECODER_CHANNEL } from "../shared/ipc/packet-decoding.ts";

/** Of the page, what is needed here. */
interface Page {
  readonly location: { readonly origin: string };
  postMessage(message: unknown, origin: string, ports: readonly unknown[]): void;
}

// The page that decodes gets one port, once, and nothing of Electron.
ipcRenderer.once(DECODER_CHANNEL, ({ ports }) => {
  const page = globalThis as unknown as Page;
  page.postMessage(DECODER_CHANNEL, page.location.origin, ports);
});
