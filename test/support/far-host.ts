import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";

/** Another machine on a cable of its own: a network namespace inside the one the tests run in. */
export class FarHost {
  readonly near = "10.78.0.1";
  readonly address = "10.78.0.2";
  readonly #children = new Set<ChildProcess>();

  static create(): FarHost {
    const host = new FarHost();
    run("ip netns add far");
    run("ip link add fa0 type veth peer name fa1");
    run("ip link set fa1 netns far");
    run(`ip addr add ${host.near}/24 dev fa0`);
    run("ip link set fa0 up");
    run(`ip -n far addr add ${host.address}/24 dev fa1`);
    run("ip -n far link set fa1 up");
    run("ip -n far link set lo up");
    run("ip -n far route add default dev fa1");
    run("ip -n far route add 224.0.0.0/4 dev fa1");
    return host;
  }

  /** Starts a program there. Its output is kept for whoever wants to know why it failed. */
  spawn(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const child = spawn("ip", ["netns", "exec", "far", command, ...args], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    this.#children.add(child);
    return child;
  }

  async stop(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    this.#children.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  }

  async close(): Promise<void> {
    for (const child of [...this.#children]) await this.stop(child, "SIGKILL");
    // An avahi that was killed leaves its number behind. The next one starts only where nobody has it,
    // and by then another process may.
    rmSync("/run/avahi-daemon/pid", { force: true });
    run("ip link del fa0");
    run("ip netns del far");
  }
}

function run(command: string): void {
  const [program = "", ...args] = command.split(" ");
  execFileSync(program, args, { stdio: ["ignore", "ignore", "inherit"] });
}
