import { describe, expect, it } from "vitest";
import { answerQuery, packetsOf } from "../../../src/main/announce/answers.ts";
import { recordsOf } from "../../../src/main/announce/records.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { announcementOf } from "../../../src/main/virtual-tv/advertisement.ts";
import { identityOf } from "../../../src/main/virtual-tv/identity.ts";
import { decodeMessage } from "../../../src/main/wire/dns/decode.ts";
import {
  type DnsQuestion,
  type DnsRecord,
  RecordType,
} from "../../../src/main/wire/dns/message.ts";
import { nameOf } from "../../../src/main/wire/dns/name.ts";
import { decodeTxt, txtText } from "../../../src/main/wire/dns/txt.ts";

const identity = identityOf(new Secret(new Uint8Array(32).fill(7)));
const NAME = "Wohnzimmer. 2";
const ports = { companion: 49152, airplay: 7000 };
const records = recordsOf(announcementOf(NAME, identity, ports), ["10.0.0.2", "fe80::2%mem0"]);

const question = (name: string | readonly string[], type: number): DnsQuestion => ({
  name: typeof name === "string" ? nameOf(name) : name,
  type,
  class: 1,
  unicast: false,
});
const ask = (...questions: DnsQuestion[]) => ({ questions, answers: [] as DnsRecord[] });
const awake = { asleep: false };
const companion = question("_companion-link._tcp.local", RecordType.ptr);
const instance = [NAME, "_companion-link", "_tcp", "local"];

describe("what the responder answers", () => {
  it("names the service and adds all that is needed to reach it", () => {
    const { answers, additionals } = answerQuery(ask(companion), records, awake);
    expect(answers.map(({ data }) => data)).toEqual([{ kind: "pointer", name: instance }]);
    const types = additionals.map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining([RecordType.srv, RecordType.txt, RecordType.a, RecordType.aaaa]),
    );
  });

  it("lists its service types when asked for all of them", () => {
    const listed = question("_services._dns-sd._udp.local", RecordType.ptr);
    const { answers } = answerQuery(ask(listed), records, awake);
    expect(answers.map(({ data }) => data.kind === "pointer" && data.name[0])).toEqual([
      "_companion-link",
      "_airplay",
      "_raop",
    ]);
  });

  it("answers for an instance by type and by ANY, without regard to case", () => {
    const shouted = instance.map((label) => label.toUpperCase());
    const any = answerQuery(ask(question(shouted, RecordType.any)), records, awake).answers;
    expect(any.map(({ type }) => type)).toEqual([RecordType.srv, RecordType.txt]);
    const text = answerQuery(ask(question(instance, RecordType.txt)), records, awake).answers;
    expect(text).toHaveLength(1);
  });

  it("says what kind of device it is", () => {
    const name = [NAME, "_device-info", "_tcp", "local"];
    const { answers } = answerQuery(ask(question(name, RecordType.txt)), records, awake);
    const [record] = answers;
    if (record?.data.kind !== "text") throw new Error("no text");
    expect(txtText(decodeTxt(record.data.strings).get("model") ?? true)).toBe("J255AP");
  });

  it("leaves out what the asker already knows (RFC 6762 7.1)", () => {
    const [known] = answerQuery(ask(companion), records, awake).answers;
    if (!known) throw new Error("no answer");
    const knowing = (ttl: number) => ({ questions: [companion], answers: [{ ...known, ttl }] });
    expect(answerQuery(knowing(known.ttl), records, awake).answers).toEqual([]);
    expect(answerQuery(knowing(known.ttl / 4), records, awake).answers).toHaveLength(1);
  });

  it("is silent about everything else", () => {
    const printer = question("_ipp._tcp.local", RecordType.ptr);
    expect(answerQuery(ask(printer), records, awake)).toEqual({ answers: [], additionals: [] });
  });

  it("gives port 0 while asleep, and the real one to a query of type ANY (SC-40)", () => {
    const asleep = { asleep: true };
    const portsIn = (list: readonly DnsRecord[]) =>
      list.flatMap(({ data }) => (data.kind === "service" ? data.port : []));
    expect(portsIn(answerQuery(ask(companion), records, asleep).additionals)).toEqual([]);
    const service = question(instance, RecordType.srv);
    expect(portsIn(answerQuery(ask(service), records, asleep).answers)).toEqual([0]);
    const any = question(instance, RecordType.any);
    expect(portsIn(answerQuery(ask(any), records, asleep).answers)).toEqual([ports.companion]);
  });
});

describe("packets", () => {
  it("fit an Ethernet frame and lose nothing", () => {
    const packets = packetsOf({ answers: records, additionals: [] }, { legacy: null });
    expect(Math.max(...packets.map((packet) => packet.length))).toBeLessThanOrEqual(1440);
    const decoded = packets.map((packet) => decodeMessage(packet));
    expect(decoded.flatMap(({ answers }) => answers)).toHaveLength(records.length);
    expect(decoded.every(({ damaged, flags }) => damaged === 0 && flags === 0x8400)).toBe(true);
  });

  it("give an old resolver its id and question back, and nothing to keep (RFC 6762 6.7)", () => {
    const answers = answerQuery(ask(companion), records, awake);
    const legacy = { id: 4711, questions: [companion] };
    const [packet = new Uint8Array()] = packetsOf(answers, { legacy });
    const message = decodeMessage(packet);
    expect(message.id).toBe(4711);
    expect(message.questions).toHaveLength(1);
    const all = [...message.answers, ...message.additionals];
    expect(all.every(({ ttl, flush }) => ttl <= 10 && !flush)).toBe(true);
  });

  it("keep an address of a link without its zone", () => {
    const addresses = records.flatMap(({ data }) => (data.kind === "address" ? data.address : []));
    expect(addresses).toEqual(["10.0.0.2", "fe80::2"]);
  });
});

describe("what it announces", () => {
  it("is an Apple TV 4K with tvOS 26 that pairs by PIN over Companion (SC-59)", () => {
    const announcement = announcementOf(NAME, identity, ports);
    const txt = (type: string) =>
      new Map(announcement.services.find((service) => service.type === type)?.txt);
    const companionTxt = txt("_companion-link._tcp");
    expect(companionTxt.get("rpMd")).toBe("AppleTV14,1");
    const flags = Number(companionTxt.get("rpFl"));
    expect([flags & 0x4000, flags & 0x04]).toEqual([0x4000, 0]);
    expect(txt("_airplay._tcp").get("osvers")).toBe("26.5");
    expect(txt("_airplay._tcp").get("psi")).toBe(companionTxt.get("rpMRtID"));
  });

  it("is the same TV for the same seed and another one for another", () => {
    const again = identityOf(new Secret(new Uint8Array(32).fill(7)));
    const other = identityOf(new Secret(new Uint8Array(32).fill(8)));
    expect(again.systemId).toBe(identity.systemId);
    expect(other.systemId).not.toBe(identity.systemId);
    expect(identity.systemId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(identity.mac).toMatch(/^[0-9A-F]([26AE])(:[0-9A-F]{2}){5}$/);
  });
});
