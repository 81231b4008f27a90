import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HapCredentials } from "../../src/main/hap/credentials.ts";
import type {
  Channel,
  ChannelPlan,
  OpenContext,
  ProtocolPlugin,
} from "../../src/main/protocols/plugin.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import { type ManualClock, settle } from "../support/manual-clock.ts";
import type { MemoryLan } from "../support/memory-network.ts";
import { inTime } from "./companion-world.ts";

/** A device in a LAN in memory, paired, and a plan that reaches it. */
export interface ConformanceWorld {
  readonly clock: ManualClock;
  readonly lan: MemoryLan;
  readonly deviceAddress: string;
  readonly plan: ChannelPlan;
  /** The same with a key that the device has never seen; undefined where none is needed. */
  readonly strangersPlan?: ChannelPlan;
  /** A channel is many connections (HTTP): one that is asked for may find nobody there. */
  readonly manyConnections?: true;
  /** Whether the device takes the key, where the plug-in can ask; the stranger's is refused. */
  accepts?(whose: "ours" | "stranger's", context: OpenContext): Promise<Verdict>;
  context(signal: AbortSignal): OpenContext;
  /** Bytes that reach our side as if the device had sent them. */
  inject(bytes: Uint8Array): void;
  close(): Promise<void>;
}

type Verdict = Awaited<ReturnType<NonNullable<ProtocolPlugin["accepts"]>>>;

/** A key that opens nothing. */
export function strangersKey(ours: HapCredentials): HapCredentials {
  const ourPrivateKey = new Secret(new Uint8Array(32).fill(7));
  return { ...ours, ourId: "00000000-0000-4000-8000-000000000000", ourPrivateKey };
}

const nextTurn = () => new Promise((next) => setImmediate(next));
const never = new AbortController().signal;
/** Longer than anything that a plug-in may wait for. */
const LONG_MS = 60_000;

