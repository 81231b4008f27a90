import type { MediaFiles, OfferedFile } from "../../src/main/media/media-files.ts";
import type {
  MediaEnd,
  MediaItem,
  MediaPlayback,
  Operations,
  ProtocolPlugin,
  TurnedPairingDialogue,
} from "../../src/main/protocols/plugin.ts";
import { Secret } from "../../src/main/runtime/secret.ts";
import { RemoteError } from "../../src/shared/errors.ts";
import type { NowPlaying } from "../../src/shared/model/now-playing.ts";
import type { PairingRequirement, ProtocolId } from "../../src/shared/model/protocol.ts";
import { FakeChannel, type FakeTv } from "./fake-plugin.ts";

export const nothingTold: NowPlaying = {
  itemId: "sent",
  state: "playing",
  kind: "video",
  title: null,
  artist: null,
  album: null,
  genre: null,
  seriesName: null,
  seasonNumber: null,
  episodeNumber: null,
  contentId: null,
  iTunesStoreId: null,
  durationS: null,
  position: null,
  isLive: false,
  shuffle: null,
  repeat: null,
  app: null,
  artworkId: null,
  skipForwardS: 15,
  skipBackwardS: 15,
  audio: null,
  subtitles: null,
};

/** What stands behind a fake media channel: what it was told to play, and how that goes. */
export class FakePlayer {
  /** What was fetched, in order, as "address from seconds". */
  readonly played: string[] = [];
  /** Our address on the way to the device. */
  localAddress = "10.0.0.1";
  /** Errors of the next plays, in order; playing waits for the gate. */
  readonly errors: RemoteError[] = [];
  gate: Promise<void> = Promise.resolve();
  /** Errors of the next openings and probes. */
  readonly openErrors: RemoteError[] = [];
  opens = 0;
  probes = 0;
  readonly channels: FakeChannel[] = [];
  #end: ((end: MediaEnd) => void) | undefined;

  end(end: MediaEnd): void {
    this.#end?.(end);
    this.#end = undefined;
    this.channel.set({ leads: [], nowPlaying: null });
  }

  get channel(): FakeChannel {
    return this.channels.at(-1) ?? failed();
  }

  get isOpen(): boolean {
    return this.channels.some(({ isClosed }) => !isClosed);
  }

  channelOf(tv: FakeTv): FakeChannel {
    this.opens += 1;
    const error = this.openErrors.shift();
    if (error) throw error;
    const channel = new MediaChannel(tv, this);
    this.channels.push(channel);
    return channel;
  }

  async play(channel: FakeChannel, item: MediaItem, signal: AbortSignal): Promise<MediaPlayback> {
    await this.gate;
    signal.throwIfAborted();
    const error = this.errors.shift();
    if (error) throw error;
    if (this.#end) this.end({ kind: "interrupted" });
    this.played.push(`${await item.urlFor(this.localAddress)} from ${item.startS}`);
    const ended = new Promise<MediaEnd>((resolve) => {
      this.#end = resolve;
    });
    channel.set({
      leads: ["media", "seek"],
      features: { pause: "available", "play-url": "available" },
      nowPlaying: { ...nothingTold, title: item.title },
    });
    return { ended };
  }
}

function failed(): never {
  throw new Error("nothing was opened to play with");
}

class MediaChannel extends FakeChannel {
  override readonly operations: Partial<Operations>;
  readonly #player: FakePlayer;

  constructor(tv: FakeTv, player: FakePlayer) {
    super("airplay", tv, { features: { "play-url": "available" } });
    this.#player = player;
    this.operations = {
      playMedia: (item, signal) => player.play(this, item, signal),
      media: async (command) => {
        tv.received.push(`airplay media ${command}`);
        if (command === "stop") player.end({ kind: "stopped" });
      },
    };
  }

