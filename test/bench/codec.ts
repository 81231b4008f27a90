import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { python } from "../support/peers.ts";
import { appRuntime } from "./app-runtime.ts";
import type { BenchRow } from "./row.ts";

const SECONDS = 0.9;
const TIMES_PYATV = 5;
const FRAMES_A_SECOND = 40_000;

/** The messages as hexadecimal text, and how many of them a second of processor time is enough for. */
export interface CodecRates {
  readonly opack: readonly string[];
  readonly tlv8: readonly string[];
  readonly mrp: readonly string[];
  readonly dmap: readonly string[];
  readonly rates: Readonly<Record<string, number>>;
}

/** OPACK, TLV8, MRP and DMAP messages and encrypted frames in the app's runtime, beside pyatv where it has the same. */
export async function benchCodecs(): Promise<BenchRow[]> {
  const { rates, ...inputs } = ourRates();
  const theirs = pyatvRates({ ...inputs, seconds: SECONDS });
  /** `inC`: what pyatv's library does of it before Python sees a field; told, and not compared with. */
  const row = (id: string, what: string, inC?: string): BenchRow => {
    const value = rates[id] ?? Number.NaN;
    const pyatv = theirs[id];
    const half = inC === undefined ? undefined : theirs[inC];
    return {
      id,
      what,
      unit: "messages per CPU second",
      value: Math.round(value),
      beside: {
        ...(pyatv !== undefined && { pyatv: Math.round(pyatv) }),
        ...(half !== undefined && { "pyatv's C library alone": Math.round(half) }),
      },
      target: `at least ${TIMES_PYATV} x pyatv`,
      met: pyatv === undefined ? null : value >= TIMES_PYATV * pyatv,
    };
  };
  return [
    row("opack-decode", "OPACK: decode"),
    row("opack-encode", "OPACK: encode"),
    row("tlv8-decode", "TLV8: decode"),
    row("tlv8-encode", "TLV8: encode"),
    row("mrp-decode", "MRP messages: decode, bytes to plain values", "mrp-parse"),
    row("mrp-encode", "MRP messages: encode, plain values to bytes", "mrp-serialize"),
    row("dmap-decode", "DMAP: decode, with the property list inside"),
    row("dmap-encode", "DMAP: encode"),
    frames("frames-seal", "encrypted frames of 1 KiB: seal", rates["frames-seal"]),
    frames("frames-open", "encrypted frames of 1 KiB: open", rates["frames-open"]),
  ];
}

function ourRates(): CodecRates {
  const { executable, env } = appRuntime();
  const program = resolve("out/bench/codec-client.cjs");
  const { stdout, stderr, status } = spawnSync(executable, [program], { encoding: "utf8", env });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as CodecRates;
}

function pyatvRates(input: object): Record<string, number> {
  const script = resolve("test/bench/pyatv_codec.py");
  const options = { input: JSON.stringify(input), encoding: "utf8" } as const;
  const { error, stdout, stderr, status } = spawnSync(python(), [script], options);
  if (error) return {}; // there is no pyatv
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, number>;
}

function frames(id: string, what: string, value = Number.NaN): BenchRow {
  return {
    id,
    what,
    unit: "frames per CPU second",
    value: Math.round(value),
    beside: {},
    target: `at least ${FRAMES_A_SECOND} a second`,
    met: value >= FRAMES_A_SECOND,
  };
}
