import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type DatagramSocket,
  type InterfaceAddress,
  MDNS_GROUP_V4,
  MDNS_PORT,
} from "../../src/main/runtime/network.ts";
import { Signal, until } from "../../src/main/runtime/signal.ts";
import { createBuiltInTv } from "../../src/main/virtual-tv/built-in.ts";
import { decodeMessage } from "../../src/main/wire/dns/decode.ts";
import { encodeMessage } from "../../src/main/wire/dns/encode.ts";
import { type DnsRecord, RecordType } from "../../src/main/wire/dns/message.ts";
import { nameOf } from "../../src/main/wire/dns/name.ts";
import { realRuntime } from "../support/runtime.ts";

const query = encodeMessage({
  id: 0,
  flags: 0,
  questions: [
    { name: nameOf("_companion-link._tcp.local"), type: RecordType.ptr, class: 1, unicast: false },
  ],
  answers: [],
  authorities: [],
  additionals: [],
});

/** Answers heard from one address: the test network's interfaces all hear each other's groups. */
class Ear {
  readonly records = new Signal<readonly DnsRecord[]>([]);
  readonly #socket: DatagramSocket;

  private constructor(socket: DatagramSocket, from: string) {
    this.#socket = socket;
    socket.onMessage(({ bytes, address }) => {
      if (address !== from) return;
      const { answers } = decodeMessage(bytes);
      if (answers.length > 0) this.records.set([...this.records.value, ...answers]);
    });
  }

  static async open(on: InterfaceAddress): Promise<Ear> {
    return new Ear(await realRuntime().network.openMdns(on), on.address);
  }

  ask(): void {
    this.#socket.send(query, MDNS_GROUP_V4, MDNS_PORT);
  }

  close(): void {
    this.#socket.close();
  }
}

describe("the built-in Apple TV on a real network", () => {
  const addresses = realRuntime().network.interfaces.value.filter(({ family }) => family === 4);
  const ears: Ear[] = [];

  beforeEach(async () => {
    for (const on of addresses) ears.push(await Ear.open(on));
  });

  afterEach(() => {
    for (const ear of ears.splice(0)) ear.close();
  });

  it("is heard on loopback and on no other interface, and says goodbye", async () => {
    const tv = createBuiltInTv(realRuntime());
    const { identifiers } = await tv.start();
    expect(identifiers.length).toBeGreaterThan(0);
    const loopback = ears[addresses.findIndex(({ internal }) => internal)];
    if (!loopback) throw new Error("no loopback interface");
    for (const ear of ears) ear.ask();
    const named = ({ data }: DnsRecord) =>
      data.kind === "pointer" && data.name[0] === "Built-in Apple TV";
    await until(loopback.records, (records) => records.some(named));
    const hosts = loopback.records.value.flatMap(({ data }) =>
      data.kind === "address" ? data.address : [],
    );
    expect(hosts.every((address) => address === "127.0.0.1")).toBe(true);
    await tv.stop();
    await until(loopback.records, (records) =>
      records.some((record) => named(record) && record.ttl === 0),
    );
    const elsewhere = ears.filter((ear) => ear !== loopback);
    expect(elsewhere.flatMap((ear) => ear.records.value).filter(named)).toEqual([]);
    expect(tv.screen.value).toBeNull();
  });
});
