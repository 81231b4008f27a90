import { PyatvFake } from "./pyatv-fake.ts";

export { FAKE_IDENTITY, FAKE_PIN } from "./pyatv-fake.ts";

/** What pyatv's fake MRP device remembers of what was done to it; names are pyatv's. */
export interface FakeMrpState {
  readonly button: string | null;
  readonly action: "SingleTap" | "DoubleTap" | "Hold" | null;
  readonly connectionState: number | null;
  readonly authenticated: boolean;
  readonly paired: boolean;
  readonly powered: boolean;
  readonly heartbeats: number;
  /** A fraction of 1. */
  readonly volume: number;
  readonly outputs: readonly string[];
  /** Seconds. */
  readonly position: number | null;
  readonly repeat: "Off" | "Track" | "All" | null;
  readonly shuffle: "Off" | "Albums" | "Songs" | null;
  readonly clients: number;
  /** Width and height of every request for a picture. */
  readonly askedSizes: readonly (readonly [width: number, height: number])[];
}

/** The speaker that the fake is itself, and what it calls itself. */
export const FAKE_OUTPUT = "E510C430-B01D-45DF-B558-6EA6F8251069";
export const FAKE_NAME = "Fake MRP ATV";
/** The app that plays in every preset. */
export const FAKE_APP = "com.github.postlund.pyatv";

/** pyatv's fake MRP device: presets, metadata, volume, speakers, power. */
export type PyatvFakeMrp = PyatvFake<FakeMrpState>;

export const PyatvFakeMrp = {
  start: () => PyatvFake.start<FakeMrpState>("pyatv_fake_mrp.py"),
};
