import { RemoteError } from "../../../../shared/errors.ts";
import { type HttpResponse, headerOf } from "../../../wire/http.ts";

/** What the receiver's answer to SETUP says. */
export interface TransportAnswer {
  /** Of its RTSP session; undefined: it has no name for it. */
  readonly session: string | undefined;
  readonly serverPort: number;
  /** Undefined: it wants neither sync packets nor the packets that it lost. */
  readonly controlPort: number | undefined;
}

/** RA-04. */
export function formatTransport(ports: {
  readonly control: number;
  readonly timing: number;
}): string {
  const { control, timing } = ports;
  const where = `control_port=${control};timing_port=${timing}`;
  return `RTP/AVP/UDP;unicast;interleaved=0-1;mode=record;${where}`;
}

/** Throws `malformed` without a port to send sound to. */
export function readTransport(response: HttpResponse): TransportAnswer {
  const options = new Map(
    (headerOf(response, "Transport") ?? "").split(";").map((option) => {
      const [name = "", value = ""] = option.split("=", 2);
      return [name.trim().toLowerCase(), value.trim()] as const;
    }),
  );
  const serverPort = portOf(options.get("server_port"));
  if (serverPort === undefined) throw new RemoteError("malformed", "a session without a port");
  // RFC 2326, section 12.37: what follows a semicolon is no part of the name.
  const [session = ""] = (headerOf(response, "Session") ?? "").split(";");
  return {
    session: session.trim() || undefined,
    serverPort,
    controlPort: portOf(options.get("control_port")),
  };
}

function portOf(text = ""): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port > 0 && port <= 0xffff ? port : undefined;
}
