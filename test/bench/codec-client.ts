import { frameCipher } from "../../src/main/protocols/companion/frame-cipher.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { decodeBplist } from "../../src/main/wire/bplist.ts";
import { FrameDecoder } from "../../src/main/wire/companion-frame.ts";
import { type DmapItem, decodeDmap, dmapValue, encodeDmap } from "../../src/main/wire/dmap.ts";
import { decodeMrpMessage, encodeMrpMessage } from "../../src/main/wire/mrp/message.ts";
import { MessageType, PlaybackState } from "../../src/main/wire/mrp/numbers.ts";
import { decodeOpack, encodeOpack, opackBytes, opackDict } from "../../src/main/wire/opack.ts";
import { decodeTlv8, encodeTlv8 } from "../../src/main/wire/tlv8.ts";
import { companionVectors } from "../vectors/companion.ts";
import { filmStatus, idleStatus, loginAnswer } from "../vectors/dmap.ts";
import { mrpVectors } from "../vectors/mrp.ts";
import type { CodecRates } from "./codec.ts";

/** Our codecs, timed in whatever runtime this program is started in; prints `CodecRates`. */
const SECONDS = 0.9;
const ROUNDS = 3;

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** What passes between a remote and a TV: short commands, and an app list. */
function opackMessages(): Uint8Array[] {
  const apps = Array.from({ length: 60 }, (_, at) => [`com.example.app${at}`, `App number ${at}`]);
  const list = encodeOpack({ _i: "Fetch", _x: 4711, _t: 3, _c: Object.fromEntries(apps) });
  return [...Object.values(companionVectors).map(({ hex }) => bytesOf(hex)), list];
}

/** Pairing data as a device sent it (C2), and one with values in fragments. */
function tlvMessages(): Uint8Array[] {
  const m2 = opackDict(decodeOpack(bytesOf(companionVectors.pairVerifyM2.hex)));
  const verify = opackBytes(m2?.get("_pd")) ?? new Uint8Array(0);
  const setup = encodeTlv8([
    [0x06, Uint8Array.of(2)],
    [0x02, new Uint8Array(16).fill(1)],
    [0x03, new Uint8Array(384).fill(2)],
  ]);
  return [verify, setup];
}

/** What real devices sent, as far as it is whole, and the message that comes most: an item that changed. */
function mrpMessages(): Uint8Array[] {
  const whole = Object.entries(mrpVectors).filter(([name]) => !name.endsWith("Prefix"));
  const update = encodeMrpMessage({
    type: MessageType.UpdateContentItem,
    uniqueIdentifier: "0E1A3E7C-6F5F-4C0B-8F4E-2B9C6B7B1C11",
    updateContentItem: {
      contentItems: [{ identifier: "item-1", metadata: song }],
      playerPath: { client: { bundleIdentifier: "com.apple.TVMusic" } },
    },
  });
  const state = encodeMrpMessage({
    type: MessageType.SetState,
    uniqueIdentifier: "0E1A3E7C-6F5F-4C0B-8F4E-2B9C6B7B1C12",
    setState: {
      playbackState: PlaybackState.Playing,
      playbackQueue: { location: 0, contentItems: [{ identifier: "item-1", metadata: song }] },
      playerPath: { client: { bundleIdentifier: "com.apple.TVMusic" } },
    },
  });
  return [...whole.map(([, { hex }]) => bytesOf(hex)), update, state];
}

const song = {
  title: "Slack Water",
  trackArtistName: "The Paper Boats",
  albumName: "Low Tide",
  genre: "Alternative",
  duration: 214,
  elapsedTime: 12.5,
  elapsedTimeTimestamp: 700_000_000.25,
  playbackRate: 1,
};

