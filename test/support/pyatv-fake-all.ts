import type { FarHost } from "./far-host.ts";
import { PyatvFake } from "./pyatv-fake.ts";
import type { FakeState } from "./pyatv-fake-companion.ts";
import type { FakeMrpState } from "./pyatv-fake-mrp.ts";

export { FAKE_PIN } from "./pyatv-fake.ts";

/** What each half of the device remembers of what was done to it. */
export interface FakeAllState {
  readonly companion: FakeState;
  readonly mrp: FakeMrpState;
}

/** pyatv's fake Companion and MRP as one device on another machine, announced there. */
export type PyatvFakeAll = PyatvFake<FakeAllState>;

export const PyatvFakeAll = {
  startOn: (host: FarHost) => PyatvFake.startOn<FakeAllState>("pyatv_fake_all.py", host),
};
