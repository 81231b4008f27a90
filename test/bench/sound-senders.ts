import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { python } from "../support/peers.ts";
import { appRuntime } from "./app-runtime.ts";

/** A program that sends a WAV file to receivers on this machine and ends when it was sent. */
export interface Sender {
  readonly name: string;
  readonly executable: string;
  readonly args: (file: string, ports: readonly number[]) => readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** It plays to several at once, in time with one another. */
  readonly several: boolean;
  /** It is heard by our virtual speaker, because shairport-sync dies of its packets. */
  readonly toOurs?: true;
}

/**
 * Ours: the engine on its thread and the RAOP plug-in, without the app around them. `flags` as
 * sound-client.ts has them.
 */
export function ourSender(...flags: readonly ("--here" | "--busy")[]): Sender {
  const { executable, env } = appRuntime();
  return {
    name: "ours",
    executable,
    env,
    args: (file, ports) => [
      resolve("out/bench/sound-client.cjs"),
      ...flags,
      file,
      ...ports.map(String),
    ],
    several: true,
  };
}

/** Those that are installed here; node-airtunes2 is looked for where ARMCHAIR_AIRTUNES says. */
export function peerSenders(): readonly Sender[] {
  const senders: Sender[] = [
    {
      name: "pyatv",
      executable: python(),
      args: (file, ports) => [resolve("test/bench/pyatv_sound.py"), file, String(ports[0])],
      several: false,
      toOurs: true,
    },
  ];
  if (existsSync("/usr/bin/pulseaudio"))
    senders.push({
      name: "PulseAudio",
      executable: "bash",
      args: (file, ports) => [resolve("test/bench/pulse-sound.sh"), file, ...ports.map(String)],
      several: false,
    });
  const airtunes = process.env["ARMCHAIR_AIRTUNES"];
  if (airtunes !== undefined && existsSync(join(airtunes, "package.json")))
    senders.push({
      name: "node-airtunes2",
      executable: process.execPath,
      args: (file, ports) => [
        resolve("test/bench/airtunes-sound.cjs"),
        airtunes,
        file,
        ...ports.map(String),
      ],
      several: true,
    });
  return senders;
}
