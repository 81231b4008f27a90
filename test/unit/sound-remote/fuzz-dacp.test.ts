import fc from "fast-check";
import { expect, it } from "vitest";
import { parseDacpRequest } from "../../../src/main/sound/remote/dacp-request.ts";
import { utf8 } from "../../../src/main/wire/bytes.ts";
import { fuzz } from "../../support/fuzz.ts";
import { settle } from "../../support/manual-clock.ts";
import { remoteWorld } from "../../support/sound-remote.ts";

const names = fc.constantFrom("play", "getproperty", "setproperty", "playstatusupdate", "volumeup");
const keys = fc.constantFrom(
  "properties",
  "dmcp.volume",
  "dmcp.device-volume",
  "revision-number",
  "speaker-id",
);
const values = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.double().map(String),
  fc.integer().map(String),
);
const targets = fc
  .tuple(names, fc.array(fc.tuple(keys, values), { maxLength: 4 }), fc.string({ maxLength: 8 }))
  .map(([name, pairs, tail]) => {
    const query = pairs.map(([key, value]) => `${key}=${value}`).join("&");
    return `/ctrl-int/1/${name}?${query}${tail}`;
  });

it("whatever the target, a request is one of those known, and a volume is one", () => {
  fc.assert(
    fc.property(fc.oneof(targets, fc.string({ unit: "binary", maxLength: 2000 })), (target) => {
      const asked = parseDacpRequest(target);
      if (asked.kind === "act" && asked.request.kind === "volume") {
        expect(asked.request.percent).toBeGreaterThanOrEqual(0);
        expect(asked.request.percent).toBeLessThanOrEqual(100);
      }
      if (asked.kind === "properties") expect(asked.names.length).toBeLessThanOrEqual(32);
    }),
    { numRuns: 3000 },
  );
});

it("whatever is asked with the right token, an answer comes and the next one is heard", async () => {
  const world = await remoteWorld();
  const visible = fc.stringMatching(/^[!-~]{0,60}$/);
  const asked = fc.oneof(
    visible.map((text) => `/ctrl-int/1/${text}`),
    visible.map((text) => `/${text}`),
    targets.map((target) => target.replace(/[^!-~]/g, "%")),
  );
  await fc.assert(
    fc.asyncProperty(asked, async (target) => {
      const reply = await world.ask(target);
      expect([200, 204, 400, 404]).toContain(reply.status);
    }),
    { numRuns: 300 },
  );
  expect((await world.ask("pause")).status).toBe(204);
  await world.close();
});

const request = (line: string, token: string) =>
  utf8(`${line} HTTP/1.1\r\nHost: a\r\nActive-Remote: ${token}\r\nContent-Length: 3\r\n\r\nabc`);

{
  let opened: ReturnType<typeof remoteWorld> | undefined;
  const open = () => {
    opened ??= remoteWorld();
    return opened;
  };
  fuzz(
    "the port of the buttons",
    async (bytes) => {
      const { network, host, port } = await open();
      const stream = await network.connectTcp({ host, port });
      stream.write(bytes);
      stream.onData(() => {});
      await settle();
      stream.close();
      await settle();
    },
    {
      seeds: [
        request("GET /ctrl-int/1/getproperty?properties=dmcp.volume", "1986535575"),
        request("POST /ctrl-int/1/setproperty?dmcp.device-volume=-13.5", "1"),
      ],
      runs: 1000,
    },
  );

  it("the port answers as before after all of it, with nobody left on it", async () => {
    const world = await open();
    expect((await world.ask("pause")).status).toBe(204);
    await world.close();
    await settle();
    expect(world.lan.openHandles).toBe(0);
  });
}
