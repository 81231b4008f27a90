import { soundVideo, type VideoFaults } from "./airplay-video-faults.ts";
import { quietWire, type WireFaults } from "./wire-faults.ts";

/** The three connections of an AirPlay 2 session. */
export type AirplayConnection = "control" | "events" | "data";

/** What is done to a video that plays. */
export interface VideoActions {
  /** Resets the connections of whoever sent one. */
  reset(): void;
  /** Plays it to its end, now. */
  finish(): void;
}

/** What an AirPlay session may do wrong, read anew each time; all of it off at first. */
export class AirplayFaults {
  /** On each connection's bytes: records on `events` and `data`, answers on `control`. */
  readonly wire: Readonly<Record<AirplayConnection, WireFaults>> = {
    control: quietWire(),
    events: quietWire(),
    data: quietWire(),
  };
  /** Takes only keys that AirPlay's own PIN made; those of Companion end in an authentication error. */
  ownKeysOnly = false;
  /** No PIN is shown to a client that does not say its name, as on tvOS 27. */
  needsClientName = false;
  /** `malformed`: a first line that is none. `flood`: hundreds of requests at once. */
  events: "sound" | "silent" | "malformed" | "flood" = "sound";
  /** `late`: the answer waits for the next request and is sent before that one's. */
  feedback: "sound" | "silent" | "late" | "error" = "sound";
  /** So many SETUPs of a remote control stream are refused still. */
  tunnelRefusals = 0;
  /** The first SETUP of one after each wake-up is refused. */
  refusesTunnelAfterWake = false;
  /** Messages on the data channel lack their length, each in a frame of its own. */
  unprefixed = false;
  /** The next frame on the data channel ends in its middle, and the connection with it. */
  cutNext = false;
  readonly video: VideoFaults = soundVideo();
  readonly videoActions: VideoActions;
  /** Resets every connection of this kind now. */
  readonly reset: (connection: AirplayConnection) => void;

  constructor(reset: (connection: AirplayConnection) => void, videoActions: VideoActions) {
    this.reset = reset;
    this.videoActions = videoActions;
  }

  clear(): void {
    for (const faults of Object.values(this.wire)) Object.assign(faults, quietWire());
    this.ownKeysOnly = false;
    this.needsClientName = false;
    this.events = "sound";
    this.feedback = "sound";
    this.tunnelRefusals = 0;
    this.refusesTunnelAfterWake = false;
    this.unprefixed = false;
    this.cutNext = false;
    this.video.refusals.clear();
    const { refusals } = this.video;
    Object.assign(this.video, { ...soundVideo(), refusals });
  }
}
