import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PacketAnswer, PacketRequest } from "../../src/shared/ipc/packet-decoding.ts";
import { adtsPackets } from "../support/adts.ts";
import { type RunningApp, Stage } from "../support/stage.ts";

const run = promisify(execFile);

let stage: Stage;
let app: RunningApp;
let folder: string;

beforeAll(async () => {
  stage = await Stage.open();
  folder = stage.folder();
  app = await stage.launch();
  await app.window("remote");
});
afterAll(() => stage?.close());

const path = (name: string) => join(folder, name);
const ffmpeg = (...words: readonly string[]) => run("ffmpeg", ["-v", "error", "-y", ...words]);

/** Bytes as text: what crosses to Electron by the debugger is JSON. */
type Sent = Exclude<PacketRequest, { kind: "decode" | "open" }> | SentPackets | SentFormat;
type SentPackets = Omit<Extract<PacketRequest, { kind: "decode" }>, "packets"> & {
  readonly packets: readonly string[];
};
type SentFormat = Omit<Extract<PacketRequest, { kind: "open" }>, "format"> & {
  readonly format: { readonly config: string; readonly rate: number; readonly channels: number };
};
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/** What the built page answers to these, asked one after the other; samples as text. */
function answers(requests: readonly Sent[]): Promise<PacketAnswer[]> {
  const preload = resolve("out/preload/decoder.js");
  return app.electron.evaluate(
    async ({ BrowserWindow, MessageChannelMain }, { requests, preload }) => {
      const bytes = (encoded: string) => new Uint8Array(Buffer.from(encoded, "base64"));
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      const { port1, port2 } = new MessageChannelMain();
      await window.loadURL("app://decoder/decoder/index.html");
      window.webContents.postMessage("armchair:decoder", null, [port2]);
      const heard: unknown[] = [];
      for (const request of requests) {
        const answer = new Promise((resolve) => port1.once("message", ({ data }) => resolve(data)));
        if (request.kind === "open") {
          const format = { ...request.format, config: bytes(request.format.config) };
          port1.postMessage({ ...request, format });
        } else if (request.kind === "decode") {
          port1.postMessage({ ...request, packets: request.packets.map(bytes) });
        } else port1.postMessage(request);
        port1.start();
        if (request.kind === "close") continue;
        const { samples, ...rest } = (await answer) as { samples?: { channels: Float32Array[] } };
        const channels = samples?.channels.map(({ buffer }) =>
          Buffer.from(buffer).toString("base64"),
        );
        heard.push(samples ? { ...rest, samples: { ...samples, channels } } : { ...rest, samples });
      }
      window.destroy();
      return heard as never;
    },
    { requests, preload },
  );
}

/** The frames of all answers, left and right in turn. */
function framesOf(given: readonly PacketAnswer[]): Float32Array {
  const parts = given.flatMap((answer) => {
    const channels = ("samples" in answer && answer.samples?.channels) || [];
    const [left, right] = channels.map((channel) => {
      const { buffer } = Uint8Array.from(Buffer.from(String(channel), "base64"));
      return new Float32Array(buffer);
    });
    return left && right ? [[left, right] as const] : [];
  });
  const whole = new Float32Array(parts.reduce((sum, [left]) => sum + left.length * 2, 0));
  let at = 0;
  for (const [left, right] of parts) {
    for (let frame = 0; frame < left.length; frame++) {
      whole[at++] = left[frame] ?? 0;
      whole[at++] = right[frame] ?? 0;
    }
  }
  return whole;
}

const farthest = (one: Float32Array, other: Float32Array) =>
  one.reduce((most, sample, at) => Math.max(most, Math.abs(sample - (other[at] ?? 9))), 0);

/** As ffmpeg decodes it. */
async function byFfmpeg(file: string): Promise<Float32Array> {
  await ffmpeg("-i", file, "-f", "f32le", "-c:a", "pcm_f32le", path("wanted.pcm"));
  const { buffer } = Uint8Array.from(readFileSync(path("wanted.pcm")));
  return new Float32Array(buffer);
}

