import { PyatvFake } from "./pyatv-fake.ts";

/** What pyatv's fake AirPlay receiver saw of us. */
export interface FakeAirPlayState {
  /** First lines and headers of all requests, in order. */
  readonly heads: readonly string[];
  /** Whether the last connection is encrypted, by pyatv's own session. */
  readonly encrypted: boolean;
}

/** The PIN of that fake alone. */
export const FAKE_AIRPLAY_PIN = "2271";

export function startPyatvFakeAirPlay(): Promise<PyatvFake<FakeAirPlayState>> {
  return PyatvFake.start<FakeAirPlayState>("pyatv_fake_airplay.py");
}
