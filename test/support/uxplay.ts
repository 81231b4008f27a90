import type { ChildProcess } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { FarHost } from "./far-host.ts";

/** Only this port listens before a session; it answers /info and pairing. */
export const UXPLAY_PORT = 7001;

/**
 * Debian's UxPlay on the far host: an Apple TV 3 to whoever asks, with its mDNS announcements by Avahi.
 * Resolves when it listens.
 */
export async function startUxPlay(host: FarHost, name: string): Promise<ChildProcess> {
  const folder = mkdtempSync(join(tmpdir(), "uxplay-"));
  const bus = join(folder, "bus");
  const config = join(folder, "bus.conf");
  writeFileSync(
    config,
    `<busconfig><type>system</type><listen>unix:path=${bus}</listen><policy context="default">` +
      '<allow own="*"/><allow send_destination="*"/><allow user="*"/></policy></busconfig>',
  );
  const address = { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${bus}` };
  const busStarted = host.spawn("dbus-daemon", [`--config-file=${config}`, "--print-address"]);
  await line(busStarted, "stdout", /unix:path/);
  const avahiConfig = join(folder, "avahi-daemon.conf");
  writeFileSync(avahiConfig, "[server]\nallow-interfaces=fa1\nhost-name=ux\n");
  const avahi = host.spawn(
    "avahi-daemon",
    ["-f", avahiConfig, "--no-drop-root", "--no-chroot", "--no-rlimits"],
    address,
  );
  await line(avahi, "stderr", /Server startup complete/);
  // Its output goes to a pipe, which it would fill before it writes.
  const args = ["-oL", "uxplay", "-n", name, "-nh", "-m", "-p", "7000,7001,7002"];
  const uxplay = host.spawn("stdbuf", [...args, "-vs", "0", "-as", "0", "-d"], {
    ...address,
    // The plug-ins' registry of its own, so that nothing is written where the user keeps theirs.
    GST_REGISTRY: join(folder, "registry.bin"),
  });
  await line(uxplay, "stdout", /Initialized server socket/);
  return uxplay;
}

/** Resolves with the first line that matches; rejects with all of them when the program ends. */
function line(child: ChildProcess, stream: "stdout" | "stderr", wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const seen: string[] = [];
    const note = (text: string) => seen.push(text);
    const input = child[stream];
    if (!child.stdout || !child.stderr || !input) return reject(new Error("no output"));
    createInterface({ input: child.stdout }).on("line", note);
    createInterface({ input: child.stderr }).on("line", note);
    createInterface({ input }).on("line", (text) => wanted.test(text) && resolve(text));
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`it ended:\n${seen.join("\n")}`)));
  });
}
