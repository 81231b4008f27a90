import type { Runtime } from "../../src/main/runtime/runtime.ts";
import { createLocalEngine } from "../../src/main/sound/local-engine.ts";
import { createOpenSource } from "../../src/main/sound/source/create.ts";

/** A bundle of its own: a program whose engine is on its thread does not load the decoders itself. */
export const engineHere = (runtime: Runtime) =>
  createLocalEngine(runtime, createOpenSource(runtime));
