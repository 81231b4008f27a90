import { type Command, InvalidArgumentError, Option } from "commander";
import type { CommonOptions, Context } from "./command.ts";

/** A command as the command line asked for it, ready to run. */
export interface Task {
  readonly options: CommonOptions;
  run(context: Context): Promise<void>;
}

export type Choose = (task: Task) => void;

/** What commander makes of the options that every command takes. */
export interface Given {
  readonly json?: true;
  readonly device?: string;
  readonly own?: true;
  readonly home?: string;
  readonly verbose?: true;
  readonly timeout: number;
}

/** The options that every command takes. */
export function withCommon(command: Command): Command {
  return command
    .option("-d, --device <device>", "which device: id, name or address")
    .option("--json", "results and errors as JSON")
    .addOption(
      new Option("--timeout <seconds>", "how long to look for devices")
        .default(5)
        .argParser(parseSeconds),
    )
    .option("--own", "leave the running app alone and connect from here")
    .option("--home <folder>", "the settings folder to use")
    .option("--verbose", "say on standard error what happens");
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 3600) return seconds;
  throw new InvalidArgumentError("It is a number of seconds.");
}

/** A device that is named as an argument goes before one that is named as an option. */
export function commonOf(given: Given, named: string | undefined = given.device): CommonOptions {
  return {
    json: given.json ?? false,
    own: given.own ?? false,
    verbose: given.verbose ?? false,
    timeout: given.timeout,
    ...(named === undefined ? {} : { device: named }),
    ...(given.home === undefined ? {} : { home: given.home }),
  };
}
