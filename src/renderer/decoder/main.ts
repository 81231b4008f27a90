import { DECODER_CHANNEL, type PacketRequest } from "../../shared/ipc/packet-decoding.ts";
import { Decoders } from "./decoders.ts";

/** The page that nobody sees: it decodes what comes over the port that its preload script hands it. */
function begin(event: MessageEvent): void {
  const [port] = event.ports;
  if (event.source !== window || event.data !== DECODER_CHANNEL || port === undefined) return;
  removeEventListener("message", begin);
  const decoders = new Decoders((answer) => port.postMessage(answer));
  // The other end is ours.
  port.onmessage = ({ data }: MessageEvent) => decoders.take(data as PacketRequest);
}
addEventListener("message", begin);
