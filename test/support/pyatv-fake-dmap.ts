import { PyatvFake } from "./pyatv-fake.ts";

/** What pyatv's fake DMAP device remembers of what was done to it; names are pyatv's. */
export interface FakeDmapState {
  readonly button: string | null;
  /** Requests that were a button or part of one. */
  readonly presses: number;
  /** Seconds. */
  readonly position: number | null;
  readonly repeat: "Off" | "Track" | "All" | null;
  readonly shuffle: "Off" | "Albums" | "Songs" | null;
  /** Width and height of the last request for a picture. */
  readonly artworkSize: readonly [width: number | null, height: number | null];
  readonly session: number | null;
  /** Revisions that were asked for. */
  readonly polls: readonly number[];
  /** When each of them came, in seconds of a clock of its own. */
  readonly pollTimes: readonly number[];
  /** The query of each login. */
  readonly logins: readonly string[];
  /** The events of the control prompt. */
  readonly touches: readonly string[];
  readonly paths: readonly string[];
}

/** A remote that announces itself, as the fake sees it. */
export interface SeenRemote {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly txt: Readonly<Record<string, string>>;
}

/** What lets in. */
export const FAKE_HSGID = "12345678-6789-1111-2222-012345678911";
export const FAKE_PAIRING_GUID = "0x0000000000000001";
export const FAKE_SESSION = 55555;

/** pyatv's fake DMAP device: presets, properties, pictures, sessions, calls to a remote. */
export type PyatvFakeDmap = PyatvFake<FakeDmapState>;

export const PyatvFakeDmap = {
  start: () => PyatvFake.start<FakeDmapState>("pyatv_fake_dmap.py"),
};