  override async probe(): Promise<void> {
    this.#player.probes += 1;
    await super.probe();
  }
}

/** AirPlay's half that plays: without a key, or only with one of its own where pairing is mandatory. */
export function mediaPlugin(tv: FakeTv, player: FakePlayer): ProtocolPlugin {
  return {
    id: "airplay",
    serviceTypes: ["_airplay._tcp"],
    describe: () => undefined,
    plan: ({ services }, { airplay }) =>
      services
        .filter(({ protocol }) => protocol === "airplay")
        .filter(({ pairing }) => pairing !== "mandatory" || airplay?.kind === "legacy")
        .map(() => ({
          protocol: "airplay",
          way: "media",
          rank: 0,
          standby: true,
          open: async () => player.channelOf(tv),
        })),
    pairing: () => ({
      ...tv.dialogue(),
      finish: async (pin) => {
        if (pin !== tv.pin) throw new RemoteError("wrong-pin", "the code is wrong");
        return {
          kind: "legacy",
          ourId: "0123456789ABCDEF",
          ourPrivateKey: new Secret(new Uint8Array(32)),
        };
      },
    }),
  };
}

/** A device that calls us: DMAP's side of a pairing. */
export class FakeCaller {
  readonly pin = "4711";
  beginError: RemoteError | undefined;
  closed = 0;
  #call: ((pin: string) => void) | undefined;

  /** Somebody types a code there. */
  call(pin: string): void {
    this.#call?.(pin);
  }

  dialogue(): TurnedPairingDialogue {
    return {
      begin: async () => {
        if (this.beginError) throw this.beginError;
        return { pin: this.pin, remoteName: "Armchair" };
      },
      paired: (signal, onRefused) =>
        new Promise((resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason), { once: true });
          this.#call = (pin) => {
            if (pin !== this.pin) return onRefused();
            resolve({
              kind: "dmap",
              login: "pairing-guid",
              id: new Secret("0x0000000000000001"),
            });
          };
        }),
      close: () => {
        this.closed += 1;
      },
    };
  }
}

/** DMAP in front of a fake TV: with a key of its own, or with what the device announces. */
export function dmapPlugin(tv: FakeTv, caller: FakeCaller): ProtocolPlugin {
  return {
    id: "dmap",
    serviceTypes: ["_touch-able._tcp"],
    describe: () => undefined,
    plan: ({ services }, { dmap }) =>
      services
        .filter(({ protocol }) => protocol === "dmap")
        .filter(({ advertisedCredential }) => dmap ?? advertisedCredential)
        .map(() => ({
          protocol: "dmap",
          way: "http",
          rank: 0,
          open: (context) => tv.opening("dmap", context, "http"),
        })),
    turnedPairing: () => caller.dialogue(),
  };
}

/** What an Apple TV of the third generation announces; `codes`: AirPlay asks for one. */
export interface OldTv {
  readonly codes?: boolean;
  readonly homeSharing?: boolean;
}

export const oldTvPairing = (
  { codes, homeSharing }: OldTv,
  protocol: ProtocolId,
): PairingRequirement =>
  protocol === "dmap"
    ? homeSharing
      ? "optional"
      : "mandatory"
    : codes
      ? "mandatory"
      : "not-needed";

/** Files that were offered, and what is served of them. */
export class FakeFiles implements MediaFiles {
  readonly serving = new Set<string>();
  isClosed = false;

  async offer(path: string) {
    return { ...offerOf("film"), name: path };
  }

  find(id: string): OfferedFile | undefined {
    if (id !== "film") return undefined;
    return {
      offer: offerOf(id),
      serve: async (localAddress) => {
        const url = `http://${localAddress}:1234/secret/film.mp4`;
        this.serving.add(url);
        return { url, close: async () => void this.serving.delete(url) };
      },
    };
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

const offerOf = (id: string) => ({
  id,
  name: "film.mp4",
  bytes: 7,
  mimeType: "video/mp4",
  kind: "video" as const,
  durationS: 90,
  obstacle: null,
});
