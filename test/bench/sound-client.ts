import { createLocalEngine } from "../../src/main/sound/local-engine.ts";
import { createOpenSource } from "../../src/main/sound/source/create.ts";
import { realRuntime } from "../support/runtime.ts";
import { SpeakerChannel } from "../support/speaker-channel.ts";

/** Our way of sending sound, without the app around it: a WAV file to ports of this machine, to its end. */
async function main([path = "", ...ports]: readonly string[]): Promise<void> {
  const runtime = realRuntime();
  const engine = createLocalEngine(runtime, createOpenSource(runtime));
  const session = await engine.open();
  const speakers = await Promise.all(
    ports.map((port) => SpeakerChannel.open(runtime, { port: Number(port) })),
  );
  await Promise.all(speakers.map((speaker) => speaker.join(session)));
  const over = new Promise<Error | null>((resolve) => {
    session.trackOver.on(({ error }) => resolve(error));
  });
  await session.play({ id: "noise", source: { kind: "file", path }, startS: 0 });
  const error = await over;
  await session.close();
  await Promise.all(speakers.map(({ channel }) => channel.close()));
  await engine.close();
  if (error) throw error;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
