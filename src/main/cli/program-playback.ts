import type { Command } from "commander";
import { changeOutputs, outputs, outputVolume } from "./commands/outputs.ts";
import { playUrl, stopPlaying } from "./commands/play.ts";
import { audio, mute, repeat, seek, shuffle, subtitles } from "./commands/playback.ts";
import { type ArtworkOptions, artwork, playing } from "./commands/playing.ts";
import { stream } from "./commands/stream.ts";
import { type Choose, commonOf, type Given, withCommon } from "./program-options.ts";
import type { StreamOptions } from "./stream-options.ts";

/** What plays, and what can be done with it. */
export function addPlayback(program: Command, choose: Choose): void {
  withCommon(program.command("playing"))
    .description("say what plays, and how far it is")
    .action((given: Given) => choose({ options: commonOf(given), run: playing }));
  withCommon(program.command("artwork"))
    .description("write the picture of what plays to a file")
    .argument("<file>", "- is standard output")
    .option("--width <pixels>", "the largest width wanted", "1024")
    .option("--height <pixels>", "the largest height wanted; 0 keeps the shape", "0")
    .action((file: string, given: ArtworkOptions & Given) =>
      choose({ options: commonOf(given), run: (context) => artwork(context, file, given) }),
    );
  withCommon(program.command("seek"))
    .description("go to a time in what plays")
    .argument("<time>", "90, 1:30, 1:02:03, or from where it is: +10, -10")
    // Else -10 would be an option that nobody knows.
    .allowUnknownOption()
    .action((where: string, given: Given) =>
      choose({ options: commonOf(given), run: (context) => seek(context, where) }),
    );
  withCommon(program.command("mute"))
    .description("press the mute key")
    .action((given: Given) => choose({ options: commonOf(given), run: mute }));
  const changes = [
    ["shuffle", "off, albums or songs", "say or change the order of what plays", shuffle],
    ["repeat", "off, track or all", "say or change what is repeated", repeat],
    ["audio", "its name, language or id", "list the sound tracks, or choose one", audio],
    ["subtitles", "off, or its name, language or id", "list subtitles, or choose one", subtitles],
  ] as const;
  for (const [name, argument, description, run] of changes) {
    withCommon(program.command(name))
      .description(description)
      .argument("[choice]", argument)
      .action((wanted: string | undefined, given: Given) =>
        choose({ options: commonOf(given), run: (context) => run(context, wanted) }),
      );
  }
}

/** A film or a piece of music of ours, by its address or from the disk. */
export function addMedia(program: Command, choose: Choose): void {
  withCommon(program.command("play-url"))
    .description("play a video or music on the device, until it ends or is interrupted")
    .argument("<source>", "an http address that the device can reach, or a file")
    .option("--at <time>", "where to start: 90, 1:30, 1:02:03", "0")
    .option("--force", "try a file that an Apple TV is not known to play")
    .action((source: string, given: { at: string; force?: true } & Given) =>
      choose({
        options: commonOf(given),
        run: (context) => playUrl(context, source, { at: given.at, force: given.force ?? false }),
      }),
    );
  withCommon(program.command("stream"))
    .description("send sound from this computer to speakers, until it ends or is interrupted")
    .argument("<sources...>", "files, folders, playlists, http addresses; - is standard input")
    .option("--to <devices>", "the speakers, comma between; may be given again", gather, [])
    .option("--volume <[device=]percent>", "how loud, for all or for one of them", gather, [])
    .option("--delay <[device=]ms>", "sound later than the others, or earlier", gather, [])
    .action((sources: readonly string[], given: StreamOptions & Given) =>
      choose({
        // In the app it would take the place of what the person there listens to (docs/CLI.md).
        options: { ...commonOf(given), own: true },
        run: (context) => stream(context, sources, given),
      }),
    );
  withCommon(program.command("stop"))
    .description("end what this program or the app plays on the device")
    .action((given: Given) => choose({ options: commonOf(given), run: stopPlaying }));
}

const gather = (value: string, before: readonly string[]) => [...before, value];

/** Where the sound comes out. */
export function addOutputs(program: Command, choose: Choose): void {
  const group = program.command("outputs").description("list or change where the sound comes out");
  withCommon(group.command("list", { isDefault: true }))
    .description("the speakers that play (*), and those that could")
    .action((given: Given) => choose({ options: commonOf(given), run: outputs }));
  for (const how of ["add", "remove", "set"] as const) {
    withCommon(group.command(how))
      .description(`${how === "set" ? "play on exactly these" : how} speakers`)
      .argument("<speakers...>", "names or ids")
      .action((wanted: readonly string[], given: Given) =>
        choose({ options: commonOf(given), run: (context) => changeOutputs(context, how, wanted) }),
      );
  }
  withCommon(group.command("volume"))
    .description("set how loud one speaker is")
    .argument("<speaker>", "its name or id")
    .argument("<percent>", "0 to 100")
    .action((wanted: string, level: string, given: Given) =>
      choose({
        options: commonOf(given),
        run: (context) => outputVolume(context, wanted, level),
      }),
    );
}