/** What every plug-in owes to whoever uses it, whatever the protocol. */
export function conformance(name: string, start: () => Promise<ConformanceWorld>): void {
  describe(`${name}, as every plug-in`, () => {
    let world: ConformanceWorld;
    let handlesBefore: number;
    let timersBefore: number;

    beforeEach(async () => {
      world = await start();
      await settle();
      handlesBefore = world.lan.openHandles;
      timersBefore = world.clock.armedTimers;
    });
    afterEach(() => world.close());

    const open = (signal = never) => world.plan.open(world.context(signal));
    const closeInTime = async (channel: Channel) => {
      const closing = channel.close();
      await world.clock.advance(LONG_MS);
      await closing;
    };
    const expectNothingLeft = async () => {
      await settle();
      expect(world.lan.openHandles).toBe(handlesBefore);
      expect(world.clock.armedTimers).toBe(timersBefore);
    };

    test("opens and closes, and does so again", async () => {
      for (let time = 0; time < 2; time++) {
        const channel = await open();
        expect(channel.protocol).toBe(world.plan.protocol);
        await channel.close();
        expect(await channel.closed).toEqual({ kind: "asked" });
        await expectNothingLeft();
      }
    });

    test("closing twice is closing once", async () => {
      const channel = await open();
      await Promise.all([channel.close(), channel.close()]);
      await channel.close();
      await expectNothingLeft();
    });

    test("two channels do not disturb each other", async () => {
      const first = await open();
      const second = await open();
      await first.close();
      await second.probe();
      await second.close();
      await expectNothingLeft();
    });

    test("an abort before opening leaves nothing behind", async () => {
      const abort = new AbortController();
      abort.abort(new RemoteError("cancelled", "changed my mind"));
      await expect(open(abort.signal)).rejects.toMatchObject({ code: "cancelled" });
      await expectNothingLeft();
    });

    test("QK-21 an abort at any moment of opening leaves nothing behind", async () => {
      for (let turns = 0; turns < 40; turns++) {
        const abort = new AbortController();
        const opening = open(abort.signal).then(
          async (channel) => {
            await closeInTime(channel);
            return "opened";
          },
          (error: unknown) => error,
        );
        for (let turn = 0; turn < turns; turn++) await nextTurn();
        abort.abort(new RemoteError("cancelled", "changed my mind"));
        const outcome = await opening;
        if (outcome !== "opened") expect(outcome).toMatchObject({ code: "cancelled" });
        await expectNothingLeft();
        if (outcome === "opened") return;
      }
    });

    test("a cut at any moment of opening is an error or overcome, and leaves nothing behind", async () => {
      for (let turns = 1; turns < 40; turns += 3) {
        const opening = open().catch((error: RemoteError) => error);
        for (let count = 0; count < turns; count++) await nextTurn();
        world.lan.cut(world.deviceAddress);
        const outcome = await inTime(world.clock, opening, LONG_MS);
        if (outcome instanceof RemoteError) expect(outcome.code).toBe("lost");
        else await inTime(world.clock, outcome.close());
        await expectNothingLeft();
      }
    }, 30_000);

    test("a key that the device does not know is `unpaired`, at once", async () => {
      if (!world.strangersPlan) return;
      const startMs = world.clock.now();
      const opening = world.strangersPlan.open(world.context(never));
      await expect(opening).rejects.toMatchObject({ code: "unpaired" });
      expect(world.clock.now()).toBe(startMs);
      await expectNothingLeft();
    });

    test("nobody there is `refused` or `timeout`, in time", async () => {
      world.lan.silence(world.deviceAddress);
      const opening = open().catch((error: unknown) => error);
      await world.clock.advance(LONG_MS);
      expect(["refused", "timeout"]).toContain(((await opening) as RemoteError).code);
      world.lan.silence(world.deviceAddress, false);
      await expectNothingLeft();
    });

    test("a device that falls silent during the opening is an error, in time", async () => {
      const opening = open().then(
        (channel) => closeInTime(channel),
        (error: unknown) => error,
      );
      // Without cryptography it is open after a few turns.
      const turns = world.manyConnections ? 2 : 4;
      for (let turn = 0; turn < turns; turn++) await nextTurn();
      world.lan.silence(world.deviceAddress);
      await world.clock.advance(LONG_MS);
      expect(await opening).toMatchObject({ code: "timeout" });
      world.lan.silence(world.deviceAddress, false);
      await expectNothingLeft();
    });

    test("a cut connection fails the channel and whatever waits, once", async () => {
      const channel = await open();
      world.lan.silence(world.deviceAddress);
      const waiting = channel.probe().catch((error: unknown) => error);
      await settle();
      world.lan.cut(world.deviceAddress);
      const codes = world.manyConnections ? ["lost", "timeout"] : ["lost"];
      expect(codes).toContain(((await waiting) as RemoteError).code);
      const reason = await channel.closed;
      expect(codes).toContain(reason.kind === "failed" ? reason.error.code : reason.kind);
      world.lan.silence(world.deviceAddress, false);
      await channel.close();
      expect(await channel.closed).toMatchObject({ kind: "failed" });
      await expectNothingLeft();
    });

    test("a probe finds a living link alive, and closes a dead one", async () => {
      const channel = await open();
      await channel.probe();
      world.lan.silence(world.deviceAddress);
      const probing = channel.probe().catch((error: unknown) => error);
      await world.clock.advance(LONG_MS);
      expect(["lost", "timeout"]).toContain(((await probing) as RemoteError).code);
      expect((await channel.closed).kind).toBe("failed");
      world.lan.silence(world.deviceAddress, false);
      await channel.close();
      await expectNothingLeft();
    });

    test("closing a link that is dead takes no longer than a moment", async () => {
      const channel = await open();
      world.lan.silence(world.deviceAddress);
      const closing = channel.close();
      await world.clock.advance(2000);
      await closing;
      world.lan.silence(world.deviceAddress, false);
      await expectNothingLeft();
    });

    test("operations of a closed channel reject with `lost`", async () => {
      const channel = await open();
      await channel.close();
      const { press, volumeStep } = channel.operations;
      const attempts = [press?.("menu", "tap"), volumeStep?.("up")];
      for (const attempt of attempts) {
        if (attempt) await expect(attempt).rejects.toMatchObject({ code: "lost" });
      }
      await expect(channel.probe()).rejects.toMatchObject({ code: "lost" });
      await expectNothingLeft();
    });

    test("the device says whether it takes a key, and nothing stays open", async () => {
      if (!world.accepts) return expect(world.plan.protocol).toBe("companion");
      expect(await world.accepts("ours", world.context(never))).not.toBe("refused");
      await expectNothingLeft();
      if (!world.strangersPlan) return;
      expect(await world.accepts("ours", world.context(never))).toBe("accepted");
      expect(await world.accepts("stranger's", world.context(never))).toBe("refused");
      await expectNothingLeft();
    });

    test("a device that is not there, or is cut off, has refused nothing", async () => {
      if (!world.accepts || !world.strangersPlan) return;
      for (const turns of [0, 3, 6, 9]) {
        const asking = world.accepts("ours", world.context(never));
        for (let count = 0; count < turns; count++) await nextTurn();
        world.lan.silence(world.deviceAddress);
        await world.clock.advance(LONG_MS);
        expect(["unreachable", "accepted"]).toContain(await asking);
        world.lan.silence(world.deviceAddress, false);
        await expectNothingLeft();
      }
    });

    test("asking whether it takes a key can be given up at any moment", async () => {
      if (!world.accepts || !world.strangersPlan) return;
      for (let turns = 0; turns < 30; turns++) {
        const abort = new AbortController();
        const asking = world.accepts("ours", world.context(abort.signal)).catch((error) => error);
        for (let count = 0; count < turns; count++) await nextTurn();
        abort.abort(new RemoteError("cancelled", "changed my mind"));
        await world.clock.advance(LONG_MS);
        const outcome = await asking;
        if (outcome !== "accepted") expect(outcome).toMatchObject({ code: "cancelled" });
        await expectNothingLeft();
        if (outcome === "accepted") return;
      }
    });

    for (const [what, bytes] of garbage) {
      test(`${what} neither crashes nor hangs it`, async () => {
        const channel = await open();
        world.inject(bytes);
        await settle();
        const alive = channel.probe().then(
          () => true,
          () => false,
        );
        await world.clock.advance(LONG_MS);
        if (!(await alive)) expect((await channel.closed).kind).toBe("failed");
        await closeInTime(channel);
        await expectNothingLeft();
      });
    }
  });
}

const garbage: readonly (readonly [string, Uint8Array])[] = [
  ["a kibibyte of zeros", new Uint8Array(1024)],
  ["a kibibyte of ones", new Uint8Array(1024).fill(0xff)],
  ["counting bytes", Uint8Array.from({ length: 1024 }, (_, at) => at & 0xff)],
  ["text", new Uint8Array(Buffer.from("GET / HTTP/1.1\r\nHost: tv\r\n\r\n"))],
  ["a single byte", Uint8Array.of(8)],
];
