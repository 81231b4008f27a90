import type { FarHost } from "./far-host.ts";
import { PyatvFake } from "./pyatv-fake.ts";

export { FAKE_PIN } from "./pyatv-fake.ts";

/** What pyatv's fake device remembers of what was done to it. */
export interface FakeState {
  readonly button: string | null;
  readonly app: string | null;
  readonly url: string | null;
  readonly account: string | null;
  readonly paired: boolean;
  readonly powered: boolean;
  readonly sid: number;
  readonly serviceType: string | null;
  readonly systemInfo: Readonly<Record<string, unknown>>;
  readonly tvRemoteVersion: string | null;
  readonly interests: readonly string[];
  readonly volume: number;
  readonly duration: number;
  readonly text: string | null;
  readonly textSession: boolean;
  readonly touchSize: readonly number[];
  readonly touch: readonly [phase: string, x: number, y: number, ns: number] | null;
  readonly clients: number;
}

const DRIVER = "pyatv_fake_companion.py";

/** pyatv's fake Companion device. */
export type PyatvFakeCompanion = PyatvFake<FakeState>;

export const PyatvFakeCompanion = {
  start: () => PyatvFake.start<FakeState>(DRIVER),
  startOn: (host: FarHost) => PyatvFake.startOn<FakeState>(DRIVER, host),
};
