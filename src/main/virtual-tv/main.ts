import "../runtime/web-crypto.ts";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { RemoteError } from "../../shared/errors.ts";
import { systemClock } from "../runtime/clock.ts";
import { createLog, formatRecord, type LogRecord } from "../runtime/log.ts";
import { systemMediaFetch } from "../runtime/media-fetch.ts";
import type { InterfaceAddress } from "../runtime/network.ts";
import { createNodeNetwork } from "../runtime/node-network.ts";
import { systemRandom } from "../runtime/random.ts";
import { noTrace, type Runtime } from "../runtime/runtime.ts";
import { Secret } from "../runtime/secret.ts";
import { airplayAccess } from "./advertisement.ts";
import { obey, TvCommand } from "./commands.ts";
import { tvModels } from "./model.ts";
import { VirtualTv, type VirtualTvOptions } from "./virtual-tv.ts";

const USAGE = `A virtual Apple TV on this machine's network.

  --model <model>     ${tvModels.join(", ")}
                                                         (apple-tv-4k-tvos26)
  --name <text>       the name it announces              (Virtual Apple TV)
  --pin <digits>      the PIN it shows                   (another one each time)
  --port <number>     the port of Companion              (a free one)
  --airplay-port <number>  the port of AirPlay           (a free one)
  --dmap-port <number>  the port of Home Sharing          (a free one)
  --raop-port <number>  the port of AirPlay 1 sound, where it has one  (a free one)
  --home-sharing      its Home Sharing group lets remotes in without pairing
  --access <who>      AirPlay for everyone, pairing, home-only or password  (everyone)
  --password <text>   what it asks for with --access password
  --skip-record       AirPlay asks to leave RECORD out, as tvOS 27
  --host <address>    the address to listen on           (all)
  --interface <name>  announce on this interface only; may be given more than once
  --seed <hex>        64 hex digits: the same TV again
  --no-mdns           announce nothing
  --json              one JSON object a line: inputs, screens, answers to commands

Commands are read from standard input, one JSON object a line, such as {"do":"ask-text"}.`;

function readArguments() {
  return parseArgs({
    options: {
      model: { type: "string" },
      name: { type: "string" },
      pin: { type: "string" },
      port: { type: "string" },
      "airplay-port": { type: "string" },
      "dmap-port": { type: "string" },
      "raop-port": { type: "string" },
      "home-sharing": { type: "boolean", default: false },
      access: { type: "string" },
      password: { type: "string" },
      "skip-record": { type: "boolean", default: false },
      host: { type: "string" },
      interface: { type: "string", multiple: true },
      seed: { type: "string" },
      "no-mdns": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  }).values;
}

type Arguments = ReturnType<typeof readArguments>;

function optionsOf(runtime: Runtime, given: Arguments): VirtualTvOptions {
  const { name, pin, host } = given;
  const port = portOf("port", given.port);
  const airplayPort = portOf("airplay-port", given["airplay-port"]);
  const dmapPort = portOf("dmap-port", given["dmap-port"]);
  const raopPort = portOf("raop-port", given["raop-port"]);
  const model = oneOf("model", tvModels, given.model);
  const access = oneOf("access", airplayAccess, given.access);
  if (pin !== undefined && !/^\d{4}$/.test(pin)) {
    throw new RemoteError("invalid", "--pin takes four digits");
  }
  const names = given.interface;
  const interfaces = (entry: InterfaceAddress) => names?.includes(entry.name) ?? true;
  return {
    runtime,
    interfaces,
    advertise: !given["no-mdns"],
    skipRecord: given["skip-record"],
    homeSharing: given["home-sharing"],
    ...(model === undefined ? {} : { model }),
    ...(access === undefined ? {} : { access }),
    ...(given.password === undefined ? {} : { airplayPassword: new Secret(given.password) }),
    ...(airplayPort === undefined ? {} : { airplayPort }),
    ...(dmapPort === undefined ? {} : { dmapPort }),
    ...(raopPort === undefined ? {} : { raopPort }),
    ...(name === undefined ? {} : { name }),
    ...(pin === undefined ? {} : { pin }),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(given.seed === undefined ? {} : { seed: seedOf(given.seed) }),
  };
}

function portOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new RemoteError("invalid", `--${option} takes a number from 0 to 65535`);
}

function oneOf<T extends string>(
  option: string,
  choices: readonly T[],
  text: string | undefined,
): T | undefined {
  if (text === undefined) return undefined;
  const chosen = choices.find((choice) => choice === text);
  if (chosen !== undefined) return chosen;
  throw new RemoteError("invalid", `--${option} takes one of ${choices.join(", ")}`);
}

function seedOf(hex: string): Secret {
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new RemoteError("invalid", "--seed takes 64 hex digits");
  return new Secret(new Uint8Array(Buffer.from(hex, "hex")));
}

function createRuntime(): Runtime {
  const sink = (record: LogRecord) => void process.stderr.write(`${formatRecord(record)}\n`);
  return {
    clock: systemClock,
    random: systemRandom,
    network: createNodeNetwork(),
    log: createLog(sink, () => systemClock.wallMs()),
    trace: noTrace,
    mediaFetch: systemMediaFetch,
  };
}

type Say = (event: string, fields: object) => void;

function createSay(json: boolean): Say {
  return (event, fields) => {
    const line = json
      ? JSON.stringify({ event, ...fields })
      : `${event} ${Object.values(fields)
          .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
          .join(" ")}`;
    process.stdout.write(`${line}\n`);
  };
}

/** Reports everything the TV sees, and does what standard input says, until that ends. */
async function serve(tv: VirtualTv, say: Say): Promise<void> {
  tv.inputs.on(({ what, atMs }) => say("input", { what, atMs }));
  tv.screen.on((screen) => say("screen", { screen }));
  say("started", { name: tv.name, ...portsOf(tv), identifiers: tv.identifiers });
  say("screen", { screen: tv.screen.value });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    const command = readCommand(line);
    if (!command.success) {
      say("error", { message: command.error.issues[0]?.message ?? "not a command" });
      continue;
    }
    await obey(tv, command.data);
    say("done", { do: command.data.do, ...portsOf(tv) });
    if (command.data.do === "quit") return;
  }
  await tv.close();
}

const portsOf = ({ port, airplayPort, raopPort, mrpPort, dmapPort }: VirtualTv) => ({
  port,
  airplayPort,
  raopPort,
  mrpPort,
  dmapPort,
});

function readCommand(line: string) {
  try {
    return TvCommand.safeParse(JSON.parse(line));
  } catch {
    // Not JSON is as wrong as a JSON that is no command.
    return TvCommand.safeParse(undefined);
  }
}

async function main(): Promise<void> {
  const given = readArguments();
  if (given.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const tv = await VirtualTv.start(optionsOf(createRuntime(), given));
  const stop = () => void tv.close().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  await serve(tv, createSay(given.json));
  process.exit(0);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`);
  process.exitCode = 1;
});
