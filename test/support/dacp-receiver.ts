import { type ChildProcess, execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { TcpStream } from "../../src/main/runtime/network.ts";
import type { Runtime } from "../../src/main/runtime/runtime.ts";
import type { RemotePass } from "../../src/main/sound/remote/sound-remote.ts";
import { utf8 } from "../../src/main/wire/bytes.ts";
import {
  encodeHttpRequest,
  HttpDecoder,
  type HttpHeader,
  type HttpMessage,
} from "../../src/main/wire/http.ts";
import { Arrivals } from "./airplay-remote.ts";
import type { FarHost } from "./far-host.ts";

const PORT = 5000;
const NAME = "org.gnome.ShairportSync";
const call = promisify(execFile);

/** Debian's shairport-sync on the far host, with a bus of its own on which its buttons are pressed. */
export class DacpReceiver {
  readonly #host: FarHost;
  readonly #bus: string;
  readonly #log: string[] = [];
  readonly #listening = new Set<() => void>();

  private constructor(host: FarHost, bus: string) {
    this.#host = host;
    this.#bus = bus;
  }

  /** Resolves when it listens and is on its bus. */
  static async start(host: FarHost): Promise<DacpReceiver> {
    const folder = mkdtempSync(join(tmpdir(), "shairport-"));
    const bus = `unix:path=${join(folder, "bus")}`;
    const env = { DBUS_SYSTEM_BUS_ADDRESS: bus };
    const busArgs = ["--system", "--nofork", "--nopidfile", `--address=${bus}`, "--print-address"];
    await said(host.spawn("dbus-daemon", busArgs), /unix:path/);
    const config = join(folder, "avahi-daemon.conf");
    writeFileSync(config, "[server]\nallow-interfaces=fa1\nhost-name=sps\n");
    const avahiArgs = ["-f", config, "--no-drop-root", "--no-chroot", "--no-rlimits"];
    await said(host.spawn("avahi-daemon", avahiArgs, env), /Server startup complete/);
    const receiver = new DacpReceiver(host, bus);
    const args = [
      "-c",
      "/dev/null",
      "-u",
      "-vv",
      "-a",
      "Kitchen",
      "-p",
      String(PORT),
      "-o",
      "dummy",
    ];
    const shairport = host.spawn("shairport-sync", args, env);
    if (shairport.stderr) {
      createInterface({ input: shairport.stderr }).on("line", (line) => receiver.#hear(line));
    }
    await said(shairport, /Successful Startup|D-Bus service/i);
    return receiver;
  }

  /** What matches in its log, now or as soon as it is there. The test's own limit ends the wait. */
  async says(wanted: RegExp): Promise<RegExpExecArray> {
    for (let read = 0; ; read++) {
      while (read >= this.#log.length) {
        await new Promise<void>((resolve) => this.#listening.add(resolve));
      }
      const found = wanted.exec(this.#log[read] ?? "");
      if (found) return found;
    }
  }

  /** Forgets what it said so far. */
  forget(): void {
    this.#log.length = 0;
  }

  #hear(line: string): void {
    this.#log.push(line);
    for (const wake of this.#listening) wake();
    this.#listening.clear();
  }

  /** Presses one of its buttons: `Pause`, `Next`, `VolumeUp` ... */
  async press(button: string): Promise<void> {
    await this.#send("/org/gnome/ShairportSync", `${NAME}.RemoteControl.${button}`);
  }

  /** A property of one of its interfaces, as dbus-send prints it. */
  async property(interfaceName: string, property: string): Promise<string> {
    return await this.#send(
      "/org/gnome/ShairportSync",
      "org.freedesktop.DBus.Properties.Get",
      `string:${NAME}.${interfaceName}`,
      `string:${property}`,
    );
  }

  /** As D-Bus' own types write it: `int32:55`. */
  async setVolume(percent: number): Promise<void> {
    const method = `${NAME}.AdvancedRemoteControl.SetVolume`;
    await this.#send("/org/gnome/ShairportSync", method, `int32:${percent}`);
  }

  async #send(path: string, method: string, ...args: string[]): Promise<string> {
    const options = [`--bus=${this.#bus}`, "--print-reply", `--dest=${NAME}`];
    const { stdout } = await call("dbus-send", [...options, path, method, ...args]);
    return stdout;
  }

  /** A session of sound without sound: enough for it to look for the buttons' server. */
  async hold(runtime: Runtime, pass: RemotePass): Promise<() => void> {
    const stream = await runtime.network.connectTcp({ host: this.#host.address, port: PORT });
    const session = new SilentSession(stream, this.#host.address, pass);
    await session.begin();
    return () => stream.close();
  }
}

class SilentSession {
  readonly #stream: TcpStream;
  readonly #uri: string;
  readonly #pass: RemotePass;
  readonly #answers = new Arrivals<HttpMessage>();
  #cseq = 0;

  constructor(stream: TcpStream, host: string, pass: RemotePass) {
    this.#stream = stream;
    this.#uri = `rtsp://${host}/1`;
    this.#pass = pass;
    const decoder = new HttpDecoder();
    stream.onData((chunk) => {
      for (const message of decoder.push(chunk)) this.#answers.push(message);
    });
  }

  async begin(): Promise<void> {
    const description =
      "v=0\r\no=iTunes 1 0 IN IP4 10.78.0.1\r\ns=iTunes\r\nc=IN IP4 10.78.0.2\r\nt=0 0\r\n" +
      "m=audio 0 RTP/AVP 96\r\na=rtpmap:96 AppleLossless\r\n" +
      "a=fmtp:96 352 0 16 40 10 14 2 255 0 0 44100\r\n";
    await this.#ask("ANNOUNCE", [["Content-Type", "application/sdp"]], description);
    const transport =
      "RTP/AVP/UDP;unicast;interleaved=0-1;mode=record;control_port=6100;timing_port=6101";
    await this.#ask("SETUP", [["Transport", transport]]);
    await this.#ask("RECORD", [
      ["Session", "1"],
      ["Range", "npt=0-"],
      ["RTP-Info", "seq=1;rtptime=1"],
    ]);
  }

  async #ask(method: string, headers: readonly HttpHeader[], body = ""): Promise<void> {
    this.#cseq += 1;
    const { dacpId, activeRemote } = this.#pass;
    this.#stream.write(
      encodeHttpRequest({
        method,
        target: this.#uri,
        version: "RTSP/1.0",
        headers: [
          ["CSeq", String(this.#cseq)],
          ["DACP-ID", dacpId],
          ["Active-Remote", String(activeRemote)],
          ["User-Agent", "Armchair/1"],
          ...headers,
        ],
        body: utf8(body),
      }),
    );
    const answer = await this.#answers.next();
    if (answer.kind !== "response" || answer.status !== 200) {
      throw new Error(`${method} was refused: ${JSON.stringify(answer)}`);
    }
  }
}

/** Resolves with the first line that matches; rejects with all of them when the program ends. */
function said(child: ChildProcess, wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const seen: string[] = [];
    for (const input of [child.stdout, child.stderr]) {
      if (!input) return reject(new Error("no output"));
      createInterface({ input }).on("line", (text) => {
        seen.push(text);
        if (wanted.test(text)) resolve(text);
      });
    }
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`it ended:\n${seen.join("\n")}`)));
  });
}
