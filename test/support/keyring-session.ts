import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MessageBus, sessionBus } from "dbus-next";

/** Nothing starts by itself on this bus: the test decides who offers secrets. */
const BUS_CONFIG = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>`;

const SECRETS = "org.freedesktop.secrets";
const PROMPTER = "org.gnome.keyring.SystemPrompter";

/** Somebody who is asked and never answers; `asked` resolves the first time. */
export interface Silence {
  readonly asked: Promise<void>;
}

/** A D-Bus session with a home of its own, and gnome-keyring in it when wanted. Needs no display. */
export class KeyringSession {
  readonly #home: string;
  readonly #address: string;
  readonly #bus: ChildProcess;
  #daemon: ChildProcess | undefined;
  readonly #clients: MessageBus[] = [];

  private constructor(home: string, bus: ChildProcess, address: string) {
    this.#home = home;
    this.#bus = bus;
    this.#address = address;
  }

  /** A session with nobody on it who offers secrets. */
  static async empty(): Promise<KeyringSession> {
    const home = mkdtempSync(join(tmpdir(), "armchair-keyring-"));
    mkdirSync(join(home, "run"), { mode: 0o700 });
    const config = join(home, "bus.conf");
    writeFileSync(config, BUS_CONFIG);
    const bus = spawn(
      "dbus-daemon",
      [`--config-file=${config}`, "--nofork", "--nopidfile", "--print-address=1"],
      { stdio: ["ignore", "pipe", "ignore"] },
    );
    const [address] = await once(bus.stdout, "data");
    return new KeyringSession(home, bus, String(address).trim());
  }

  /** A session with an unlocked login keyring. */
  static async unlocked(): Promise<KeyringSession> {
    const session = await KeyringSession.empty();
    await session.startKeyring("unlocked");
    return session;
  }

  /** What a program needs in its environment to live in this session. */
  get environment(): Record<string, string> {
    return {
      HOME: this.#home,
      XDG_RUNTIME_DIR: join(this.#home, "run"),
      DBUS_SESSION_BUS_ADDRESS: this.#address,
    };
  }

  /** Starts gnome-keyring. `locked` knows the keyring of an earlier start and has not been given its password. */
  async startKeyring(state: "unlocked" | "locked"): Promise<void> {
    const owned = await this.#owned(SECRETS);
    const unlock = state === "unlocked" ? ["--unlock"] : [];
    const daemon = spawn(
      "gnome-keyring-daemon",
      [...unlock, "--foreground", "--components=secrets"],
      {
        env: { PATH: process.env["PATH"], ...this.environment },
        stdio: ["pipe", "ignore", "ignore"],
      },
    );
    this.#daemon = daemon;
    daemon.stdin?.end("a password\n");
    await owned.appeared;
  }

  async stopKeyring(): Promise<void> {
    await stop(this.#daemon);
    this.#daemon = undefined;
  }

  /** The keyring as after a log-in without its password: the next access to a stored key prompts. */
  async lock(): Promise<void> {
    await this.stopKeyring();
    await this.startKeyring("locked");
  }

  /** Takes the place of whoever shows prompts, and never answers. */
  holdPrompts(): Promise<Silence> {
    return this.#neverAnswerAs(PROMPTER);
  }

  /** Takes the place of the keychain itself, and never answers. */
  holdSecrets(): Promise<Silence> {
    return this.#neverAnswerAs(SECRETS);
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.disconnect();
    await this.stopKeyring();
    await stop(this.#bus);
    rmSync(this.#home, { recursive: true, force: true });
  }

  async #neverAnswerAs(name: string): Promise<Silence> {
    const bus = this.#connect();
    const asked = new Promise<void>((resolve) => {
      bus.addMethodHandler(() => {
        resolve();
        return true; // handled: no reply is ever sent
      });
    });
    await bus.requestName(name, 0);
    return { asked };
  }

  /** Resolves when somebody on the bus owns the name. */
  async #owned(name: string): Promise<{ readonly appeared: Promise<void> }> {
    const bus = this.#connect();
    const daemon = await bus.getProxyObject("org.freedesktop.DBus", "/org/freedesktop/DBus");
    const names = daemon.getInterface("org.freedesktop.DBus");
    const appeared = new Promise<void>((resolve) => {
      names.on("NameOwnerChanged", (changed: string, _old: string, owner: string) => {
        if (changed === name && owner !== "") resolve();
      });
    });
    return { appeared };
  }

  #connect(): MessageBus {
    const bus = sessionBus({ busAddress: this.#address });
    this.#clients.push(bus);
    return bus;
  }
}

async function stop(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill();
  await gone;
}
