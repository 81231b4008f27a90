import type { PairingStore } from "../hap/accessory.ts";
import type { InterfaceAddress } from "../runtime/network.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { until } from "../runtime/signal.ts";
import type { DmapFaults } from "./dmap-faults.ts";
import { callRemote } from "./dmap-pair-call.ts";
import { rememberRemote } from "./dmap-pairings.ts";
import { RemoteFinder, type SeenRemote } from "./dmap-remotes.ts";
import type { TvIdentity } from "./identity.ts";
import type { Television } from "./television.ts";
import type { TvRemotesPage } from "./tv-state.ts";

/** How long a person looks for a remote in the list. */
const PATIENCE_MS = 60_000;

/** `not-found`: no such remote is in the list. `ignored`: the TV was told never to call. */
export type PairRemoteOutcome = "paired" | "refused" | "unreachable" | "not-found" | "ignored";

export interface RemoteChoice {
  /** As the list has it. */
  readonly id?: string;
  /** As the list names it; without both, the last one that came. */
  readonly name?: string;
  /** Four digits, as the remote shows them. */
  readonly pin: string;
}

export interface RemotesPageContext {
  readonly runtime: Runtime;
  readonly television: Television;
  readonly identity: TvIdentity;
  readonly pairings: PairingStore;
  readonly faults: DmapFaults;
  /** Where to look. */
  readonly interfaces: (entry: InterfaceAddress) => boolean;
}

/**
 * Settings, General, Remotes: lists the remotes that ask to be let in, and lets one in by the code
 * that it shows. It looks for them while it is open.
 */
export class RemotesPage {
  readonly #context: RemotesPageContext;
  #finder: RemoteFinder | null = null;
  #stop = new AbortController();
  #page: TvRemotesPage = { seen: [], outcome: "none" };

  constructor(context: RemotesPageContext) {
    this.#context = context;
  }

  /** Idempotent. */
  open(): void {
    this.#opened();
  }

  /** A choice that still waits ends with `not-found`. */
  async close(): Promise<void> {
    const finder = this.#finder;
    this.#finder = null;
    this.#stop.abort();
    this.#stop = new AbortController();
    if (finder !== null) this.#context.television.do({ kind: "remotes", page: null });
    await finder?.close();
  }

  /** Chooses a remote, waiting for it to be listed, and types the code. Opens the page. */
  async pair(choice: RemoteChoice): Promise<PairRemoteOutcome> {
    const { faults, television } = this.#context;
    if (faults.neverCalls) return "ignored";
    const remote = await this.#find(choice);
    const outcome = remote === undefined ? "not-found" : await this.#call(remote, choice.pin);
    television.note(outcome === "paired" ? "paired" : `remote ${outcome}`);
    return outcome;
  }

  #opened(): RemoteFinder {
    if (this.#finder !== null) return this.#finder;
    const { runtime, interfaces } = this.#context;
    const finder = new RemoteFinder(runtime, interfaces);
    this.#finder = finder;
    this.#show({ seen: [], outcome: "none" });
    finder.remotes.on((remotes) =>
      this.#show({ seen: remotes.map(({ guid, name }) => ({ id: guid, name })) }),
    );
    return finder;
  }

  async #find({ id, name }: RemoteChoice): Promise<SeenRemote | undefined> {
    const { remotes } = this.#opened();
    const wanted = (seen: readonly SeenRemote[]) =>
      seen
        .filter(
          (remote) => (name ?? remote.name) === remote.name && (id ?? remote.guid) === remote.guid,
        )
        .at(-1);
    const { clock } = this.#context.runtime;
    const stop = this.#stop;
    const patience = clock.after(PATIENCE_MS, () => stop.abort());
    try {
      return wanted(await until(remotes, (seen) => wanted(seen) !== undefined, stop.signal));
    } catch {
      // Nobody came, or the page was closed; another choice may wait for another one.
      if (this.#stop === stop) this.#stop = new AbortController();
      return undefined;
    } finally {
      patience.cancel();
    }
  }

  async #call(remote: SeenRemote, pin: string) {
    const { runtime, identity, pairings, faults } = this.#context;
    const typed = faults.typesWrongPin ? otherThan(pin) : pin;
    this.#show({ outcome: "calling" });
    const answer = await callRemote(runtime, remote, typed, identity.dmapId);
    if (answer === "accepted") rememberRemote(pairings, remote.guid);
    const outcome = answer === "accepted" ? "paired" : answer;
    this.#show({ outcome });
    return outcome;
  }

  #show(change: Partial<TvRemotesPage>): void {
    if (this.#finder === null) return;
    this.#page = { ...this.#page, ...change };
    this.#context.television.do({ kind: "remotes", page: this.#page });
  }
}

function otherThan(pin: string): string {
  const last = pin.slice(-1);
  return `${pin.slice(0, -1)}${last === "0" ? "1" : "0"}`;
}
