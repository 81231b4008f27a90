import { RemoteError } from "../../../shared/errors.ts";
import { MdnsResponder } from "../../announce/responder.ts";
import { equalSecrets } from "../../crypto/hash.ts";
import type { DmapCredentials } from "../../hap/credentials.ts";
import type { Timer } from "../../runtime/clock.ts";
import {
  HttpServer,
  type HttpServerReply,
  type HttpServerRequest,
} from "../../runtime/http-server.ts";
import type { InterfaceAddress } from "../../runtime/network.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { Secret } from "../../runtime/secret.ts";
import { utf8 } from "../../wire/bytes.ts";
import { encodeDmap } from "../../wire/dmap.ts";
import type { PairingInvitation, PairingTarget, TurnedPairingDialogue } from "../plugin.ts";
import { formatGuid } from "./login.ts";
import { pairingCode, randomGuid, randomPin } from "./pairing-code.ts";
import { announcedOn, remoteAnnouncement } from "./remote-service.ts";

/** How long somebody may take to find the menu and type the code. */
export const PAIRING_MS = 5 * 60_000;

/** Pairing with an Apple TV 1 to 3, iTunes or Music (PA-20 to PA-23): it looks for us and calls. */
export function pairDmap({ controllerName, device }: PairingTarget, runtime: Runtime): DmapPairing {
  return new DmapPairing(controllerName, runtime, device.addresses);
}

export class DmapPairing implements TurnedPairingDialogue {
  readonly #name: string;
  readonly #deviceAddresses: readonly string[];
  readonly #runtime: Runtime;
  readonly #guid: string;
  readonly #pin: string;
  readonly #outcome: Promise<DmapCredentials>;
  readonly #responders: MdnsResponder[] = [];
  #server: HttpServer | undefined;
  #timer: Timer | undefined;
  #closed = false;
  #onRefused: () => void = () => {};
  #succeed: (credentials: DmapCredentials) => void = () => {};
  #giveUp: (error: Error) => void = () => {};

  /** `deviceAddresses`: of the device that is to see us. */
  constructor(controllerName: string, runtime: Runtime, deviceAddresses: readonly string[] = []) {
    this.#name = controllerName;
    this.#deviceAddresses = deviceAddresses;
    this.#runtime = runtime;
    this.#guid = formatGuid(randomGuid(runtime.random));
    this.#pin = randomPin(runtime.random);
    this.#outcome = new Promise((resolve, reject) => {
      this.#succeed = resolve;
      this.#giveUp = reject;
    });
    // Nobody need be waiting when it ends.
    this.#outcome.catch(() => {});
  }

  async begin(signal: AbortSignal): Promise<PairingInvitation> {
    signal.throwIfAborted();
    const { clock, network } = this.#runtime;
    network.refreshInterfaces();
    const addresses = announcedOn(network.interfaces.value, this.#deviceAddresses);
    if (addresses.length === 0) {
      throw new RemoteError("unavailable", "this machine is in no network to be seen in");
    }
    const handler = (request: HttpServerRequest) => this.#answer(request);
    const server = await HttpServer.open({ clock, network, host: "0.0.0.0", port: 0, handler });
    this.#server = server;
    if (this.#isOver(signal)) await this.#unpublish();
    for (const address of addresses) await this.#publish(address, server.port, signal);
    if (this.#closed) throw new RemoteError("cancelled", "pairing was closed");
    signal.throwIfAborted();
    const late = () => this.#giveUp(new RemoteError("timeout", "the device did not call"));
    this.#timer = clock.after(PAIRING_MS, late);
    return { pin: this.#pin, remoteName: this.#name };
  }

  async paired(signal: AbortSignal, onRefused: () => void): Promise<DmapCredentials> {
    signal.throwIfAborted();
    this.#onRefused = onRefused;
    const onAbort = () => this.#giveUp(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await this.#outcome;
    } finally {
      signal.removeEventListener("abort", onAbort);
      this.#onRefused = () => {};
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer?.cancel();
    this.#giveUp(new RemoteError("cancelled", "pairing was closed"));
    void this.#unpublish();
  }

  #isOver(signal: AbortSignal): boolean {
    return this.#closed || signal.aborted;
  }

  async #publish(on: InterfaceAddress, port: number, signal: AbortSignal): Promise<void> {
    if (this.#isOver(signal)) return;
    const announcement = remoteAnnouncement(on, port, this.#guid, this.#name);
    const interfaces = (entry: InterfaceAddress) => entry.address === on.address;
    const responder = await MdnsResponder.open(this.#runtime, { announcement, interfaces });
    this.#responders.push(responder);
    if (this.#isOver(signal)) await this.#unpublish();
  }

  /** Says goodbye, and closes the door. */
  async #unpublish(): Promise<void> {
    for (const responder of this.#responders.splice(0)) responder.close();
    await this.#server?.close();
  }

  async #answer({ method, target }: HttpServerRequest): Promise<HttpServerReply> {
    const { pathname, searchParams } = new URL(target, "http://remote");
    if (method !== "GET" || pathname !== "/pair") return { status: 404 };
    const code = searchParams.get("pairingcode")?.toLowerCase() ?? "";
    if (!equalSecrets(utf8(code), utf8(pairingCode(this.#guid, this.#pin)))) {
      this.#onRefused();
      return { status: 500 };
    }
    const id = new Secret(`0x${this.#guid}`);
    this.#succeed({ kind: "dmap", login: "pairing-guid", id });
    // PA-22.
    const answer = [
      ["cmpg", BigInt(`0x${this.#guid}`)],
      ["cmnm", this.#name],
      ["cmty", "iPhone"],
    ] as const;
    return { status: 200, body: encodeDmap([["cmpa", answer]]) };
  }
}
