import { encodeBplist } from "../../../src/main/wire/bplist.ts";
import { utf8 } from "../../../src/main/wire/bytes.ts";
import { encodeHttpRequest } from "../../../src/main/wire/http.ts";
import { encodeTlv8, TlvTag } from "../../../src/main/wire/tlv8.ts";
import { AirplayRemote } from "../../support/airplay-remote.ts";
import { fuzz } from "../../support/fuzz.ts";
import { settle } from "../../support/manual-clock.ts";
import { TV_ADDRESS, type TvLan, tvLan } from "../../support/tv-lan.ts";

// The whole server, as a stranger and as a client that it let in meet it.
const post = (target: string, body: Uint8Array, hkp = "3") =>
  encodeHttpRequest({
    method: "POST",
    target,
    version: "HTTP/1.1",
    headers: [["X-Apple-HKP", hkp]],
    body,
  });
const setupM1 = encodeTlv8([
  [TlvTag.Method, Uint8Array.of(0)],
  [TlvTag.State, Uint8Array.of(1)],
]);
const verifyM1 = encodeTlv8([
  [TlvTag.State, Uint8Array.of(1)],
  [TlvTag.PublicKey, new Uint8Array(32).fill(9)],
]);

let world: TvLan | undefined;
async function tv(): Promise<TvLan> {
  world ??= await tvLan({ model: "homepod-mini", advertise: false });
  return world;
}

fuzz(
  "the AirPlay port, for a stranger",
  async (input) => {
    const { tv: device, machine } = await tv();
    const network = machine().network;
    const stream = await network.connectTcp({ host: TV_ADDRESS, port: device.airplayPort });
    stream.onData(() => {});
    stream.write(input);
    await settle();
    stream.abort();
    await settle();
  },
  {
    seeds: [
      post("/pair-setup", setupM1, "4"),
      post("/pair-verify", verifyM1),
      utf8("GET /info RTSP/1.0\r\nCSeq: 1\r\n\r\nPOST /feedback RTSP/1.0\r\nCSeq: 2\r\n\r\n"),
      utf8("SETUP rtsp://10.0.0.9/1 RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 0\r\n\r\n"),
    ],
    runs: 400,
  },
);

let remote: AirplayRemote | undefined;
async function letIn(): Promise<AirplayRemote> {
  if (remote && !remote.isClosed("control")) return remote;
  const { tv: device, machine, run } = await tv();
  remote = await run(AirplayRemote.connect(machine(), TV_ADDRESS, device.airplayPort));
  await run(remote.transient());
  return remote;
}

fuzz(
  "SETUP and TEARDOWN, for a client that it let in",
  async (body) => {
    const { run } = await tv();
    const client = await letIn();
    for (const method of ["SETUP", "TEARDOWN"]) {
      await run(client.ask(method, "rtsp://10.0.0.9/1", { body }));
    }
  },
  {
    seeds: [
      encodeBplist({ isRemoteControlOnly: true, timingProtocol: "None" }),
      encodeBplist({ streams: [{ type: 130, seed: 2n ** 63n, controlType: 2 }] }),
    ],
    runs: 300,
  },
);
