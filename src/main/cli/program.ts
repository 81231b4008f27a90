import { Command } from "commander";
import { accounts, apps, launch, switchAccount } from "./commands/content.ts";
import { features } from "./commands/features.ts";
import { forget, pair, pairingProtocol } from "./commands/pair.ts";
import { clearPassword, setPassword } from "./commands/password.ts";
import { power, press, pressableKeys, skip, volume } from "./commands/remote.ts";
import { devices, scan } from "./commands/scan.ts";
import { clearText, getText, writeText } from "./commands/text.ts";
import { watch } from "./commands/watch.ts";
import { type Choose, commonOf, type Given, withCommon } from "./program-options.ts";
import { addMedia, addOutputs, addPlayback } from "./program-playback.ts";

const EXIT_CODES = `
Exit status: 0 done, 2 wrong usage, 3 not found, 4 not paired, 5 unreachable, 6 refused by the device,
7 settings or keychain, 130 interrupted, 1 anything else.`;

/**
 * The command line's grammar. Parsing only chooses a task; it runs afterwards. Parsing throws
 * commander's error for wrong usage and for help.
 */
export function createProgram(version: string, choose: Choose): Command {
  const program = new Command("armchair")
    .description("Controls Apple TVs on this network. Uses the running app when there is one.")
    .version(version)
    .helpCommand("help [command]")
    .addHelpText("after", EXIT_CODES);
  addFinding(program, choose);
  addPairing(program, choose);
  addRemote(program, choose);
  addPlayback(program, choose);
  addMedia(program, choose);
  addOutputs(program, choose);
  addContent(program, choose);
  addText(program, choose);
  return program;
}

function addFinding(program: Command, choose: Choose): void {
  withCommon(program.command("scan"))
    .description("look for devices, each printed as it is found")
    .option("--hosts <addresses>", "ask these addresses, comma between; who answers is remembered")
    .option("--id <id>", "stop when this device is found: id, name or address")
    .action((given: { hosts?: string; id?: string } & Given) =>
      choose({
        options: commonOf(given),
        run: (context) =>
          scan(context, {
            hosts: given.hosts?.split(",").filter((host) => host !== "") ?? [],
            ...(given.id === undefined ? {} : { id: given.id }),
          }),
      }),
    );
  withCommon(program.command("devices"))
    .description("list the devices that are known, without looking; * is the chosen one")
    .action((given: Given) => choose({ options: commonOf(given), run: devices }));
  withCommon(program.command("features"))
    .description("list what the device can do at the moment")
    .option("--all", "with what it never does")
    .action((given: { all?: true } & Given) =>
      choose({
        options: commonOf(given),
        run: (context) => features(context, { all: given.all ?? false }),
      }),
    );
  withCommon(program.command("watch"))
    .description("print what happens on the device, one JSON object a line, until interrupted")
    .action((given: Given) => choose({ options: commonOf(given), run: watch }));
}

interface PairGiven {
  readonly pin?: string;
  readonly skipSecond?: true;
  readonly protocol?: string;
}

function addPairing(program: Command, choose: Choose): void {
  withCommon(program.command("pair"))
    .description("pair with a device; asks for the code that it shows")
    .argument("[device]", "the same as --device")
    .option("--pin <code>", "the code, when it is known already")
    .option("--skip-second", "go without what a second code would add, such as now playing")
    .option("--protocol <name>", "pair over this one, not over the one that opens most")
    .action((device: string | undefined, given: PairGiven & Given) =>
      choose({
        options: commonOf(given, device),
        run: async (context) =>
          pair(context, {
            skipSecond: given.skipSecond ?? false,
            ...(given.pin === undefined ? {} : { pin: given.pin }),
            ...(given.protocol === undefined ? {} : { protocol: pairingProtocol(given.protocol) }),
          }),
      }),
    );
  withCommon(program.command("forget"))
    .description("remove the key and everything remembered of a device")
    .argument("[device]", "the same as --device")
    .action((device: string | undefined, given: Given) =>
      choose({ options: commonOf(given, device), run: forget }),
    );
  const password = program
    .command("password")
    .description("the password that the device's owner has set for AirPlay");
  for (const [how, description, run] of [
    ["set", "type it, unseen, or give a line of standard input", setPassword],
    ["clear", "forget it", clearPassword],
  ] as const) {
    withCommon(password.command(how))
      .description(description)
      .argument("[device]", "the same as --device")
      .action((device: string | undefined, given: Given) =>
        choose({ options: commonOf(given, device), run }),
      );
  }
}

function addRemote(program: Command, choose: Choose): void {
  withCommon(program.command("press"))
    .description("press a key")
    .argument("<key>", `one of ${pressableKeys.join(", ")}`)
    .option("--hold", "keep it down for a second")
    .option("--double", "press it twice")
    .action((key: string, given: { hold?: true; double?: true } & Given) =>
      choose({
        options: commonOf(given),
        run: (context) =>
          press(context, key, { hold: given.hold ?? false, double: given.double ?? false }),
      }),
    );
  withCommon(program.command("skip"))
    .description("skip by seconds; after -- they may be negative, for back")
    .argument("<seconds>")
    .action((seconds: string, given: Given) =>
      choose({ options: commonOf(given), run: (context) => skip(context, seconds) }),
    );
  withCommon(program.command("power"))
    .description("say whether the device is on, or switch it")
    .argument("[state]", "on, off or toggle")
    .action((state: string | undefined, given: Given) =>
      choose({ options: commonOf(given), run: (context) => power(context, state) }),
    );
  withCommon(program.command("volume"))
    .description("say how loud it is, or change it")
    .argument("[level]", "up, down, or 0 to 100")
    .action((level: string | undefined, given: Given) =>
      choose({ options: commonOf(given), run: (context) => volume(context, level) }),
    );
}

function addContent(program: Command, choose: Choose): void {
  withCommon(program.command("apps"))
    .description("list the apps on the device")
    .action((given: Given) => choose({ options: commonOf(given), run: apps }));
  withCommon(program.command("launch"))
    .description("open an app, or a link in the app it belongs to")
    .argument("<app>", "its name, its identifier, or a URL")
    .action((target: string, given: Given) =>
      choose({ options: commonOf(given), run: (context) => launch(context, target) }),
    );
  withCommon(program.command("accounts"))
    .description("list the accounts on the device, or switch to one")
    .argument("[account]", "its name or identifier")
    .action((account: string | undefined, given: Given) =>
      choose({
        options: commonOf(given),
        run: (context) =>
          account === undefined ? accounts(context) : switchAccount(context, account),
      }),
    );
}

function addText(program: Command, choose: Choose): void {
  const text = program
    .command("text")
    .description("read or change the text field that the device shows");
  withCommon(text.command("get", { isDefault: true }))
    .description("print the text")
    .action((given: Given) => choose({ options: commonOf(given), run: getText }));
  for (const how of ["set", "append"] as const) {
    withCommon(text.command(how))
      .description(how === "set" ? "replace the text" : "add to the text")
      .argument("<text>", "- takes a line of standard input")
      .action((typed: string, given: Given) =>
        choose({ options: commonOf(given), run: (context) => writeText(context, how, typed) }),
      );
  }
  withCommon(text.command("clear"))
    .description("empty the field")
    .action((given: Given) => choose({ options: commonOf(given), run: clearText }));
}
