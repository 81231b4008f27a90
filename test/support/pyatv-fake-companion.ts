import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { FarHost } from "./far-host.ts";
import { pyatvSource, python } from "./peers.ts";

/** What pyatv's fake device remembers of what was done to it. */
export interface FakeState {
  readonly button: string | null;
  readonly app: string | null;
  readonly url: string | null;
  readonly account: string | null;
  readonly paired: boolean;
  readonly powered: boolean;
  readonly sid: number;
  readonly serviceType: string | null;
  readonly systemInfo: Readonly<Record<string, unknown>>;
  readonly tvRemoteVersion: string | null;
  readonly interests: readonly string[];
  readonly volume: number;
  readonly duration: number;
  readonly text: string | null;
  readonly textSession: boolean;
  readonly touchSize: readonly number[];
  readonly touch: readonly [phase: string, x: number, y: number, ns: number] | null;
  readonly clients: number;
}

interface Answer {
  readonly id?: number;
  readonly port?: number;
  readonly value?: unknown;
  readonly error?: string;
}

const DRIVER = resolve("test/support/pyatv_fake_companion.py");
const environment = () => ({ PYTHONPATH: pyatvSource() });

/** The PIN that pyatv's fakes always show. */
export const FAKE_PIN = "1111";

/** pyatv's fake Companion device in a process of its own, on a free port. */
export class PyatvFakeCompanion {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #nextId = 1;

  /** On this machine, unannounced. */
  static start(): Promise<PyatvFakeCompanion> {
    const options = { stdio: "pipe", env: { ...process.env, ...environment() } } as const;
    return PyatvFakeCompanion.#from(spawn(python(), [DRIVER], options));
  }

  /** On another machine, announced to the network between. */
  static startOn(host: FarHost): Promise<PyatvFakeCompanion> {
    return PyatvFakeCompanion.#from(host.spawn(python(), [DRIVER, host.address], environment()));
  }

  static async #from(child: ChildProcess): Promise<PyatvFakeCompanion> {
    const complaints: string[] = [];
    child.stderr?.on("data", (chunk: Buffer) => complaints.push(chunk.toString()));
    if (!child.stdout) throw new Error("no output");
    const lines = createInterface({ input: child.stdout });
    const port = await new Promise<number>((found, failed) => {
      child.once("error", failed);
      child.once("exit", () => failed(new Error(`the fake ended:\n${complaints.join("")}`)));
      lines.once("line", (line) => found((JSON.parse(line) as Answer).port ?? 0));
    });
    const fake = new PyatvFakeCompanion(child, port);
    lines.on("line", (line) => fake.#onAnswer(JSON.parse(line) as Answer));
    return fake;
  }

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Changes the fake; the names are those of the Python driver. */
  async do(name: string, value: unknown = null): Promise<unknown> {
    const id = this.#nextId++;
    const answer = await new Promise<Answer>((found) => {
      this.#waiting.set(id, found);
      this.#child.stdin?.write(`${JSON.stringify({ id, do: name, value })}\n`);
    });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }

  async state(): Promise<FakeState> {
    return (await this.do("read")) as FakeState;
  }

  /** Asks again until it holds: the fake gets events without answering them. */
  async until(test: (state: FakeState) => boolean): Promise<FakeState> {
    for (;;) {
      const state = await this.state();
      if (test(state)) return state;
      await new Promise((next) => setImmediate(next));
    }
  }

  async stop(): Promise<void> {
    const gone = new Promise((exited) => this.#child.once("exit", exited));
    this.#child.stdin?.end();
    await gone;
  }

  #onAnswer(answer: Answer): void {
    const id = answer.id ?? 0;
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }
}
