import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { python } from "./peers.ts";

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

type Launch = (command: string, args: readonly string[]) => ChildProcess;

const here: Launch = (command, args) => spawn(command, args, { stdio: "pipe" });

/** An argument that is a member of one of pyatv's enumerations. */
export interface Member {
  readonly enum: "InputAction" | "TouchAction" | "ShuffleState" | "RepeatState";
  readonly name: string;
}

/** Null: pyatv's own default. `output`: the speaker with that identifier. */
type Argument = string | number | null | boolean | Member | { readonly output: string };

export type PyatvProtocol = "Companion" | "AirPlay" | "MRP" | "DMAP" | "RAOP";

export interface PyatvTags {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
}

export interface FoundDevice {
  readonly name: string;
  readonly address: string;
  readonly identifiers: readonly string[];
  readonly deepSleep: boolean;
  readonly model: string;
  readonly rawModel: string;
  readonly os: string;
  readonly version: string;
  readonly mac: string;
  readonly services: Readonly<
    Record<string, { port: number; pairing: string; password: boolean } | undefined>
  >;
}

/** pyatv's client in a process of its own, see pyatv_client.py. */
export class PyatvClient {
  readonly #process: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #events: { event: string; value: unknown }[] = [];
  readonly #watchers: (() => void)[] = [];
  readonly #exited: Promise<void>;
  #stderr = "";
  #number = 0;

  private constructor(launch: Launch) {
    this.#process = launch(python(), [join(import.meta.dirname, "pyatv_client.py")]);
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.#stderr += chunk.toString();
    });
    this.#exited = new Promise((resolve) => {
      const end = () => {
        for (const { reject } of this.#pending.values()) reject(new Error(this.#stderr));
        this.#pending.clear();
        resolve();
      };
      this.#process.once("exit", end);
      this.#process.once("error", (error) => {
        this.#stderr += error.message;
        end();
      });
    });
    if (this.#process.stdout) {
      createInterface({ input: this.#process.stdout }).on("line", (line) => this.#hear(line));
    }
  }

  /** `launch` starts it somewhere else than here, such as on a `FarHost`. */
  static async start(launch: Launch = here): Promise<PyatvClient> {
    const client = new PyatvClient(launch);
    await Promise.race([client.event("ready"), client.#exited]);
    if (client.#process.exitCode !== null) throw new Error(client.#stderr);
    return client;
  }

  async scan(name: string, hosts?: readonly string[]): Promise<readonly FoundDevice[]> {
    return (await this.#ask({ do: "scan", name, ...(hosts && { hosts }) })) as FoundDevice[];
  }

  /** `name` is what the TV is told, where the protocol can. */
  async pair(protocol: PyatvProtocol = "Companion", name?: string): Promise<void> {
    await this.#ask({ do: "pair", protocol, ...(name !== undefined && { name }) });
  }

  /**
   * Pairing turned round (DMAP): publishes itself as `name` and waits for the device to call with the
   * code for this PIN. `guid`: `0x` and 16 hex digits. False: the device provides no PIN.
   */
  async show(pin: string, guid: string, name: string): Promise<boolean> {
    return (await this.#ask({ do: "show", pin, guid, name })) as boolean;
  }

  /** Ends `show`: whether the device called with the right code. */
  async shown(): Promise<boolean> {
    return (await this.#ask({ do: "shown" })) as boolean;
  }

  async finish(pin: string): Promise<boolean> {
    return (await this.#ask({ do: "finish", pin })) as boolean;
  }

  /** `only`: by these protocols; by default by all that the device has. */
  async connect(only?: readonly PyatvProtocol[]): Promise<void> {
    await this.#ask({ do: "connect", ...(only && { only }) });
  }

  /** Plays what is at this address or path; the event "played" says null, or what went wrong. */
  async play(url: string, position = 0): Promise<void> {
    await this.#ask({ do: "play", url, position });
  }

  /** Sends the sound of a file; the event "streamed" says null, or what went wrong. */
  async stream(path: string, tags?: PyatvTags, artwork?: Uint8Array): Promise<void> {
    const given = { ...(tags && { tags }), ...(artwork && { artwork: [...artwork] }) };
    await this.#ask({ do: "stream", path, ...given });
  }

  /** What it shows when the device asks for a password; before connecting. */
  async password(protocol: PyatvProtocol, text: string): Promise<void> {
    await this.#ask({ do: "password", protocol, text });
  }

  /** What pairing gave, in pyatv's own form. */
  async credentials(protocol: PyatvProtocol = "Companion"): Promise<string> {
    return (await this.#ask({ do: "secret", protocol })) as string;
  }

  /** Takes over for `protocol` what a pairing gave. */
  async trust(protocol: PyatvProtocol, credentials: string): Promise<void> {
    await this.#ask({ do: "trust", protocol, credentials });
  }

  /** From now on what plays arrives as the event "playing". */
  async push(): Promise<void> {
    await this.#ask({ do: "push" });
  }

  /** Every feature by pyatv's name, with its state: "Available", "Unavailable", "Unsupported", "Unknown". */
  async features(): Promise<Readonly<Record<string, string>>> {
    return (await this.#ask({ do: "features" })) as Record<string, string>;
  }

  /** What it knows about the device it is connected to. */
  async info(): Promise<Readonly<Record<string, string | null>>> {
    return (await this.#ask({ do: "info" })) as Record<string, string | null>;
  }

  call(what: string, ...args: readonly Argument[]): Promise<unknown> {
    return this.#ask({ do: "call", what, arguments: args });
  }

  get(what: string): Promise<unknown> {
    return this.#ask({ do: "get", what });
  }

  async close(): Promise<void> {
    await this.#ask({ do: "close" });
  }

  /** The next event of this name that nobody took yet, with this value when one is given. */
  async event(name: string, value?: unknown): Promise<unknown> {
    for (;;) {
      const at = this.#events.findIndex(
        (entry) => entry.event === name && (value === undefined || entry.value === value),
      );
      if (at >= 0) return this.#events.splice(at, 1)[0]?.value;
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
  }

  async stop(): Promise<void> {
    this.#process.stdin?.end();
    await this.#exited;
  }

  #ask(request: object): Promise<unknown> {
    const id = ++this.#number;
    const answer = new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    this.#process.stdin?.write(`${JSON.stringify({ id, ...request })}\n`);
    return answer;
  }

  #hear(line: string): void {
    const message = JSON.parse(line) as {
      id?: number;
      value?: unknown;
      error?: string;
      event?: string;
    };
    if (message.event !== undefined) {
      this.#events.push({ event: message.event, value: message.value });
      for (const wake of this.#watchers.splice(0)) wake();
      return;
    }
    const pending = this.#pending.get(message.id ?? 0);
    this.#pending.delete(message.id ?? 0);
    if (message.error === undefined) pending?.resolve(message.value);
    else pending?.reject(new Error(message.error));
  }
}
