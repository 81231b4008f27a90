import { afterEach, expect, test } from "vitest";
import { airPlayAccepts } from "../../../src/main/protocols/airplay/plan.ts";
import type { DeviceDescription } from "../../../src/main/protocols/plugin.ts";
import { Secret } from "../../../src/main/runtime/secret.ts";
import { utf8 } from "../../../src/main/wire/bytes.ts";
import { encodeTlv8, TlvTag } from "../../../src/main/wire/tlv8.ts";
import { openContext } from "../../support/companion-device.ts";
import { settle } from "../../support/manual-clock.ts";
import { MemoryLan } from "../../support/memory-network.ts";
import { testRuntime } from "../../support/runtime.ts";

const lan = new MemoryLan();
const key = {
  kind: "hap",
  ourId: "us",
  ourPrivateKey: new Secret(new Uint8Array(32)),
  theirId: "them",
  theirPublicKey: new Uint8Array(32),
} as const;
const appleTv: DeviceDescription = {
  identifiers: ["tv"],
  name: "TV",
  addresses: ["10.0.0.9"],
  services: [
    {
      protocol: "airplay",
      identifiers: ["tv"],
      port: 7000,
      pairing: "mandatory",
      requiresPassword: false,
      enabled: true,
      facts: { rawModel: "AppleTV14,1", osVersion: "26.5" },
      advertised: null,
    },
  ],
};

/** What we make of a device that answers our first message of pair-verify with that. */
async function verdictOn(status: string, body: Uint8Array = new Uint8Array(0)): Promise<string> {
  const head = `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n\r\n`;
  const listener = await lan
    .host("10.0.0.9")
    .listenTcp({ host: "10.0.0.9", port: 7000 }, (stream) => {
      stream.onData(() => {
        stream.write(utf8(head));
        stream.write(body);
      });
    });
  const runtime = testRuntime({ network: lan.host("10.0.0.1") });
  const verdict = await airPlayAccepts(appleTv, { companion: key }, openContext(runtime));
  await listener.close();
  return verdict;
}

const hapError = (code: number) =>
  encodeTlv8([
    [TlvTag.State, Uint8Array.of(2)],
    [TlvTag.Error, Uint8Array.of(code)],
  ]);

afterEach(async () => {
  await settle();
  expect(lan.openHandles).toBe(0);
});

test.each([
  "401 Unauthorized",
  "403 Forbidden",
  "404 Not Found",
  "470 Connection Authorization Required",
  "400 Bad Request",
])("%s is a refusal: a code of its own is worth asking for", async (status) => {
  expect(await verdictOn(status)).toBe("refused");
});

test("so is an error of HAP", async () => {
  expect(await verdictOn("200 OK", hapError(2))).toBe("refused");
});

test.each(["453 Not Enough Bandwidth", "500 Internal Server Error", "503 Service Unavailable"])(
  "%s is none: the device has other troubles than our key",
  async (status) => {
    expect(await verdictOn(status)).toBe("unreachable");
  },
);

test.each([
  ["makes us wait", 3],
  ["holds as many controllers as it can", 4],
  ["is not available", 6],
  ["is busy", 7],
])("a device that %s has not refused the key", async (_, code) => {
  expect(await verdictOn("200 OK", hapError(code))).toBe("unreachable");
});

test("nor has one that makes no sense", async () => {
  expect(await verdictOn("200 OK", Uint8Array.of(1, 2, 3))).toBe("unreachable");
});
