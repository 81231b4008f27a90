import type { Clock } from "../../runtime/clock.ts";
import type { DatagramSocket } from "../../runtime/network.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { decodeTimingRequest, encodeTimingAnswer } from "../../wire/ntp-timing.ts";

/**
 * Our clock, for receivers that set theirs by it (AP-42). Some wait for an answer before they answer
 * SETUP (docs/protocols/airplay.md#timing), so it listens before they are told of it.
 */
export class TimingResponder {
  readonly #socket: DatagramSocket;

  /** On the address that the receiver sees us at. Rejects with `refused`. */
  static async open({ network, clock }: Runtime, localAddress: string): Promise<TimingResponder> {
    const family = localAddress.includes(":") ? 6 : 4;
    return new TimingResponder(await network.openUdp({ host: localAddress, family }), clock);
  }

  private constructor(socket: DatagramSocket, clock: Clock) {
    this.#socket = socket;
    // One reading of the wall, then the monotonic clock: no jump when the wall is set, and parts of a millisecond.
    const offsetMs = clock.wallMs() - clock.now();
    const wallMs = () => offsetMs + clock.now();
    socket.onMessage(({ bytes, address, port }) => {
      const receivedMs = wallMs();
      const request = decodeTimingRequest(bytes);
      if (request === undefined) return;
      socket.send(encodeTimingAnswer(request, receivedMs, wallMs()), address, port);
    });
  }

  get port(): number {
    return this.#socket.port;
  }

  close(): void {
    this.#socket.close();
  }
}
