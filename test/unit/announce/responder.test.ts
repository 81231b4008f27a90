import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Announcement } from "../../../src/main/announce/records.ts";
import { MdnsResponder } from "../../../src/main/announce/responder.ts";
import { onSameLink } from "../../../src/main/announce/same-link.ts";
import {
  type Datagram,
  type DatagramSocket,
  MDNS_GROUP_V4,
  MDNS_PORT,
} from "../../../src/main/runtime/network.ts";
import { decodeMessage } from "../../../src/main/wire/dns/decode.ts";
import { encodeMessage } from "../../../src/main/wire/dns/encode.ts";
import { RecordType } from "../../../src/main/wire/dns/message.ts";
import { nameOf } from "../../../src/main/wire/dns/name.ts";
import { settle } from "../../support/manual-clock.ts";
import { MemoryLan } from "../../support/memory-network.ts";
import { type TestRuntime, testRuntime } from "../../support/runtime.ts";

const TV = "10.0.0.2";
const announcement: Announcement = {
  host: "Living-Room",
  services: [
    { type: "_companion-link._tcp", instance: "Living Room", port: 49152, txt: [["rpMd", "x"]] },
  ],
};

describe("the mDNS responder", () => {
  let lan: MemoryLan;
  let runtime: TestRuntime;
  let heard: Datagram[];
  let listener: DatagramSocket;

  beforeEach(async () => {
    lan = new MemoryLan();
    runtime = testRuntime({ network: lan.host(TV) });
    heard = [];
    const watcher = lan.host("10.0.0.9");
    const [on] = watcher.interfaces.value;
    if (!on) throw new Error("no interface");
    listener = await watcher.openMdns(on);
    listener.onMessage((datagram) => heard.push(datagram));
  });

  afterEach(() => {
    listener.close();
    expect(lan.openHandles).toBe(0);
    expect(runtime.clock.armedTimers).toBe(0);
  });

  const open = () => MdnsResponder.open(runtime, { announcement, interfaces: () => true });
  const query = (unicast = false) =>
    encodeMessage({
      id: 7,
      flags: 0,
      questions: [
        { name: nameOf("_companion-link._tcp.local"), type: RecordType.ptr, class: 1, unicast },
      ],
      answers: [],
      authorities: [],
      additionals: [],
    });
  const ttls = () =>
    heard.flatMap(({ bytes }) => decodeMessage(bytes).answers.map(({ ttl }) => ttl));

  it("announces twice, a second apart, and says goodbye", async () => {
    const responder = await open();
    await settle();
    expect(heard).toHaveLength(1);
    await runtime.clock.advance(1000);
    expect(heard).toHaveLength(2);
    expect(Math.min(...ttls())).toBeGreaterThan(0);
    heard.length = 0;
    responder.close();
    responder.close();
    await settle();
    expect(new Set(ttls())).toEqual(new Set([0]));
  });

  it("answers the group, or the asker alone when it wants that", async () => {
    const responder = await open();
    await runtime.clock.advance(1000);
    heard.length = 0;
    listener.send(query(), MDNS_GROUP_V4, MDNS_PORT);
    await settle();
    // The listener hears its own question too.
    const answers = heard.filter(({ address }) => address === TV);
    expect(answers).toHaveLength(1);

    const old = await lan.host("10.0.0.8").openUdp({ host: "10.0.0.8", family: 4 });
    const replies: Datagram[] = [];
    old.onMessage((datagram) => replies.push(datagram));
    heard.length = 0;
    old.send(query(), TV, MDNS_PORT);
    await settle();
    expect(replies.map(({ bytes }) => decodeMessage(bytes).id)).toEqual([7]);
    expect(heard).toEqual([]);
    old.close();
    responder.close();
    await settle();
  });

  it("tells everybody about another port", async () => {
    const responder = await open();
    await runtime.clock.advance(1000);
    heard.length = 0;
    const [service] = announcement.services;
    if (!service) throw new Error("no service");
    responder.announce({ ...announcement, services: [{ ...service, port: 50000 }] });
    await settle();
    const records = heard.flatMap(({ bytes }) => decodeMessage(bytes).answers);
    expect(records.flatMap(({ data }) => (data.kind === "service" ? data.port : []))).toEqual([
      50000,
    ]);
    responder.close();
    await settle();
  });

  it("outlives packets that are none", async () => {
    const responder = await open();
    await runtime.clock.advance(1000);
    heard.length = 0;
    listener.send(Uint8Array.of(1, 2, 3), MDNS_GROUP_V4, MDNS_PORT);
    listener.send(query(), MDNS_GROUP_V4, MDNS_PORT);
    await settle();
    expect(heard.filter(({ address }) => address === TV)).toHaveLength(1);
    responder.close();
    await settle();
  });

  it("does not answer strangers from another network", () => {
    const on = {
      name: "lo",
      address: "127.0.0.1",
      family: 4 as const,
      internal: true,
      scopeId: 0,
      prefixLength: 8,
    };
    expect(onSameLink(on, "127.0.0.9")).toBe(true);
    expect(onSameLink(on, "10.0.0.9")).toBe(false);
    expect(onSameLink(on, "::1")).toBe(false);
    expect(onSameLink(on, "nonsense")).toBe(false);
    expect(onSameLink({ ...on, address: "10.1.2.3", prefixLength: 22 }, "10.1.3.200")).toBe(true);
    expect(onSameLink({ ...on, address: "10.1.2.3", prefixLength: 22 }, "10.1.4.1")).toBe(false);
  });
});
