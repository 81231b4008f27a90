import { expect } from "vitest";
import type { Credentials } from "../../src/main/hap/credentials.ts";
import type { Channel, MediaItem, MediaPlayback } from "../../src/main/protocols/plugin.ts";
import type { Txt } from "./advertised.ts";
import { settle } from "./manual-clock.ts";
import { film, ScriptedMediaReceiver } from "./scripted-media-receiver.ts";

/** What a promise was rejected with, for a test to look at. */
export const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "nothing failed",
    (error) => error,
  );

/** A scripted receiver, and our channel to it. */
export class MediaWorld {
  readonly receiver: ScriptedMediaReceiver;
  readonly channel: Channel;

  static async start(txt: Txt, credentials?: Credentials): Promise<MediaWorld> {
    const receiver = await ScriptedMediaReceiver.start(txt);
    return new MediaWorld(receiver, await receiver.open(credentials));
  }

  private constructor(receiver: ScriptedMediaReceiver, channel: Channel) {
    this.receiver = receiver;
    this.channel = channel;
  }

  play(
    item: MediaItem = film(),
    signal: AbortSignal = new AbortController().signal,
  ): Promise<MediaPlayback> {
    const call = this.channel.operations.playMedia;
    if (call === undefined) throw new Error("it plays");
    return call(item, signal);
  }

  /** What comes of it while so much time passes. */
  async within<T>(ms: number, work: Promise<T>): Promise<T> {
    work.catch(() => {});
    await this.pass(ms);
    return work;
  }

  /** Many turns lie between one timer and the next, since each connection proves its keys. */
  async pass(ms: number): Promise<void> {
    const patience = async () => {
      for (let turn = 0; turn < 10; turn++) await settle();
    };
    await patience();
    for (let left = ms; left > 0; left -= 500) {
      await this.receiver.runtime.clock.advance(Math.min(500, left));
      await patience();
    }
  }

  /** Closes it, and fails when anything is left open or armed. */
  async close(): Promise<void> {
    await this.within(3000, this.channel.close());
    await this.receiver.close();
    await settle();
    expect(this.receiver.lan.openHandles).toBe(0);
    expect(this.receiver.runtime.clock.armedTimers).toBe(0);
  }
}
