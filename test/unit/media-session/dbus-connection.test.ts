import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { DbusConnection } from "../../../src/main/app/media-session/dbus-connection.ts";
import { type LocalStream, listenLocal } from "../../../src/main/runtime/local-stream.ts";
import { DbusDecoder, encodeMessage } from "../../../src/main/wire/dbus/message.ts";
import { ManualClock } from "../../support/manual-clock.ts";

/** Somebody on a socket who is no bus, or a bad one. */
async function badBus(context: TestContext, accept: (stream: LocalStream) => void) {
  const folder = mkdtempSync(join(tmpdir(), "armchair-bus-"));
  const path = join(folder, "bus");
  const listener = await listenLocal(path, accept);
  context.onTestFinished(async () => {
    await listener.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const clock = new ManualClock();
  return { clock, options: { path, userId: 1000, clock, onCall: () => {} } };
}

/** Lets us in and answers `Hello`. */
function welcome(stream: LocalStream): void {
  const decoder = new DbusDecoder();
  let isIn = false;
  stream.onData((chunk) => {
    const text = Buffer.from(chunk).toString("latin1");
    if (text.startsWith("\0AUTH EXTERNAL 31303030\r\n")) {
      stream.write(Buffer.from("OK 0123\r\n"));
      return;
    }
    const start = isIn ? 0 : "BEGIN\r\n".length;
    isIn = true;
    for (const call of decoder.push(chunk.subarray(start)))
      stream.write(
        encodeMessage({
          ...call,
          kind: "return",
          replySerial: call.serial,
          path: "",
          iface: "",
          member: "",
          signature: "s",
          body: [":1.1"],
        }),
      );
  });
}

describe("a connection to a bus", () => {
  it("says who it is as the specification wants it, and is told its name", async (context) => {
    const { options, clock } = await badBus(context, welcome);
    const connection = await DbusConnection.open(options);
    expect(clock.armedTimers).toBe(0);
    connection.close();
    await connection.closed;
    await expect(connection.callBus("ListNames", "", [])).rejects.toMatchObject({ code: "lost" });
  });

  it("waits for an answer to a call for five seconds", async (context) => {
    let calls = 0;
    const { options, clock } = await badBus(context, (stream) => {
      welcome({ ...stream, write: (bytes) => void (calls++ < 2 && stream.write(bytes)) });
    });
    const connection = await DbusConnection.open(options);
    const asked = connection.callBus("RequestName", "su", ["a.b", 0]);
    const outcome = asked.catch((error: unknown) => error);
    await clock.advance(5000);
    expect(await outcome).toMatchObject({ code: "timeout" });
    connection.close();
    await connection.closed;
  });

  it("is not made with a bus that does not know us", async (context) => {
    const { options } = await badBus(context, (stream) =>
      stream.onData(() => stream.write(Buffer.from("REJECTED DBUS_COOKIE_SHA1\r\n"))),
    );
    await expect(DbusConnection.open(options)).rejects.toMatchObject({ code: "rejected" });
  });

  it("is given up with somebody who never says anything", async (context) => {
    const { options, clock } = await badBus(context, () => {});
    const opening = DbusConnection.open(options).catch((error: unknown) => error);
    await expect.poll(() => clock.armedTimers).toBe(1);
    await clock.advance(5000);
    expect(await opening).toMatchObject({ code: "lost" });
  });

  it("ends with whoever sends what is no message, and fails what waits", async (context) => {
    const { options } = await badBus(context, (stream) => {
      let said = 0;
      stream.onData(() => stream.write(said++ === 0 ? Buffer.from("OK 1\r\n") : Buffer.alloc(64)));
    });
    await expect(DbusConnection.open(options)).rejects.toMatchObject({ code: "lost" });
  });
});
