import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, posix, resolve } from "node:path";
import { extractFile, listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { beforeAll, describe, expect, it } from "vitest";
import type { Bridge } from "../../src/shared/ipc/bridge.ts";
import { KeyringSession } from "../support/keyring-session.ts";
import { livingRoom, pair } from "../support/living-room.ts";
import { placeIn, RATE, songOf } from "../support/songs.ts";
import { dragIn } from "./given.ts";

const unpacked = resolve(
  existsSync("node_modules/electron/dist/version")
    ? "dist/linux-unpacked"
    : "dist/dev/linux-unpacked",
);
const executable = join(unpacked, "armchair");
const resources = join(unpacked, "resources");

let report = "";
beforeAll(() => {
  report = execFileSync(process.execPath, ["scripts/package.mjs", "--dir"], { encoding: "utf8" });
}, 120_000);

describe("the package", () => {
  it("has every fuse as it should be", async () => {
    const fuses = await getCurrentFuseWire(executable);
    const state = (option: FuseV1Options) => fuses[option];
    expect(state(FuseV1Options.RunAsNode)).toBe(FuseState.DISABLE);
    expect(state(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(FuseState.DISABLE);
    expect(state(FuseV1Options.EnableNodeCliInspectArguments)).toBe(FuseState.DISABLE);
    expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe(FuseState.ENABLE);
    expect(state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(FuseState.ENABLE);
  });

  it("holds what was built, the keychain module, and nothing else", () => {
    const files = listPackage(join(resources, "app.asar"), { isPack: false });
    const top = new Set(files.map((file) => file.split("/").slice(1, 3).join("/")));
    expect([...top].filter((path) => path.includes("/")).sort()).toEqual([
      "node_modules/@napi-rs",
      "out/main",
      "out/preload",
      "out/renderer",
    ]);
    expect(files.filter((file) => /\.(map|ts|tsx)$/.test(file))).toEqual([]);
    // The page that decodes AAC, which nothing opens before there is some.
    expect(files).toEqual(
      expect.arrayContaining(["/out/preload/decoder.js", "/out/renderer/decoder/index.html"]),
    );
    const unpackedModules = readdirSync(join(resources, "app.asar.unpacked/node_modules/@napi-rs"));
    expect(unpackedModules.some((name) => name.startsWith("keyring-"))).toBe(true);
    expect(existsSync(join(resources, "default_app.asar"))).toBe(false);
  });

  it("has a thread for sound that never starts the app a second time", () => {
    const archive = join(resources, "app.asar");
    const needed = new Set(["sound-worker.js"]);
    for (const name of needed) {
      const source = extractFile(archive, `out/main/${name}`).toString("latin1");
      for (const [, near = ""] of source.matchAll(/require\("(\.[^"]+)"\)/g)) {
        needed.add(posix.join(posix.dirname(name), near));
      }
    }
    expect(needed.size).toBeGreaterThan(3);
    expect([...needed]).not.toContain("index.js");
  });

  it("brings the licences of everything it ships", () => {
    const text = readFileSync(join(resources, "licences/THIRD-PARTY.txt"), "utf8");
    for (const name of [
      "react@",
      "zod@",
      "multicast-dns@",
      "protobufjs@",
      "@noble/ciphers@",
      "@napi-rs/keyring@",
      "codec-parser@",
      "With libmpg123",
      "GNU LESSER GENERAL PUBLIC LICENSE",
    ]) {
      expect(text).toContain(name);
    }
    expect(readFileSync(join(resources, "licences/ARMCHAIR.txt"), "utf8")).toContain("MIT");
  });

  it("adds at most 10 MB to the bare runtime", () => {
    const [, megabytes] = /adds to the bare runtime: ([\d.]+) MB/.exec(report) ?? [];
    expect(Number(megabytes)).toBeGreaterThan(0);
    expect(Number(megabytes)).toBeLessThanOrEqual(10);
  });

  it("starts, pairs with a TV over the network, keeps the key, presses a button, and sends sound", async (context) => {
    const keyring = await KeyringSession.unlocked();
    context.onTestFinished(() => keyring.stop());
    const room = await livingRoom(context);
    const { page: remote } = await room.stage.openByPage({
      executable,
      environment: keyring.environment,
    });
    await pair(remote, room.tv);
    await remote.keyboard.press("ArrowRight");
    await room.tv.received("right");
    const reply = await remote.evaluate(() => {
      const { armchair } = globalThis as unknown as { armchair: Bridge };
      return armchair.call("app.snapshot", []);
    });
    expect(reply).toMatchObject({ ok: true, value: { keychain: { kind: "keychain" } } });

    // From the thread of its own, which is started out of the archive.
    const song = songOf(20, 11, "Low Tide", "The Paper Boats");
    const path = join(room.stage.folder(), "tide.wav");
    writeFileSync(path, song.bytes);
    await dragIn(remote, path);
    const frames = () => room.tv.sound.report?.packets.frames ?? 0;
    await expect.poll(frames, { timeout: 20_000 }).toBeGreaterThan(RATE);
    expect(placeIn(song, room.tv.sound.received().subarray(0, RATE))).toBe(0);
  });

  it("is named after what it is when its runtime is for development only", () => {
    if (unpacked.endsWith("dist/dev/linux-unpacked")) expect(report).toContain("never shipped");
    else expect(report).not.toContain("never shipped");
  });
});
