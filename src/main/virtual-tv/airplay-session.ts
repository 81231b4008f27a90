import type { Secret } from "../runtime/secret.ts";
import { decodeBplist, type PlistDict, type PlistValue, plistDict } from "../wire/bplist.ts";
import type { HttpRequest } from "../wire/http.ts";
import type { AirplayContext } from "./airplay-context.ts";
import { AirplayDataChannel } from "./airplay-data-channel.ts";
import { AirplayEventChannel } from "./airplay-event-channel.ts";
import { AirplayMedia, type MediaEnds } from "./airplay-media.ts";
import {
  type AirplayAnswer,
  type AirplayReply,
  badRequest,
  done,
  notBuilt,
  plistReply,
  refusedNow,
  wrongState,
} from "./airplay-reply.ts";
import type { AirplayWakes } from "./airplay-wakes.ts";
import { AirplaySound } from "./sink/airplay-sound.ts";
import { RaopSession } from "./sink/raop-session.ts";

const REMOTE_CONTROL_STREAM = 130n;
/** In real time, and buffered. */
const soundStreams: readonly bigint[] = [96n, 103n];
/** The kind of such a stream that fills the play queue, and has no connection of its own. */
const QUEUE_CONTROL = 1n;
const QUEUE_STREAM = 3;
/** A client has one; a few more are for those that set up again without tearing down. */
const MAX_STREAMS = 4;

/** The session of one verified client, for remote control, a video or sound: SETUP, RECORD, SETUP of the stream, TEARDOWN. */
export class AirplaySession {
  readonly #context: AirplayContext;
  readonly #wakes: AirplayWakes;
  readonly #secret: Secret;
  readonly #ends: MediaEnds;
  #media: AirplayMedia | null = null;
  #sound: AirplaySound | null = null;
  #raop: RaopSession | null = null;
  #events: AirplayEventChannel | null = null;
  #recording = false;
  readonly #streams: AirplayDataChannel[] = [];
  #ended = false;
  /** What was torn down and may not be closed on the other side yet. */
  readonly #closing = new Set<AirplayDataChannel | AirplayEventChannel>();

  constructor(context: AirplayContext, wakes: AirplayWakes, secret: Secret, ends: MediaEnds) {
    this.#context = context;
    this.#wakes = wakes;
    this.#secret = secret;
    this.#ends = ends;
  }

  get events(): AirplayEventChannel | null {
    return this.#events;
  }

  /** While this is a session that plays a video, or is about to. */
  get media(): AirplayMedia | null {
    return this.#media;
  }

  get streams(): readonly AirplayDataChannel[] {
    return this.#streams;
  }

  /** The sound of this session, while it is one that plays. */
  get sound(): AirplaySound | null {
    return this.#sound;
  }

