import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { FarHost } from "./far-host.ts";
import { pyatvSource, python } from "./peers.ts";

interface Answer {
  readonly id?: number;
  readonly port?: number;
  readonly value?: unknown;
  readonly error?: string;
}

const environment = () => ({ PYTHONPATH: pyatvSource() });

/** The PIN that pyatv's fakes always show. */
export const FAKE_PIN = "1111";
/** Between two looks at what a fake has seen. */
const ASK_AGAIN_MS = 5;
/** Who they all say they are. */
export const FAKE_IDENTITY = "5D797FD3-3538-427E-A47B-A32FC6CF3A6A";

/** One of pyatv's fake devices in a process of its own, on a free port, driven by lines of JSON. */
export class PyatvFake<State> {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #nextId = 1;

  /** `driver` is a file of test/support. On this machine, unannounced. */
  static start<State>(driver: string): Promise<PyatvFake<State>> {
    const options = { stdio: "pipe", env: { ...process.env, ...environment() } } as const;
    return PyatvFake.#from(spawn(python(), [pathOf(driver)], options));
  }

  /** On another machine, announced to the network between. */
  static startOn<State>(driver: string, host: FarHost): Promise<PyatvFake<State>> {
    const child = host.spawn(python(), [pathOf(driver), host.address], environment());
    return PyatvFake.#from(child);
  }

  static async #from<State>(child: ChildProcess): Promise<PyatvFake<State>> {
    const complaints: string[] = [];
    child.stderr?.on("data", (chunk: Buffer) => complaints.push(chunk.toString()));
    if (!child.stdout) throw new Error("no output");
    const lines = createInterface({ input: child.stdout });
    const port = await new Promise<number>((found, failed) => {
      child.once("error", failed);
      child.once("exit", () => failed(new Error(`the fake ended:\n${complaints.join("")}`)));
      lines.once("line", (line) => found((JSON.parse(line) as Answer).port ?? 0));
    });
    const fake = new PyatvFake<State>(child, port);
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

  async state(): Promise<State> {
    return (await this.do("read")) as State;
  }

  /** Asks again until it holds: the fake gets events without answering them. */
  async until(test: (state: State) => boolean): Promise<State> {
    for (;;) {
      const state = await this.state();
      if (test(state)) return state;
      // Neither of the two is kept from what it is waited for by being asked all the time.
      await new Promise((next) => setTimeout(next, ASK_AGAIN_MS));
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

function pathOf(driver: string): string {
  return resolve("test/support", driver);
}
