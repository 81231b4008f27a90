import type { ChildProcess } from "node:child_process";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestService } from "./announce.ts";
import type { FarHost } from "./far-host.ts";

/** avahi-daemon on the far host, publishing these services. It reads them from /etc/avahi only. */
export async function startAvahi(
  host: FarHost,
  hostName: string,
  services: readonly TestService[],
): Promise<ChildProcess> {
  const folder = mkdtempSync(join(tmpdir(), "avahi-"));
  mkdirSync(join(folder, "services"));
  services.forEach((service, index) => {
    writeFileSync(join(folder, "services", `${index}.service`), serviceFile(service));
  });
  const config = join(folder, "avahi-daemon.conf");
  writeFileSync(
    config,
    `[server]\nhost-name=${hostName}\nallow-interfaces=fa1\nenable-dbus=no\n` +
      "ratelimit-interval-usec=1000000\nratelimit-burst=1000\n" +
      "[publish]\npublish-workstation=no\npublish-hinfo=no\n",
  );
  // The mount namespace is the tests' own; the far host inherits what is mounted here.
  execFileSync("mount", ["--bind", join(folder, "services"), "/etc/avahi/services"]);
  mkdirSync("/run/avahi-daemon", { recursive: true });
  const args = ["-f", config, "--no-drop-root", "--no-chroot", "--no-rlimits"];
  const child = host.spawn("avahi-daemon", args);
  const started = ready(child);
  await started;
  execFileSync("umount", ["/etc/avahi/services"]);
  return child;
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const complaints: string[] = [];
    if (!child.stderr) return reject(new Error("no output"));
    createInterface({ input: child.stderr }).on("line", (line) => {
      complaints.push(line);
      if (/Server startup complete/.test(line)) resolve();
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`avahi ended:\n${complaints.join("\n")}`)));
  });
}

function serviceFile({ type, instance, port, txt = {} }: TestService): string {
  const records = Object.entries(txt).map(([key, value]) => {
    if (value === true) return `<txt-record>${escaped(key)}</txt-record>`;
    if (typeof value === "string") return `<txt-record>${escaped(`${key}=${value}`)}</txt-record>`;
    const hex = Buffer.from(value).toString("hex");
    return `<txt-record value-format="binary-hex">${escaped(key)}=${hex}</txt-record>`;
  });
  return [
    '<?xml version="1.0" standalone="no"?>',
    '<!DOCTYPE service-group SYSTEM "avahi-service.dtd">',
    "<service-group>",
    `<name>${escaped(instance)}</name>`,
    `<service><type>${type}</type><port>${port ?? 7000}</port>`,
    ...records,
    "</service></service-group>",
  ].join("\n");
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