  /** AirPlay 1 sound over this connection: from its ANNOUNCE on, its requests are that one's. */
  async handleAirplayOne(request: HttpRequest): Promise<AirplayAnswer | undefined> {
    if (this.#media !== null || !this.#context.identity.pin) return undefined;
    if (request.method === "ANNOUNCE")
      this.#raop ??= new RaopSession(this.#context, this.#soundEnds);
    return this.#raop?.handle(request);
  }

  async setup(asked: HttpRequest): Promise<AirplayAnswer> {
    const request = plistDict(decodeBplist(asked.body));
    if (request === undefined) return badRequest;
    const streams = request.get("streams");
    if (streams !== undefined) return this.#setupStreams(streams, asked);
    if (this.#events !== null || this.#ended) return wrongState;
    if (request.get("isRemoteControlOnly") === true) return this.#setupEvents();
    return this.#setupMedia(request);
  }

  record(): AirplayReply {
    if (this.#events === null || this.#ended) return wrongState;
    this.#recording = true;
    return { ...done, headers: [["Audio-Latency", "0"]] };
  }

  /** A body that names streams ends those; without one everything ends. */
  teardown(body: Uint8Array): AirplayReply {
    const streams = body.length === 0 ? undefined : plistDict(decodeBplist(body))?.get("streams");
    this.#endStreams();
    this.#sound?.teardown();
    if (streams !== undefined) return done;
    this.#endMedia();
    this.#endEvents();
    return done;
  }

  /** Closes all of it in order; idempotent. */
  end(): void {
    this.#ended = true;
    this.#endStreams();
    this.#endMedia();
    this.#endEvents();
  }

  /** Now; resolves when nothing is left open, also of what was closing. */
  async abort(): Promise<void> {
    this.#ended = true;
    this.end();
    await Promise.all([...this.#closing].map((channel) => channel.abort()));
  }

  get #soundEnds() {
    const { host, peerAddress, drop } = this.#ends;
    return { host, peerAddress, cut: () => drop("another sender takes over") };
  }

  async #setupMedia(request: PlistDict): Promise<AirplayAnswer> {
    const media = new AirplayMedia(this.#context, this.#ends);
    this.#media = media;
    const refused = await media.admit(request);
    if (refused === null && !this.#ended) {
      this.#sound = new AirplaySound(this.#context, this.#soundEnds, media.timing);
      return this.#setupEvents(media.timing.kind === "ptp");
    }
    this.#endMedia();
    return refused ?? wrongState;
  }

  async #setupEvents(isPeer = false): Promise<AirplayReply> {
    const { skipRecord, identity } = this.#context;
    const events = await AirplayEventChannel.open(
      this.#context,
      this.#secret,
      this.#ends.host,
      this.#ends.drop,
      this.#media?.isQuiet ?? false,
    );
    if (this.#ended) {
      await events.abort();
      return wrongState;
    }
    this.#events = events;
    this.#recording = skipRecord;
    const eventPort = events.port;
    const peer = { Addresses: [this.#ends.host], ID: identity.airplayId };
    return plistReply({
      eventPort,
      ...(skipRecord ? { skipRecord } : { timingPort: 0 }),
      ...(isPeer && { timingPeerInfo: peer }),
    });
  }

  async #setupStreams(list: PlistValue, asked: HttpRequest): Promise<AirplayAnswer> {
    const [stream, ...more] = Array.isArray(list) ? list : [];
    const request = plistDict(stream);
    if (request === undefined || more.length > 0) return badRequest;
    const type = asInteger(request.get("type"));
    if (type !== undefined && soundStreams.includes(type)) {
      return this.#sound === null || this.#ended ? wrongState : this.#sound.setUp(request, asked);
    }
    if (type !== REMOTE_CONTROL_STREAM) return notBuilt;
    if (!this.#recording || this.#streams.length === MAX_STREAMS) return wrongState;
    if (asInteger(request.get("controlType")) === QUEUE_CONTROL) return this.#setupQueue();
    if (this.#wakes.refusesTunnel()) return refusedNow;
    return this.#setupRemoteControl(request);
  }

  #setupQueue(): AirplayReply {
    if (this.#events === null || !this.#media?.openQueue(this.#events)) return notBuilt;
    return plistReply({
      streams: [{ type: Number(REMOTE_CONTROL_STREAM), streamID: QUEUE_STREAM }],
    });
  }

  async #setupRemoteControl(request: PlistDict): Promise<AirplayReply> {
    const seed = asInteger(request.get("seed"));
    if (seed === undefined) return badRequest;
    const context = this.#context;
    const channel = await AirplayDataChannel.open(context, this.#secret, seed, this.#ends.host);
    if (this.#ended) {
      await channel.abort();
      return wrongState;
    }
    this.#streams.push(channel);
    return plistReply({
      streams: [{ type: Number(REMOTE_CONTROL_STREAM), streamID: 1, dataPort: channel.port }],
    });
  }

  #endStreams(): void {
    for (const stream of this.#streams.splice(0)) this.#retire(stream);
  }

  #endMedia(): void {
    this.#media?.end();
    this.#media = null;
    this.#sound?.close();
    this.#sound = null;
    this.#raop?.close();
  }

  #endEvents(): void {
    if (this.#events) this.#retire(this.#events);
    this.#events = null;
    this.#recording = false;
  }

  #retire(channel: AirplayDataChannel | AirplayEventChannel): void {
    this.#closing.add(channel);
    void channel.close().then(() => this.#closing.delete(channel));
  }
}

function asInteger(value: PlistValue | undefined): bigint | undefined {
  if (typeof value === "bigint") return value;
  return Number.isInteger(value) ? BigInt(value as number) : undefined;
}
