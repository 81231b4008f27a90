import type { MemoryLan } from "./memory-network.ts";

const NOBODY = "10.0.0.250";

/** A sender's clock at this address in memory, which answers whoever asks for its time. */
export async function tellTime(lan: MemoryLan, host: string) {
  const socket = await lan.host(host).openUdp({ host, family: 4 });
  socket.onMessage(({ bytes, address, port }) => {
    const answer = new Uint8Array(32);
    answer.set([0x80, 0xd3, 0, 7]);
    answer.set(bytes.subarray(24, 32), 8);
    socket.send(answer, address, port);
  });
  // A socket in memory says its port by what it sends.
  const port = new Promise<number>((resolve) => {
    lan.sent.on((datagram) => {
      if (datagram.to === NOBODY) resolve(datagram.port);
    });
  });
  socket.send(new Uint8Array(1), NOBODY, 9);
  return { port, close: () => socket.close() };
}