describe("the page that decodes AAC", () => {
  it("gives as many frames as the packets stand for, as ffmpeg gives them", async () => {
    const noise = "anoisesrc=d=5:a=0.3:seed=5:r=44100[a];sine=f=440:d=5:r=44100[b];[a][b]amerge";
    await ffmpeg(
      ...["-f", "lavfi", "-i", noise, "-ac", "2"],
      ...["-c:a", "aac", "-aac_pns", "0", "-b:a", "192k", path("lc.aac")],
    );
    const wanted = await byFfmpeg(path("lc.aac"));
    const { config, rate, channels, packets } = adtsPackets(readFileSync(path("lc.aac")));
    const format = { config: text(config), rate, channels };
    const sent = packets.map(text);
    const given = await answers([
      { kind: "open", id: 1, decoder: 7, format },
      { kind: "decode", id: 2, decoder: 7, packets: sent.slice(0, 1) },
      { kind: "decode", id: 3, decoder: 7, packets: sent.slice(1, 9) },
      { kind: "decode", id: 4, decoder: 7, packets: sent.slice(9) },
      { kind: "flush", id: 5, decoder: 7 },
      // After it they begin anew.
      { kind: "decode", id: 6, decoder: 7, packets: sent.slice(0, 9) },
      { kind: "flush", id: 7, decoder: 7 },
    ]);
    expect(given.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const frames = framesOf(given.slice(0, 5));
    expect(frames.length).toBe(packets.length * 1024 * 2);
    expect(frames.length).toBe(wanted.length);
    expect(farthest(frames, wanted)).toBeLessThan(1e-6);
    const again = framesOf(given.slice(5));
    expect(again.length).toBe(9 * 1024 * 2);
    expect(farthest(again, wanted)).toBeLessThan(1e-6);
  });

  it.each(["tone-he", "tone-he-v2"])(
    "finds SBR and PS that only the packets tell of, as radios send them: %s",
    async (name) => {
      const file = resolve(`test/vectors/sound/${name}.aac`);
      const wanted = await byFfmpeg(file);
      const { config, rate, channels, packets } = adtsPackets(readFileSync(file));
      expect(rate).toBe(22_050);
      const given = await answers([
        { kind: "open", id: 1, decoder: 1, format: { config: text(config), rate, channels } },
        { kind: "decode", id: 2, decoder: 1, packets: packets.map(text) },
        { kind: "flush", id: 3, decoder: 1 },
      ]);
      expect(given[1]).toMatchObject({ samples: { rate: 44_100 } });
      const frames = framesOf(given);
      expect(frames.length).toBe(packets.length * 2048 * 2);
      expect(frames.length).toBe(wanted.length);
      expect(farthest(frames, wanted)).toBeLessThan(1e-4);
    },
  );

  // LC, whose config says that there may be more.
  it.each([
    ["SBR", 2, [0x2b, 0x92, 0x08, 0x00]],
    ["SBR and PS", 1, [0xeb, 0x8a, 0x08, 0x00]],
  ])(
    "gives twice the rate and twice the frames where the config says %s",
    async (_, ac, config) => {
      const sine = ["-f", "lavfi", "-i", "sine=f=440:d=2:r=22050", "-ac", String(ac)];
      await ffmpeg(...sine, "-c:a", "aac", "-aac_pns", "0", path("core.aac"));
      const { rate, channels, packets } = adtsPackets(readFileSync(path("core.aac")));
      expect([rate, channels]).toEqual([22_050, ac]);
      const format = { config: text(Uint8Array.from(config)), rate, channels };
      const given = await answers([
        { kind: "open", id: 1, decoder: 1, format },
        { kind: "decode", id: 2, decoder: 1, packets: packets.map(text) },
        { kind: "flush", id: 3, decoder: 1 },
      ]);
      for (const answer of given.slice(1)) {
        expect(answer).toMatchObject({ samples: { rate: 44_100, channels: { length: 2 } } });
      }
      expect(framesOf(given).length).toBe(packets.length * 2048 * 2);
    },
  );

  it("says what it does not decode, and what is broken", async () => {
    const format = (config: readonly number[]) => ({
      config: text(Uint8Array.from(config)),
      rate: 44_100,
      channels: 2,
    });
    const given = await answers([
      // Main, USAC, a config that ends, and LC with a packet of nonsense.
      { kind: "open", id: 1, decoder: 1, format: format([0x0a, 0x10]) },
      { kind: "open", id: 2, decoder: 2, format: format([0xf9, 0x48, 0x80]) },
      { kind: "open", id: 3, decoder: 3, format: format([0x12]) },
      { kind: "open", id: 4, decoder: 4, format: format([0x12, 0x10]) },
      { kind: "decode", id: 5, decoder: 4, packets: [text(new Uint8Array(300).fill(0xa5))] },
      { kind: "flush", id: 6, decoder: 4 },
      { kind: "close", decoder: 4 },
      { kind: "flush", id: 7, decoder: 4 },
    ]);
    const codes = given.map((answer) => ("error" in answer ? answer.error.code : "none"));
    expect(codes).toEqual([
      "unsupported",
      "unsupported",
      "malformed",
      "none",
      expect.stringMatching(/none|malformed/),
      "malformed",
      "bug",
    ]);
  });

  it("has nothing but its port: no bridge, no Node, no network, no way out", async () => {
    const found = await app.electron.evaluate(async ({ BrowserWindow }, preload) => {
      const webPreferences = { preload, sandbox: true, contextIsolation: true };
      const window = new BrowserWindow({ show: false, webPreferences });
      await window.loadURL("app://decoder/decoder/index.html");
      const seen: unknown = await window.webContents.executeJavaScript(`(async () => {
          const names = ["armchair", "require", "process", "electron", "ipcRenderer"];
          const failed = () => "failed";
          const own = await fetch("app://armchair/index.html").catch(failed);
          const far = await fetch("https://example.com/").catch(failed);
          const opened = window.open("app://armchair/index.html?window=settings");
          return { secure: isSecureContext, globals: names.filter((name) => name in window), own, far, opened };
        })()`);
      const leave = "location.href = 'app://armchair/index.html?window=remote'; 0";
      await window.webContents.executeJavaScript(leave);
      // Asked of the page itself: what navigates has no answer, and what stays has.
      const stays: unknown = await window.webContents.executeJavaScript("location.href");
      window.destroy();
      return { seen, stays };
    }, resolve("out/preload/decoder.js"));
    expect(found).toEqual({
      seen: { secure: true, globals: [], own: "failed", far: "failed", opened: null },
      stays: "app://decoder/decoder/index.html",
    });
  });
});
