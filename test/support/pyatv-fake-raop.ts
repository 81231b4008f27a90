import { PyatvFake } from "./pyatv-fake.ts";

/** What pyatv's fake RAOP receiver has seen and heard. */
export interface FakeRaopState {
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly artwork: string | null;
  /** Decibels. */
  readonly volume: number;
  /** Of sound, each once. */
  readonly packets: number;
  /** Base64 of what they held, in order. */
  readonly audio: string;
  readonly feedbacks: number;
  readonly syncs: number;
  readonly authSetup: boolean;
  readonly teardown: boolean;
}

export function startPyatvFakeRaop(): Promise<PyatvFake<FakeRaopState>> {
  return PyatvFake.start<FakeRaopState>("pyatv_fake_raop.py");
}
