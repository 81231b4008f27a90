import { isRemoteError, RemoteError } from "../../../shared/errors.ts";
import type { Announcement } from "../../announce/records.ts";
import { MdnsResponder } from "../../announce/responder.ts";
import type { HttpHandler, HttpServerReply, HttpServerRequest } from "../../runtime/http-server.ts";
import { HttpServer } from "../../runtime/http-server.ts";
import type { InterfaceAddress } from "../../runtime/network.ts";
import { type Random, randomU32 } from "../../runtime/random.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { DacpDoor } from "./dacp-door.ts";
import type {
  RemoteListener,
  RemotePass,
  RemoteSpeaker,
  SoundRemote,
  SoundRemoteOptions,
} from "./sound-remote.ts";

/** Receivers send a line and a few headers. */
const MAX_BODY_BYTES = 4096;

/**
 * Listens on a free port of every address of this machine and announces it. Rejects with `unavailable`
 * when no port can be opened; an interface that cannot announce is logged and left out.
 */
export async function openSoundRemote(
  runtime: Runtime,
  options: SoundRemoteOptions = {},
): Promise<SoundRemote> {
  const dacpId = newDacpId(runtime.random);
  const doors = new Map<string, DacpDoor>();
  const server = await openServer(runtime, (request) => answer(doors, request));
  const { network } = runtime;
  network.refreshInterfaces();
  const interfaces = options.interfaces ?? ((entry) => leadsOut(entry, network.interfaces.value));
  const announcement = announcementOf(dacpId, hex64(runtime.random), server.port);
  const responder = await MdnsResponder.open(runtime, { announcement, interfaces });
  return new OpenRemote(runtime, dacpId, { doors, server, responder });
}

interface Parts {
  readonly doors: Map<string, DacpDoor>;
  readonly server: HttpServer;
  readonly responder: MdnsResponder;
}

class OpenRemote implements SoundRemote {
  readonly #runtime: Runtime;
  readonly #dacpId: string;
  readonly #parts: Parts;

  constructor(runtime: Runtime, dacpId: string, parts: Parts) {
    this.#runtime = runtime;
    this.#dacpId = dacpId;
    this.#parts = parts;
  }

  admit(listener: RemoteListener, speaker?: RemoteSpeaker): RemotePass {
    const { doors } = this.#parts;
    const { random } = this.#runtime;
    let activeRemote = randomU32(random);
    while (activeRemote === 0 || doors.has(String(activeRemote))) activeRemote = randomU32(random);
    doors.set(String(activeRemote), new DacpDoor(listener, speaker));
    return {
      dacpId: this.#dacpId,
      activeRemote,
      close: () => void doors.delete(String(activeRemote)),
    };
  }

  async close(): Promise<void> {
    const { doors, server, responder } = this.#parts;
    doors.clear();
    responder.close();
    await server.close();
  }
}

async function openServer(runtime: Runtime, handler: HttpHandler): Promise<HttpServer> {
  const { clock, network } = runtime;
  const open = (host: string) =>
    HttpServer.open({ clock, network, host, port: 0, handler, maxBodyBytes: MAX_BODY_BYTES });
  try {
    // Both families. A machine without IPv6 refuses it.
    return await open("::").catch(() => open("0.0.0.0"));
  } catch (cause) {
    throw new RemoteError("unavailable", "no port for the buttons of speakers", { cause });
  }
}

async function answer(
  doors: ReadonlyMap<string, DacpDoor>,
  request: HttpServerRequest,
): Promise<HttpServerReply> {
  const door = doors.get(request.headers.get("active-remote")?.trim() ?? "");
  if (door === undefined) return { status: 403 };
  if (request.method !== "GET" && request.method !== "POST") {
    return { status: 405, headers: { Allow: "GET, POST" } };
  }
  try {
    return await door.answer(request.target);
  } catch (error) {
    // What it wanted cannot be done now; anything else is a bug, and a 500.
    if (isRemoteError(error) && error.code !== "bug") return { status: 503 };
    throw error;
  }
}

/** As iTunes announces itself: receivers look for the name, some read the TXT. */
function announcementOf(dacpId: string, databaseId: string, port: number): Announcement {
  return {
    // A name of our own, so as not to answer for the machine's.
    host: `armchair-${dacpId.slice(-8).toLowerCase()}`,
    services: [
      {
        type: "_dacp._tcp",
        instance: `iTunes_Ctrl_${dacpId}`,
        port,
        txt: [
          ["txtvers", "1"],
          ["Ver", "131075"],
          ["DbId", databaseId],
          ["OSsi", "0x1F5"],
        ],
      },
    ],
  };
}

const leadsOut = (entry: InterfaceAddress, all: readonly InterfaceAddress[]) =>
  !entry.internal || all.every(({ internal }) => internal);

/** Begins with no zero: shairport-sync, 3 to 5, looks for it without, and would never find it. */
function newDacpId(random: Random): string {
  const [first = 0, ...rest] = random.bytes(8);
  return hexOf(Uint8Array.of(first | 0x10, ...rest));
}

const hex64 = (random: Random) => hexOf(random.bytes(8));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex").toUpperCase();
