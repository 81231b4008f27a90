import type { Clock } from "../runtime/clock.ts";
import type { Network } from "../runtime/network.ts";

const PACKET_BYTES = 32;
const HEAD = 0x80;
const REQUEST = 0xd2;
const RESPONSE = 0xd3;
const SEQUENCE = 7;
const ORIGIN_AT = 8;
const SENT_AT = 24;
const NTP_EPOCH_S = 2_208_988_800;

export interface TimingQuestion {
  readonly network: Network;
  readonly clock: Clock;
  /** Our own address, that the sender reached. */
  readonly host: string;
  readonly peer: { readonly address: string; readonly port: number };
  readonly everyMs: number;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/**
 * Asks a sender for its time, as a TV does before it takes a session with NTP timing: 32 bytes over
 * UDP (docs/protocols/airplay.md). True when an answer to one of the questions came in time.
 */
export async function senderTellsTime(question: TimingQuestion): Promise<boolean> {
  const { network, clock, host, peer, everyMs, patienceMs, signal } = question;
  if (signal.aborted) return false;
  const socket = await network.openUdp({ host, family: host.includes(":") ? 6 : 4 });
  const sent: Uint8Array[] = [];
  const timers = new Set<{ cancel(): void }>();
  try {
    return await new Promise<boolean>((resolve) => {
      socket.onMessage(({ bytes, address }) => {
        if (address === peer.address && sent.some((each) => answers(bytes, each))) resolve(true);
      });
      // Whatever the socket says, the patience decides.
      socket.onError(() => {});
      const ask = () => {
        const packet = question32(clock.wallMs());
        sent.push(packet);
        socket.send(packet, peer.address, peer.port);
        const timer = clock.after(everyMs, () => {
          timers.delete(timer);
          ask();
        });
        timers.add(timer);
      };
      timers.add(clock.after(patienceMs, () => resolve(false)));
      signal.addEventListener("abort", () => resolve(false), { once: true });
      ask();
    });
  } finally {
    for (const timer of timers) timer.cancel();
    socket.close();
  }
}

function question32(wallMs: number): Uint8Array {
  const packet = new Uint8Array(PACKET_BYTES);
  const view = new DataView(packet.buffer);
  packet.set([HEAD, REQUEST]);
  view.setUint16(2, SEQUENCE);
  view.setUint32(SENT_AT, Math.floor(wallMs / 1000) + NTP_EPOCH_S);
  view.setUint32(SENT_AT + 4, Math.floor(((wallMs % 1000) / 1000) * 2 ** 32));
  return packet;
}

/** Whether it is an answer that repeats the time at which this question was sent. */
function answers(bytes: Uint8Array, question: Uint8Array): boolean {
  if (bytes.length !== PACKET_BYTES || bytes[1] !== RESPONSE) return false;
  const origin = bytes.subarray(ORIGIN_AT, ORIGIN_AT + 8);
  return origin.every((byte, at) => byte === question[SENT_AT + at]);
}