/** What an Apple TV 3 sent while it played, while it did not, and to a login; and a list of songs. */
function dmapMessages(): (readonly DmapItem[])[] {
  const songs = Array.from({ length: 60 }, (_, at): DmapItem => {
    const fields: DmapItem[] = [
      ["miid", at],
      ["minm", `Song number ${at}`],
      ["asar", "The Paper Boats"],
      ["asal", "Low Tide, and everything that was left of it"],
      ["astm", 214_000 + at],
    ];
    return ["mlit", fields];
  });
  const list: DmapItem[] = [
    ["mstt", 200],
    ["mlcl", songs],
  ];
  return [[["cmst", filmStatus]], idleStatus.items, loginAnswer.items, [["ceQR", list]]];
}

/** With the property list that a play status may hold: the other client's parser reads that too. */
function readDmap(bytes: Uint8Array): unknown {
  const items = decodeDmap(bytes);
  const metadata = dmapValue(items, "cmst", "ceSD");
  return metadata instanceof Uint8Array ? [items, decodeBplist(metadata)] : items;
}

/** Processor time in ms: what else the machine does at the moment is not our doing. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Calls in a second of processor time, the best of a few rounds. */
function rate(inputs: number, work: () => void): number {
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const start = cpuMs();
    let count = 0;
    while (cpuMs() - start < (SECONDS / ROUNDS) * 1000) {
      work();
      count += inputs;
    }
    best = Math.max(best, (count * 1000) / (cpuMs() - start));
  }
  return best;
}

const key = new Secret(new Uint8Array(32).fill(3));
const payload = new Uint8Array(1024).fill(5);
const BATCH = 500;

function sealRate(): number {
  const cipher = frameCipher({ output: key, input: key });
  return rate(BATCH, () => {
    for (let at = 0; at < BATCH; at++) cipher.seal({ type: 8, payload });
  });
}

/** With the cutting of the stream into frames, as it arrives. Sealing is not counted. */
function openRate(): number {
  const sender = frameCipher({ output: key, input: key });
  const receiver = frameCipher({ output: key, input: key });
  const decoder = new FrameDecoder();
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let spentMs = 0;
    let count = 0;
    while (spentMs < (SECONDS / ROUNDS) * 1000) {
      const sealed = Array.from({ length: BATCH }, () => sender.seal({ type: 8, payload }));
      const start = cpuMs();
      for (const chunk of sealed) for (const frame of decoder.push(chunk)) receiver.open(frame);
      spentMs += cpuMs() - start;
      count += BATCH;
    }
    best = Math.max(best, (count * 1000) / spentMs);
  }
  return best;
}

function main(): void {
  const opack = opackMessages();
  const tlv8 = tlvMessages();
  const mrp = mrpMessages();
  const statuses = dmapMessages();
  const dmap = statuses.map(encodeDmap);
  const messages = mrp.map((bytes) => decodeMrpMessage(bytes));
  const values = opack.map((bytes) => decodeOpack(bytes));
  const items = tlv8.map((bytes) => decodeTlv8(bytes));
  const each = <T>(inputs: readonly T[], work: (input: T) => unknown) =>
    rate(inputs.length * 20, () => {
      for (let time = 0; time < 20; time++) for (const input of inputs) work(input);
    });
  const told: CodecRates = {
    opack: opack.map(hexOf),
    tlv8: tlv8.map(hexOf),
    mrp: mrp.map(hexOf),
    dmap: dmap.map(hexOf),
    rates: {
      "opack-decode": each(opack, (bytes) => decodeOpack(bytes)),
      "opack-encode": each(values, encodeOpack),
      "tlv8-decode": each(tlv8, decodeTlv8),
      "tlv8-encode": each(items, encodeTlv8),
      "mrp-decode": each(mrp, decodeMrpMessage),
      "mrp-encode": each(messages, encodeMrpMessage),
      "dmap-decode": each(dmap, readDmap),
      "dmap-encode": each(statuses, encodeDmap),
      "frames-seal": sealRate(),
      "frames-open": openRate(),
    },
  };
  console.log(JSON.stringify(told));
}

main();
