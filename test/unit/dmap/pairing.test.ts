import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { DmapPairing, PAIRING_MS } from "../../../src/main/protocols/dmap/pairing.ts";
import { HttpClient } from "../../../src/main/runtime/http-client.ts";
import type { InterfaceAddress, Network } from "../../../src/main/runtime/network.ts";
import { decodeDmap, dmapText, dmapValue } from "../../../src/main/wire/dmap.ts";
import { decodeMessage } from "../../../src/main/wire/dns/decode.ts";
import type { DnsRecord } from "../../../src/main/wire/dns/message.ts";
import { settle } from "../../support/manual-clock.ts";
import { MemoryLan } from "../../support/memory-network.ts";
import { testRuntime } from "../../support/runtime.ts";

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0).reverse()) close();
});

function ipv4(address: string, name = "eth0", internal = false): InterfaceAddress {
  return { name, address, family: 4, internal, scopeId: 0, prefixLength: 24 };
}

/** Us with these addresses, what we announce, and a device next to us. */
async function world(...addresses: readonly InterfaceAddress[]) {
  const lan = new MemoryLan();
  const records: DnsRecord[] = [];
  lan.sent.on(({ bytes }) => records.push(...decodeMessage(bytes).answers));
  const network: Network = lan.hostWith(addresses.length > 0 ? addresses : [ipv4("10.0.0.1")]);
  const runtime = testRuntime({ network, seed: 9 });
  const dialogue = new DmapPairing("Armchair (test)", runtime);
  closings.push(() => dialogue.close());
  const service = () => records.find(({ data }) => data.kind === "service")?.data;
  const client = () => {
    const found = service();
    if (found?.kind !== "service") throw new Error("nothing was announced");
    const options = { clock: runtime.clock, network: lan.host("10.0.0.2") };
    const host = network.interfaces.value[0]?.address ?? "";
    const made = new HttpClient({ ...options, host, port: found.port });
    closings.push(() => made.close());
    return made;
  };
  return { lan, runtime, dialogue, records, client };
}

const { signal } = new AbortController();

function txtOf(records: readonly DnsRecord[]): Record<string, string> {
  const data = records.find(({ data: { kind } }) => kind === "text")?.data;
  if (data?.kind !== "text") return {};
  const pairs = data.strings.map((string) => Buffer.from(string).toString().split("="));
  return Object.fromEntries(pairs.map(([key = "", value = ""]) => [key, value]));
}

const codeFor = (guid: string, pin: string) =>
  createHash("md5")
    .update(guid + [...pin].map((digit) => `${digit}\0`).join(""))
    .digest("hex");
const call = (client: HttpClient, code: string, method = "GET", path = "/pair") =>
  client.request({
    method,
    path: `${path}?pairingcode=${code}&servicename=TV`,
    timeoutMs: 5000,
  });

