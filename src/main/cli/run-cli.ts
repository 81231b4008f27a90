import { type Command, CommanderError } from "commander";
import { RemoteError } from "../../shared/errors.ts";
import type { Context } from "./command.ts";
import { exitCodeOf, exitCodes } from "./exit-codes.ts";
import { createProgram } from "./program.ts";
import type { Task } from "./program-options.ts";
import { AlreadyTold, tellError } from "./tell-error.ts";
import type { CliWorld } from "./world.ts";

/**
 * The command line from its arguments (without program names) to its exit status. Never rejects.
 * Results go to standard output; an error is one sentence, or with `--json` one object, on standard error.
 */
export async function runCli(args: readonly string[], world: CliWorld): Promise<number> {
  const parsed = parse(args, world);
  if (typeof parsed === "number") return parsed;
  try {
    await runTask(parsed, world);
    return exitCodes.ok;
  } catch (thrown) {
    if (thrown instanceof AlreadyTold) return exitCodeOf[thrown.code];
    const error = RemoteError.from(thrown).toBody();
    tellError(world, error, parsed.options.json);
    return exitCodeOf[error.code];
  }
}

function parse(args: readonly string[], world: CliWorld): Task | number {
  const chosen: Task[] = [];
  const complaint: string[] = [];
  const program = createProgram(world.version, (task) => void chosen.push(task));
  forEachCommand(program, (command) =>
    command.exitOverride().configureOutput({
      writeOut: (text) => world.out(text.trimEnd()),
      writeErr: (text) => void complaint.push(text.trimEnd()),
    }),
  );
  try {
    program.parse([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCodes.ok;
    const message = complaint
      .join(" ")
      .replace(/^error: /, "")
      .replace(/\s+/g, " ");
    const isJson = args.includes("--json");
    if (isJson) tellError(world, { code: "invalid", message }, true);
    else world.err(message);
    return exitCodes.usage;
  }
  return chosen[0] ?? exitCodes.usage;
}

function forEachCommand(command: Command, visit: (command: Command) => void): void {
  visit(command);
  for (const child of command.commands) forEachCommand(child, visit);
}

async function runTask(task: Task, world: CliWorld): Promise<void> {
  const { options } = task;
  const opened = await world.open({
    own: options.own,
    verbose: options.verbose,
    ...(options.home === undefined ? {} : { home: options.home }),
  });
  const stop = new AbortController();
  const interrupt = () => stop.abort(new RemoteError("cancelled", "interrupted"));
  const lose = () => stop.abort(new RemoteError("lost", "the running app was closed"));
  if (world.interrupted.aborted) interrupt();
  world.interrupted.addEventListener("abort", interrupt);
  opened.gone.addEventListener("abort", lose);
  const context: Context = {
    world,
    options,
    service: opened.service,
    handlers: opened.service.handlers,
    signal: stop.signal,
    ...(opened.inputOffer && { inputOffer: opened.inputOffer }),
  };
  try {
    await task.run(context);
  } finally {
    world.interrupted.removeEventListener("abort", interrupt);
    opened.gone.removeEventListener("abort", lose);
    await opened.close();
  }
}