describe("pairing turned round", () => {
  it("PA-20 announces the remote under its address, with all that a device looks at", async () => {
    const { dialogue, records } = await world();
    await dialogue.begin(signal);
    const names = records.filter(({ data }) => data.kind === "service").map(({ name }) => name);
    expect(names[0]?.join(".")).toBe(`${"167772161".padStart(40, "0")}._touch-remote._tcp.local`);
    expect(txtOf(records)).toEqual({
      DvNm: "Armchair (test)",
      RemV: "10000",
      DvTy: "iPod",
      RemN: "Remote",
      txtvers: "1",
      Pair: expect.stringMatching(/^[0-9A-F]{16}$/),
    });
  });

  it("PA-21 PA-22 PA-23 takes the right code, in whatever case, and answers with its GUID", async () => {
    const { dialogue, records, client } = await world();
    const { pin, remoteName } = await dialogue.begin(signal);
    expect(remoteName).toBe("Armchair (test)");
    const guid = txtOf(records)["Pair"] ?? "";
    const paired = dialogue.paired(signal, () => expect.fail("it was the right code"));
    const reply = await call(client(), codeFor(guid, pin).toUpperCase());
    expect(reply.status).toBe(200);
    const answer = decodeDmap(reply.body);
    expect(dmapValue(answer, "cmpa", "cmpg")).toBe(BigInt(`0x${guid}`));
    expect(dmapText(answer, "cmpa", "cmnm")).toBe("Armchair (test)");
    expect(dmapText(answer, "cmpa", "cmty")).toBe("iPhone");
    const key = await paired;
    expect(key).toMatchObject({ kind: "dmap", login: "pairing-guid" });
    expect(key.id.expose()).toBe(`0x${guid}`);
    expect(JSON.stringify(key)).not.toContain(guid);
  });

  it("PA-21 answers a wrong code with 500, says so, and goes on waiting", async () => {
    const { dialogue, records, client } = await world();
    const { pin } = await dialogue.begin(signal);
    let refusals = 0;
    const paired = dialogue.paired(signal, () => {
      refusals += 1;
    });
    const device = client();
    for (const code of ["", "0".repeat(32), codeFor(txtOf(records)["Pair"] ?? "", "99999")]) {
      expect((await call(device, code)).status).toBe(500);
    }
    expect(refusals).toBe(3);
    await call(device, codeFor(txtOf(records)["Pair"] ?? "", pin));
    expect((await paired).kind).toBe("dmap");
  });

  it("knows no other path and no other method", async () => {
    const { dialogue, records, client } = await world();
    const { pin } = await dialogue.begin(signal);
    const code = codeFor(txtOf(records)["Pair"] ?? "", pin);
    const device = client();
    expect((await call(device, code, "GET", "/other")).status).toBe(404);
    expect((await call(device, code, "POST")).status).toBe(404);
  });

  it("gives up after five minutes", async () => {
    const { dialogue, runtime } = await world();
    await dialogue.begin(signal);
    const late = expect(dialogue.paired(signal, () => {})).rejects.toMatchObject({
      code: "timeout",
    });
    await runtime.clock.advance(PAIRING_MS - 1);
    await runtime.clock.advance(1);
    await late;
  });

  it("can be given up at any moment, and then has said goodbye and left nothing open", async () => {
    for (let turns = 0; turns < 12; turns++) {
      const { lan, dialogue, records, runtime } = await world();
      const abort = new AbortController();
      const outcome = dialogue.begin(abort.signal).then(
        () => dialogue.paired(abort.signal, () => {}),
        (error) => Promise.reject(error),
      );
      const failed = outcome.catch((error: unknown) => error);
      for (let turn = 0; turn < turns; turn++) await new Promise((next) => setImmediate(next));
      const reason = new Error("changed my mind");
      abort.abort(reason);
      expect(await failed).toBe(reason);
      dialogue.close();
      await settle();
      expect(lan.openHandles).toBe(0);
      expect(runtime.clock.armedTimers).toBe(0);
      if (records.length > 0) expect(records.at(-1)?.ttl).toBe(0);
    }
  });

  it("closing it ends whoever waits with `cancelled`", async () => {
    const { dialogue } = await world();
    await dialogue.begin(signal);
    const waiting = expect(dialogue.paired(signal, () => {})).rejects.toMatchObject({
      code: "cancelled",
    });
    dialogue.close();
    dialogue.close();
    await waiting;
  });
});

describe("where the remote is seen", () => {
  const seenOn = async (...addresses: readonly InterfaceAddress[]) => {
    const { dialogue, records } = await world(...addresses);
    await dialogue.begin(signal);
    const hosts = records.flatMap(({ data }) => (data.kind === "address" ? data.address : []));
    return [...new Set(hosts)].sort();
  };

  it("PA-20 on each private network, once, and not on loopback or the internet", async () => {
    expect(
      await seenOn(
        ipv4("127.0.0.1", "lo", true),
        ipv4("192.168.1.5", "wlan0"),
        ipv4("192.168.1.6", "wlan0"),
        ipv4("172.31.0.2", "eth0"),
        ipv4("8.8.8.8", "ppp0"),
        { ...ipv4("fe80::1", "eth0"), family: 6 },
      ),
    ).toEqual(["172.31.0.2", "192.168.1.5"]);
  });

  it("where there is no private network, on the one there is; at last on loopback", async () => {
    const loopback = ipv4("127.0.0.1", "lo", true);
    expect(await seenOn(loopback, ipv4("130.10.1.1"))).toEqual(["130.10.1.1"]);
    expect(await seenOn(loopback)).toEqual(["127.0.0.1"]);
  });

  it("nowhere is `unavailable`", async () => {
    const { dialogue } = await world({ ...ipv4("fe80::1"), family: 6 });
    await expect(dialogue.begin(signal)).rejects.toMatchObject({ code: "unavailable" });
  });
});
